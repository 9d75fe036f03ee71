"""The week's sheet: every chapter side by side, who is missing, sign-off, paper."""

from uuid import uuid4

import pytest
from lxml import html
from sqlalchemy import update

from store.practice.entries import ChildSeen, SignificantEvent, Visit, WeeklyEntry
from store.tables.entries import Entry, Signature
from tests.conftest import App, Browser
from tests.statements import counted
from tests.web.weekly import (
    HEADLINE,
    NOW_WEEK,
    entry,
    family_id,
    form,
    open_task,
    person_id,
    sign_off,
    stands,
    write,
    written,
)  # fmt: skip

LATER = "Came after the week was signed off"


async def sheet(app: App, browser: Browser, family: str = "Okafor-Hill") -> str:
    answer = await browser.get(f"/families/{await family_id(app, family)}/weeks/{NOW_WEEK}")
    assert answer.status_code == 200
    return answer.text


async def test_every_chapter_stands_there_and_who_is_missing(app: App) -> None:
    task_id = await open_task(app, "Ring the nursery")
    more = {f"task_{task_id}": "partly", f"difference_{task_id}": "A place from May.", "new_title_1": "Draw a chart"}
    await written(app, await app.as_("priya"), **more)
    page = await sheet(app, await app.as_("joan"))
    assert HEADLINE in page and "Bedtimes" in page and "Safety 6" in page
    assert "A place from May." in page and "partly" in page and "Draw a chart" in page and "new task" in page
    assert "Sam Okoro, recovery worker" in page and "Priya Raman, children" not in page.split("Chapters")[0]
    assert "Write my week" not in page, "Joan does not hold this family"
    assert "Write my week" in await sheet(app, await app.as_("sam"))


async def test_a_joint_visit_shows_signatures_accounts_and_own_words(app: App) -> None:
    maya = await person_id(app, "Maya")
    seen = {str(maya): ChildSeen(seen=True, alone=True, words="I like it when Mum sings.", meaning="She is calmer.")}
    visit = await stands(app, "priya", Visit(observed="Tidy kitchen.", children=seen), signers=("sam", "joan"))
    async with app.services.database.writing() as db:
        await db.execute(update(Signature).values(signed_at=None))
        row = Signature.__table__.update().where(Signature.entry_id == visit)
        await db.execute(row.values(account="Dawn laughed at the door."))
    page = await sheet(app, await app.as_("tom"))
    assert "Joint visit" in page and "Tidy kitchen." in page and "“I like it when Mum sings.”" in page
    assert "Seen alone" in page and "She is calmer." in page
    assert "asked to sign, waiting" in page and "Dawn laughed at the door." in page


async def test_words_that_a_child_keeps_from_its_parents_are_not_printed(app: App) -> None:
    maya = await person_id(app, "Maya")
    kept = {str(maya): ChildSeen(seen=True, words="I am afraid on Saturdays.", kept_from_parents=True)}
    await stands(app, "priya", Visit(observed="Quiet.", children=kept))
    page = await sheet(app, await app.as_("sam"))
    before, _, _ = page.partition("I am afraid on Saturdays.")
    assert before.rstrip().rsplit("<div", 1)[1].startswith(' class="no-print"')
    assert "does not want a parent to see these words" in page
    await stands(app, "sam", Visit(observed="Fine."), family="Brennan")
    assert "afraid on Saturdays" not in await sheet(app, await app.as_("sam"), "Brennan")


async def test_significant_events_stand_there_with_both_times(app: App) -> None:
    await stands(app, "sam", SignificantEvent(what="The window was broken.", impact="Leo slept badly."))
    page = await sheet(app, await app.as_("priya"))
    assert "The window was broken." in page and "Leo slept badly." in page and "written" in page


async def test_a_week_without_a_word_says_so(app: App) -> None:
    assert "Nothing is written yet" in await sheet(app, await app.as_("priya"))


