"""The family's tasks: open ones first, what difference they made, closed ones folded."""

from store.practice.entries import WeeklyEntry
from tests.conftest import App
from tests.web.family_records import address, records


async def _tasks(app: App, name: str = "priya") -> str:
    return (await (await app.as_(name)).get(await address(app, "Okafor-Hill", "/tasks"))).text


async def test_open_tasks_stand_by_their_date_and_say_when_they_are_overdue(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await family.task("Ask for the speech referral", due_in=5)
        await family.task("Fix the gate", owner="sam", due_in=-3)
        await family.task("Book the nursery", closed=True)
    text = await _tasks(app)
    assert text.index("Fix the gate") < text.index("Ask for the speech") < text.index("Book the nursery")
    assert "was due" in text and ">overdue<" in text and "Sam Okoro" in text
    assert "Closed tasks (1)" in text


async def test_what_difference_a_task_made(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        task = await family.task("Fix the gate")
        before = await family.entry("sam", WeeklyEntry(headline="Before.", worked_on="x"), days_ago=7)
        now = await family.entry("sam", WeeklyEntry(headline="Now.", worked_on="x"))
        await family.outcome(task, before, "not_yet", "The landlord has not rung back.", days_ago=7)
        await family.outcome(task, now, "partly", "The latch holds; Leo stayed in.")
    text = await _tasks(app)
    assert text.index("The latch holds; Leo stayed in.") < text.index("The landlord has not rung back.")
    assert "Partly" in text and "Not yet" in text and f"/weekly-entries/{now}" in text


async def test_only_those_who_record_may_close_and_open_again(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        task, closed = await family.task("Fix the gate"), await family.task("Book the nursery", closed=True)
    theirs, hers = await _tasks(app), await _tasks(app, "hilary")
    assert f'action="/tasks/{task}/closing"' in theirs and f'action="/tasks/{closed}/reopening"' in theirs
    assert "Add a task" in theirs
    assert "/closing" not in hers and "/reopening" not in hers and "Add a task" not in hers


async def test_another_familys_tasks_are_not_among_them(app: App) -> None:
    async with records(app, "Brennan") as brennan:
        await brennan.task("Something of the Brennans")
    assert "Something of the Brennans" not in await _tasks(app)
