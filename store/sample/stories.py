"""Thirteen weeks of a generated family: entries, visits, tasks and events from the grammar."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from store.practice.entries import SignificantEvent, WeeklyEntry
from store.sample.caseload import Worked
from store.sample.clock import WEEKS
from store.sample.recording import Recorder
from store.sample.story_visits import add_visit, age_group
from store.sample.telling import Teller, phrases
from store.tables.entries import Task, TaskOutcome

NEVER_WRITES = 0.1
NEARLY_DUE = 3  # days
VISITS_BEFORE = 2  # weeks before the first one told: what is due is reckoned from the last visit


@dataclass(frozen=True)
class Pace:
    """How a team keeps up: the first week that is told, how many write this week, how many wait for a visit."""

    first: int = 1
    writes_this_week: float = 0.5
    waits_for_visit: float = 0.0

    @property
    def is_short(self) -> bool:
        return self.first > 1


@dataclass(frozen=True)
class OpenTask:
    id: UUID
    made_at: datetime
    due_on: date

    def presses(self, at: datetime) -> bool:
        return self.due_on <= at.date() + timedelta(days=NEARLY_DUE)


@dataclass
class Story:
    """What has been told so far; safety is each practitioner's own line over the weeks."""

    recorder: Recorder
    family: Worked
    teller: Teller
    pace: Pace = Pace()
    safety: dict[str, int] = field(default_factory=dict)
    open_tasks: list[OpenTask] = field(default_factory=list)


def add_story(recorder: Recorder, family: Worked, pace: Pace = Pace()) -> None:
    """The weeks since the work with the family began, from the pace's first; the present one in part."""
    story = Story(recorder, family, Teller(recorder.rows.random, family), pace)
    began = max(1, WEEKS - (recorder.clock.today - family.began).days // 7 + 1)
    visited = recorder.rows.random.random() >= pace.waits_for_visit
    for week in range(max(began, pace.first - VISITS_BEFORE), WEEKS + 1):
        if week >= pace.first:
            _add_entries(story, week)
        if visited and _is_visited(story, week):
            add_visit(recorder, family, story.teller, week)


def _is_visited(story: Story, week: int) -> bool:
    """Where one looks the visits come close together; elsewhere as the plan asks for them."""
    family, protected = story.family, story.family.stage == "child_protection"
    if story.pace.is_short:
        return week % (2 if protected else 4) == family.case_id % (2 if protected else 4)
    return protected or week % 2 == family.case_id % 2


def _add_entries(story: Story, week: int) -> None:
    for role, who in story.family.allocated.items():
        _add_week(story, week, role, who)
    if story.recorder.rows.random.random() < 0.14:
        _add_event(story, week)


def _add_week(story: Story, week: int, role: str, who: int) -> None:
    random = story.recorder.rows.random
    if random.random() < (1 - story.pace.writes_this_week if week == WEEKS else NEVER_WRITES):
        return
    written = _written(story.recorder, week)
    content = _entry(story, role)
    if content.problems():
        return  # the grammar has run dry: this practitioner wrote nothing that week
    happened = min(written, story.recorder.clock.moment(week, 4, time(17)))
    entry_id = story.recorder.record(story.family.case_id, who, content, happened, written)
    _add_outcome(story, entry_id, written)
    if week < WEEKS and random.random() < 0.16:
        _add_task(story, week, who, entry_id, written)


def _written(recorder: Recorder, week: int) -> datetime:
    random = recorder.rows.random
    day = random.choices((2, 3, 4, 5, 7), (10, 25, 48, 7, 10))[0]
    hour = random.randrange(9, 17) if day < 5 else random.choice((9, 20, 21))
    return recorder.clock.moment(week, day, time(hour, random.randrange(60)))


def _entry(story: Story, role: str) -> WeeklyEntry:
    tell, random = story.teller.say, story.recorder.rows.random
    before = story.safety.get(role, random.randrange(3, 7))
    story.safety[role] = safety = max(1, min(7, before + random.choice((-1, 0, 0, 0, 0, 1))))
    return WeeklyEntry(
        headline=tell(role, "headline"),
        worked_on=_joined(*(tell(role, kind) for kind in ("worked", "also", "worked")[: random.choice((2, 2, 3))])),
        outcome=_joined(*(tell(role, "outcome") for _ in range(random.choice((1, 1, 2))))),
        children=_children(story, role),
        worries=tell(role, "worries") if random.random() < 0.8 else "",
        strengths=tell(role, "strengths") if random.random() < 0.85 else "",
        next=tell(role, "next"),
        safety=safety,
    )


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _children(story: Story, role: str) -> dict[str, str]:
    """Each child's week; those who work with the adults say what it means for one of them."""
    born = [child for child in story.family.children if child.born]
    if "children" in phrases()[role]:
        chosen = story.recorder.rows.random.choice(born) if born else None
        told = story.teller.say(role, "children", chosen) if chosen else ""
        return {str(chosen.id): told} if chosen and told else {}
    weeks = {str(child.id): story.teller.say(age_group(story.recorder, child), "weekly", child) for child in born}
    return {number: told for number, told in weeks.items() if told}


def _add_task(story: Story, week: int, who: int, entry_id: UUID, at: datetime) -> None:
    rows, clock, task_id = story.recorder.rows, story.recorder.clock, story.recorder.rows.new_uuid()
    title = story.teller.say("task", "titles")
    parent = story.family.parents[0].id if rows.random.random() < 0.3 else None
    due_on = clock.monday(week) + timedelta(days=rows.random.choice((11, 18, 25)))
    if title:
        rows.add_as_is(
            Task, id=task_id, case_id=story.family.case_id, title=title, owner_id=None if parent else who,
            owner_person_id=parent, due_on=due_on,
            made_by_id=who, made_in_id=entry_id, made_at=at, closed_at=None,
        )  # fmt: skip
        story.open_tasks.append(OpenTask(task_id, at, due_on))


def _add_outcome(story: Story, entry_id: UUID, at: datetime) -> None:
    """Often one open task has moved, and one that presses nearly always; what is done is closed."""
    rows, random = story.recorder.rows, story.recorder.rows.random
    known = [task for task in story.open_tasks if task.made_at < at]
    pressing = [task for task in known if task.presses(at)]
    if not known or (not pressing and random.random() < 0.5):
        return
    task, shares = random.choice(pressing or known), (65, 25, 10) if pressing else (45, 35, 20)
    outcome = random.choices(("done", "partly", "not_yet"), shares)[0]
    difference = story.teller.say("task", outcome)
    rows.add(TaskOutcome, task_id=task.id, entry_id=entry_id, outcome=outcome, difference=difference, at=at)
    if outcome == "done":
        story.open_tasks.remove(task)
        next(row for row in reversed(rows.of[Task]) if row["id"] == task.id)["closed_at"] = at


def _add_event(story: Story, week: int) -> None:
    recorder, random = story.recorder, story.recorder.rows.random
    born = [child for child in story.family.children if child.born]
    child = random.choice(born) if born else None
    told = random.choice(phrases()["event"]["happened"])
    what, impact = story.teller.once(told["what"], child), story.teller.once(told["impact"], child)
    if child is None or not what or not impact:
        return
    happened = recorder.clock.moment(week, random.randrange(6), time(random.randrange(8, 22), random.randrange(60)))
    days, hour = random.choice(((0, 15), (0, 18), (1, 9), (1, 9), (2, 10)))
    written = recorder.clock.written_after(happened, days, time(hour, random.randrange(60)))
    who = story.family.allocated["childrens_social_worker"]
    recorder.record(story.family.case_id, who, SignificantEvent(what, impact, (child.id,)), happened, written)