async def test_paper_has_a_head_one_button_and_no_navigation(app: App) -> None:
    await written(app, await app.as_("priya"))
    page = await sheet(app, await app.as_("sam"))
    head = page.split('class="paper-head only-print"')[1].split("</div>")[0]
    assert "Confidential" in head and "Printed by Sam Okoro, recovery worker" in head and "H204711" in head
    assert page.count("<print-button>") == 1


async def test_the_head_on_the_screen_has_the_reference(app: App) -> None:
    """Two families may have one name."""
    page = html.fromstring(await sheet(app, await app.as_("ruth"), "Brennan"))
    head = page.xpath("string(//main//*[@class='top-words'])")
    assert "Brennan family" in head and "H204718" in head


async def test_the_manager_closes_every_entry_of_the_week(app: App) -> None:
    weekly = await written(app, await app.as_("priya"))
    visit = await stands(app, "sam", Visit(observed="Calm."))
    other = await written(app, await app.as_("priya"), family="Brennan")
    ruth = await app.as_("ruth")
    assert "Sign off this week" in await sheet(app, ruth)
    assert (await sign_off(app)).status_code == 303
    assert (await entry(app, weekly)).signed_off_at and (await entry(app, visit)).signed_off_at
    assert (await entry(app, other)).signed_off_at is None
    page = await sheet(app, ruth)
    assert "Signed off" in page and "Ruth Calder" in page and "Read." in page and "Sign off this week" not in page


async def test_the_question_before_sign_off_names_who_has_not_written_or_signed(app: App) -> None:
    await stands(app, "priya", Visit(observed="Calm."), signers=("joan",))
    dialog = (await sheet(app, await app.as_("ruth"))).split("<dialog", 2)[-1]
    assert "Not written yet" in dialog and "Sam Okoro (recovery worker)" in dialog and "Priya Raman" in dialog
    assert "Not signed yet" in dialog and "Joan Tierney" in dialog


async def test_what_comes_after_sign_off_is_accepted_marked_and_signed_off_in_turn(app: App) -> None:
    await written(app, await app.as_("priya"))
    await sign_off(app)
    later = await written(app, await app.as_("sam"))
    ruth = await app.as_("ruth")
    page = await sheet(app, ruth)
    assert "Came after the week was signed off" in page and "1 entry came later and is open" in page
    assert "Came after the week was signed off" in (await ruth.get(f"/weekly-entries/{later}")).text
    await sign_off(app)
    assert (await entry(app, later)).signed_off_at
    assert "came later and" not in await sheet(app, ruth)


@pytest.mark.parametrize("again", [False, True], ids=["open", "signed off in turn"])
async def test_what_came_after_sign_off_says_so_wherever_it_is_read(app: App, again: bool) -> None:
    """On its own page, in the story and in the family's week; what stood there before does not."""
    before = await stands(app, "priya", Visit(observed="Calm."))
    await sign_off(app)
    weekly = await written(app, await app.as_("sam"))
    visit = await stands(app, "priya", Visit(observed="Loud."))
    event = await stands(app, "priya", SignificantEvent(what="The window was broken."))
    if again:
        await sign_off(app)
    ruth, family = await app.as_("ruth"), f"/families/{await family_id(app)}"
    for page in (f"/visits/{visit}", f"/significant-events/{event}", f"/weekly-entries/{weekly}"):
        assert (await ruth.get(page)).text.count(LATER) == 1, page
    for page in (family, f"{family}/story", f"{family}/weeks/{NOW_WEEK}"):
        assert (await ruth.get(page)).text.count(LATER) == 3, page
    assert LATER not in (await ruth.get(f"/visits/{before}")).text


@pytest.mark.parametrize("who", ["priya", "sam", "helen", "mark", "hilary", "olu", "wendy", "fiona", "colin", "alan"])
async def test_nobody_but_the_teams_manager_signs_off(app: App, who: str) -> None:
    entry_id = await written(app, await app.as_("priya"))
    assert (await sign_off(app, who)).status_code == 404
    assert (await entry(app, entry_id)).signed_off_at is None


@pytest.mark.parametrize("who", ["tom", "joan", "ruth", "helen", "mark", "hilary"])
async def test_whoever_may_read_the_case_reads_its_week(app: App, who: str) -> None:
    await written(app, await app.as_("priya"))
    page = await sheet(app, await app.as_(who))
    assert HEADLINE in page
    assert ("Sign off this week" in page) == (who == "ruth")


@pytest.mark.parametrize("who", ["wendy", "grace", "olu", "fiona", "colin", "beth", "alan"])
async def test_for_all_others_the_week_is_not_there(app: App, who: str) -> None:
    browser = await app.as_(who)
    assert (await browser.get(f"/families/{await family_id(app)}/weeks/{NOW_WEEK}")).status_code == 404
    assert (await browser.get(f"/families/999/weeks/{NOW_WEEK}")).status_code == 404


async def test_a_restricted_familys_week_is_for_those_who_hold_it(app: App) -> None:
    address = f"/families/{await family_id(app, 'Vine')}/weeks/{NOW_WEEK}"
    for who, status in (("tom", 200), ("ruth", 200), ("priya", 404), ("mark", 404), ("hilary", 404)):
        assert (await (await app.as_(who)).get(address)).status_code == status, who


@pytest.mark.parametrize("week", ["2099-W01", "2026-W60", "x"])
async def test_a_week_that_is_none_is_not_there(app: App, week: str) -> None:
    browser = await app.as_("ruth")
    address = f"/families/{await family_id(app)}/weeks/{week}"
    assert (await browser.get(address)).status_code == 404
    assert (await browser.post(f"{address}/sign-off")).status_code == 404


async def test_a_remark_that_is_too_long_stays_in_the_form(app: App) -> None:
    await written(app, await app.as_("priya"))
    ruth = await app.as_("ruth")
    answer = await ruth.post(f"/families/{await family_id(app)}/weeks/{NOW_WEEK}/sign-off", {"remark": "r" * 2001})
    assert answer.status_code == 422 and "r" * 2001 in answer.text and "the most is 2,000" in answer.text


async def test_the_sheet_needs_eight_statements_whatever_was_written(app: App) -> None:
    ruth, address = await app.as_("ruth"), f"/families/{await family_id(app)}/weeks/{NOW_WEEK}"
    await ruth.get(address)
    with counted(app.services.database) as few:
        await ruth.get(address)
    for name in ("priya", "sam", "tom", "joan", "helen"):
        task_id = await open_task(app, f"Task of {name}")
        await write(app, await app.as_(name), **{f"task_{task_id}": "done", "new_title_1": "Another"})
        await stands(app, name, Visit(observed="Calm."), signers=("ruth", "grace"))
    with counted(app.services.database) as many:
        assert (await ruth.get(address)).text.count("Calm.") == 5
    assert len(few) == len(many) <= 8, few


async def test_reading_and_signing_off_are_on_the_trail(app: App) -> None:
    from sqlalchemy import select

    from store.tables.trail import TrailRow

    await written(app, await app.as_("priya"))
    await sheet(app, await app.as_("sam"))
    await sign_off(app)
    async with app.services.database.reading() as db:
        acts = [row.act for row in await db.scalars(select(TrailRow).where(TrailRow.case_id.is_not(None)))]
    assert {"weekly entry recorded", "read", "week signed off"} <= set(acts)


async def test_a_stranger_to_the_week_sees_it_after_a_second_version(app: App) -> None:
    priya, draft = await app.as_("priya"), str(uuid4())
    await write(app, priya, draft_id=draft)
    await priya.post(f"/weekly-entries/{draft}/revisions", form(opened_version=1, headline="Second line."))
    page = await sheet(app, await app.as_("tom"))
    assert "Second line." in page and HEADLINE not in page and "version 2" in page


async def test_the_chapters_of_other_weeks_stay_there(app: App) -> None:
    await stands(app, "priya", WeeklyEntry(headline="Of last week."), week=NOW_WEEK.previous)
    assert "Of last week." not in await sheet(app, await app.as_("sam"))
    async with app.services.database.reading() as db:
        assert await db.scalar(Entry.__table__.select().with_only_columns(Entry.week)) == NOW_WEEK.previous.start
