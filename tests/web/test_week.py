"""What each of the cast sees of the week."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from lxml import html
from sqlalchemy import insert, select, update

from store.practice.entries import ChildSeen, SignificantEvent, Visit
from store.practice.weeks import Week
from store.tables.cases import Case, CaseDate
from store.tables.entries import Signature, Task
from store.tables.families import Family
from store.tables.people import CouncilSetting, Team
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.past import days_ago
from tests.statements import counted
from tests.web.supervising import sitting
from tests.web.weekly import NOW_WEEK, allocate, open_task, practitioner_id, sign_off, stands, write, written

BOTH = {"1": ChildSeen(seen=True), "2": ChildSeen(seen=True)}
VISIT = Visit(observed="Both at the table.", children=BOTH)


async def test_a_practitioner_sees_her_families_and_which_wait_for_her(app: App) -> None:
    priya = await app.as_("priya")
    page = (await priya.get("/week")).text
    assert "0 of 2 families written up" in page
    assert page.count("Your part is waiting") == 2
    assert "Okafor-Hill family" in page and "Brennan family" in page
    assert "Adeyemi" not in page and "Vine" not in page
    assert "CP · neglect" in page and "Child in need" in page
    assert "Sam Okoro, recovery worker: waiting" in page


async def test_a_card_has_one_status_the_most_urgent_and_a_quiet_line(app: App) -> None:
    await open_task(app, "Ring the nursery", family="Brennan")
    card = _card((await (await app.as_("joan")).get("/week")).text, "Brennan")
    (status,) = card.xpath(".//*[@class='week-row']/*[contains(@class, 'chip')]")
    assert status.text_content().startswith("Visit overdue since")
    (rest,) = card.xpath(".//*[contains(@class, 'week-rest')]")
    assert rest.text_content() == "Your part is waiting · 1 task carried over"
    assert [link.get("href").rpartition("/")[2] for link in rest.xpath("a")] == [f"new?week={NOW_WEEK}"]


def _card(page: str, family: str) -> html.HtmlElement:
    (card,) = html.fromstring(page).xpath(f"//article[.//a[text()='{family} family']]")
    return card


async def test_what_is_written_no_longer_waits_and_stands_behind_what_does(app: App) -> None:
    priya = await app.as_("priya")
    await write(app, priya)
    page = (await priya.get("/week")).text
    assert "1 of 2 families written up" in page
    assert "Priya Raman, children’s social worker: written" in page
    assert page.index("Brennan family") < page.index("Okafor-Hill family")


async def test_a_signed_off_week_says_so(app: App) -> None:
    await write(app, await app.as_("priya"))
    assert (await sign_off(app)).status_code == 303
    assert "Signed off" in (await (await app.as_("priya")).get("/week")).text


async def test_tasks_of_an_earlier_week_are_carried_over(app: App) -> None:
    await open_task(app, "Ring the nursery", family="Brennan")
    assert "1 task carried over" in (await (await app.as_("joan")).get("/week")).text


async def test_a_visit_that_waits_for_my_signature_stands_on_top(app: App) -> None:
    visit = await stands(app, "priya", VISIT, signers=("sam",))
    page = (await (await app.as_("sam")).get("/week")).text
    assert "A visit waits for your signature" in page and f"/visits/{visit}" in page
    assert "Asked to sign a visit" in page
    assert "waits for your signature" not in (await (await app.as_("joan")).get("/week")).text


async def test_a_signature_that_is_long_waited_for_says_for_how_long(app: App) -> None:
    await stands(app, "priya", VISIT, signers=("sam",))
    sam = await app.as_("sam")
    assert "waits" not in _notice((await sam.get("/week")).text).replace("waits for your", "")
    async with app.services.database.writing() as db:
        await db.execute(update(Signature).values(asked_at=days_ago(18)))
    assert "waits 18 days" in (await sam.get("/week")).text


def _notice(page: str) -> str:
    return str(html.fromstring(page).xpath("string(//main//*[contains(@class, 'notice')])"))


async def test_someone_of_another_team_is_not_asked_to_sign_here(app: App) -> None:
    await stands(app, "priya", VISIT, signers=("grace",))
    page = (await (await app.as_("grace")).get("/week")).text
    assert "signature" not in page and "Okafor-Hill" not in page


async def test_the_manager_sees_the_team_by_family_and_by_person(app: App) -> None:
    await write(app, await app.as_("priya"))
    ruth = await app.as_("ruth")
    page = (await ruth.get("/week")).text
    assert "1 of 5 chapters written" in page and "Vine family" in page and "Adeyemi" not in page
    people = (await ruth.get(f"/week/{NOW_WEEK}?show=people")).text
    assert "Priya Raman has written 1 of 2" in people and "Joan Tierney has written 0 of 1" in people


async def test_the_manager_jumps_to_a_family_by_a_name_of_it(app: App) -> None:
    ruth = await app.as_("ruth")
    for asked in ("okaf", "OKAFOR-HILL", "maya", "hill"):
        page = (await ruth.get(f"/week/{NOW_WEEK}?name={asked}")).text
        assert "Okafor-Hill family" in page and "Brennan family" not in page, asked
        assert f'value="{asked}"' in page and "1 family of that name" in page
    nothing = (await ruth.get(f"/week/{NOW_WEEK}?name=nobody")).text
    assert "No family of that name in this team" in nothing and "Brennan" not in nothing
    both = (await ruth.get(f"/week/{NOW_WEEK}?name=brennan&show=signed-off")).text
    assert "Brennan family" in both, "a name is looked for among all of them"


async def test_the_manager_asks_for_what_waits_and_for_what_is_ready(app: App) -> None:
    await write(app, await app.as_("priya"))
    await write(app, await app.as_("sam"))
    ruth = await app.as_("ruth")
    ready = (await ruth.get(f"/week/{NOW_WEEK}?show=ready")).text
    assert "Okafor-Hill family" in ready and "Brennan family" not in ready and "Ready to sign off" in ready
    waiting = (await ruth.get(f"/week/{NOW_WEEK}?show=waiting")).text
    assert "Okafor-Hill family" not in waiting and "Brennan family" in waiting
    await sign_off(app)
    assert "Okafor-Hill family" in (await ruth.get(f"/week/{NOW_WEEK}?show=signed-off")).text
    assert "Nothing to sign off just now" in (await ruth.get(f"/week/{NOW_WEEK}?show=ready")).text


async def test_a_signed_off_family_waits_for_nobody_and_is_counted_once(app: App) -> None:
    """A manager may sign off while a chapter is missing: the family is not among those that wait any more."""
    await write(app, await app.as_("priya"))
    await sign_off(app)
    page = (await (await app.as_("ruth")).get(f"/week/{NOW_WEEK}?show=waiting")).text
    assert _counts(page) == {"All": 3, "Waiting": 2, "Ready": 0, "Signed off": 1}
    assert "Okafor-Hill family" not in page


async def test_what_came_after_sign_off_brings_the_family_back_to_the_manager(app: App) -> None:
    """Ruth signed off; then Sam wrote his week, Priya visited, and something happened: there is more to sign off."""
    await write(app, await app.as_("priya"))
    await sign_off(app)
    await write(app, await app.as_("sam"))
    await stands(app, "priya", VISIT)
    await stands(app, "priya", SignificantEvent(what="The window was broken."))
    ruth = await app.as_("ruth")
    ready = (await ruth.get(f"/week/{NOW_WEEK}?show=ready")).text
    assert _counts(ready) == {"All": 3, "Waiting": 2, "Ready": 1, "Signed off": 0}
    said = _said(ready, "Okafor-Hill")
    assert "3 came later, open" in said and said[-1].startswith("Signed off"), said
    assert "Okafor-Hill family" not in (await ruth.get(f"/week/{NOW_WEEK}?show=signed-off")).text
    await sign_off(app)
    assert _counts((await ruth.get("/week")).text)["Signed off"] == 1
    assert "came later" not in (await ruth.get("/week")).text


async def test_what_came_later_waits_with_whose_part_is_still_to_come(app: App) -> None:
    """Sam has not written yet: the family stands under Waiting, and says that something came."""
    await write(app, await app.as_("priya"))
    await sign_off(app)
    await stands(app, "priya", VISIT)
    waiting = (await (await app.as_("ruth")).get(f"/week/{NOW_WEEK}?show=waiting")).text
    assert _counts(waiting) == {"All": 3, "Waiting": 3, "Ready": 0, "Signed off": 0}
    assert "1 came later, open" in _said(waiting, "Okafor-Hill")


def _counts(page: str) -> dict[str, int]:
    """The numbers on the tabs; what is overdue counts beside the others."""
    tabs = html.fromstring(page).xpath("//nav[@aria-label='Which families']/a[span]")
    return {tab.text.strip(): int(tab.findtext("span")) for tab in tabs if tab.text.strip() != "Overdue"}


def _said(page: str, family: str) -> list[str]:
    """What a family's card says: its status, then what stands in its quiet line."""
    status, rest = "*[@class='week-row']/*[not(@role='list')]", "*[contains(@class, 'week-rest')]/*"
    rows = _card(page, family).xpath(f".//{status} | .//{rest}")
    return [row.text_content().strip() for row in rows]


async def test_the_managers_cards_name_the_children(app: App) -> None:
    page = (await (await app.as_("ruth")).get("/week")).text
    assert _meta(page, "Brennan") == _meta((await (await app.as_("joan")).get("/week")).text, "Brennan")
    assert _meta(page, "Brennan").startswith("Aoife ")


async def test_two_families_of_one_name_are_told_apart(app: App) -> None:
    """There are two of the name of Brennan; of the second no children are known yet."""
    await _another_family(app, "Brennan", "H209999")
    await _another_family(app, "Childless", "H208888")
    page = html.fromstring((await (await app.as_("ruth")).get("/week")).text)
    cards = page.xpath("//article[.//a[text()='Brennan family']]")
    metas = sorted(_meta_of(card) for card in cards)
    assert metas[0].startswith("Aoife ") and metas[0].endswith(" · H204718") and metas[1] == "H209999"
    assert _meta_of(*page.xpath("//article[.//a[text()='Childless family']]")) == "H208888"


def _meta(page: str, family: str) -> str:
    return _meta_of(_card(page, family))


def _meta_of(card: html.HtmlElement) -> str:
    return str(card.xpath("string(.//*[@class='grow']/p)")).strip()


async def test_what_presses_today_is_said_of_this_week_only(app: App) -> None:
    """An earlier week has no part that is overdue, and no visits to sign stand on top of it."""
    await open_task(app, "Ring the nursery", family="Brennan", due=TODAY - timedelta(days=2))
    await stands(app, "priya", VISIT, signers=("sam", "ruth"))
    before = NOW_WEEK.previous
    for who in ("ruth", "sam"):
        browser = await app.as_(who)
        assert "waits for your signature" in (await browser.get("/week")).text
        earlier = (await browser.get(f"/week/{before}?show=overdue")).text
        assert "signature" not in _main(earlier) and "verdue" not in _main(earlier)
    ruth = await app.as_("ruth")
    assert "Brennan family" in (await ruth.get(f"/week/{before}?show=overdue")).text, "all families stand there"


def _main(page: str) -> str:
    return str(html.fromstring(page).xpath("string(//main)"))


async def test_overdue_tasks_and_visits_press_the_manager(app: App) -> None:
    await open_task(app, "Ring the nursery", family="Brennan", due=TODAY - timedelta(days=2))
    page = (await (await app.as_("ruth")).get(f"/week/{NOW_WEEK}?show=overdue")).text
    assert "1 task overdue" in page and "Visit overdue" in page


async def test_what_a_manager_is_to_do_stands_in_the_managers_week(app: App) -> None:
    """Agreed in group supervision, or in a visit: whoever writes weekly entries finds it in the form of the next."""
    one, ruth = await sitting(app), await app.as_("ruth")
    assert "For you to do" not in (await ruth.get("/week")).text
    await one.opens()
    agreed = {"agreed-0": "Ask the school for Fridays", "owner-0": f"p{await practitioner_id(app, 'ruth')}"}
    await one.written(**agreed)
    [task] = _to_do((await ruth.get("/week")).text)
    assert " ".join(task.text_content().split()) == "Ask the school for Fridays Okafor-Hill family · by Tue 4 Mar 2031"
    assert task.xpath(".//a/@href") == [f"/families/{one.family}/tasks"]
    for who in ("sam", "olu", "mark"):
        assert "Ask the school" not in (await (await app.as_(who)).get("/week")).text, who
    assert not _to_do((await ruth.get(f"/week/{NOW_WEEK.previous}")).text), "it is to be done now"
    await _tasks_become(app, due_on=TODAY - timedelta(days=2))
    assert "overdue" in _to_do((await ruth.get("/week")).text)[0].text_content()
    await _tasks_become(app, closed_at=datetime.now(UTC))
    assert not _to_do((await ruth.get("/week")).text)


async def test_what_a_manager_is_to_do_for_a_closed_case_or_another_team_is_not_there(app: App) -> None:
    for family in ("Brennan", "Adeyemi"):
        await open_task(app, f"Ring about {family}", family=family)
    await _tasks_become(app, owner_id=await practitioner_id(app, "ruth"))
    ruth = await app.as_("ruth")
    assert [task.xpath("string(.//a)") for task in _to_do((await ruth.get("/week")).text)] == ["Ring about Brennan"]
    async with app.services.database.writing() as db:
        await db.execute(update(Case).where(Case.id == await Cast.case_id(db, "Brennan")).values(closed_on=TODAY))
    assert not _to_do((await ruth.get("/week")).text)


def _to_do(page: str) -> list[html.HtmlElement]:
    return list(html.fromstring(page).xpath("//*[@id='for-you']//*[contains(@class, 'task ')]"))


async def _tasks_become(app: App, **facts: object) -> None:
    async with app.services.database.writing() as db:
        await db.execute(update(Task).values(**facts))


async def test_an_enquiry_without_its_conference_presses_everybody_above(app: App) -> None:
    """Section 47: the initial conference within 15 working days of the strategy discussion."""
    await _enquiry(app, days_ago=40)
    assert "Initial conf. overdue" in (await (await app.as_("priya")).get("/week")).text
    assert "Initial conf. overdue" in (await (await app.as_("ruth")).get("/week?show=overdue")).text
    assert "2 conferences overdue" in (await (await app.as_("mark")).get("/week")).text


async def test_an_enquiry_that_needed_no_conference_asks_for_none(app: App) -> None:
    await _enquiry(app, days_ago=40, conference_not_required=True)
    assert "Initial conf." not in (await (await app.as_("ruth")).get("/week")).text
    assert "1 conference overdue" in (await (await app.as_("mark")).get("/week")).text, "the review of Okafor-Hill"


async def _enquiry(app: App, *, days_ago: int, **facts: bool) -> None:
    async with app.services.database.writing() as db:
        case_id = await Cast.case_id(db, "Brennan")
        on = TODAY - timedelta(days=days_ago)
        db.add(CaseDate(case_id=case_id, kind="section_47", on=on, facts=facts))


async def test_a_visit_on_which_the_children_were_seen_moves_the_next_one(app: App) -> None:
    await stands(app, "priya", replace(VISIT, children={"1": ChildSeen(seen=True), "2": ChildSeen(seen=False)}))
    assert (await (await app.as_("ruth")).get("/week")).text.count("Visit overdue") == 2, "Leo was not seen"
    assert "2 visits overdue" in (await (await app.as_("mark")).get("/week")).text
    await stands(app, "priya", VISIT)
    await stands(app, "priya", Visit(carried_out=False, why_not="Nobody in"), family="Brennan")
    page = (await (await app.as_("ruth")).get("/week")).text
    assert page.count("Visit overdue") == 1, "a visit that was not carried out counts for nothing"
    assert "1 visit overdue" in (await (await app.as_("mark")).get("/week")).text


async def test_a_service_manager_sees_the_area_and_opens_its_teams_only(app: App) -> None:
    mark = await app.as_("mark")
    page = (await mark.get("/week")).text
    assert "Hatfield" in page and "Stevenage" not in page and "2 families" in page, "restricted families are left out"
    async with app.services.database.reading() as db:
        ours = (await db.get_one(Case, await Cast.case_id(db, "Brennan"))).team_id
        theirs = (await db.get_one(Case, await Cast.case_id(db, "Adeyemi"))).team_id
    team = await mark.get(f"/week?team={ours}")
    assert "Brennan family" in team.text and "Vine" not in team.text
    for address in (f"/week?team={theirs}", "/week?team=999", "/week?team=x"):
        assert (await mark.get(address)).status_code == 404


async def test_the_area_and_the_team_give_the_same_numbers(app: App) -> None:
    await write(app, await app.as_("priya"))
    await write(app, await app.as_("sam"))
    page = (await (await app.as_("mark")).get("/week")).text
    assert "2 of 4 chapters written" in page and "1 ready to sign off" in page and "2 visits overdue" in page


async def test_what_came_after_sign_off_is_ready_for_those_above_too(app: App) -> None:
    await write(app, await app.as_("priya"))
    await write(app, await app.as_("sam"))
    await sign_off(app)
    mark = await app.as_("mark")
    assert "1 signed off" in _main((await mark.get("/week")).text)
    await stands(app, "priya", VISIT)
    page = _main((await mark.get("/week")).text)
    assert "1 ready to sign off" in page and "1 signed off" not in page


async def test_the_head_of_service_sees_all_areas(app: App) -> None:
    page = (await (await app.as_("hilary")).get("/week")).text
    assert "Mid" in page and "North" in page and "Stevenage" in page


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("colin", "Reports shared with you will stand here"),
        ("beth", "Teams and people"),
        ("alan", "Open the trail"),
        ("wendy", "No families in this week"),
        ("olu", "Adeyemi family"),
        ("helen", "Okafor-Hill family"),
    ],
)
async def test_everybody_has_a_screen_of_their_own(app: App, who: str, words: str) -> None:
    answer = await (await app.as_(who)).get("/week")
    assert (answer.status_code, words in answer.text) == (200, True)
    if who != "helen":
        assert "Okafor-Hill" not in answer.text


@pytest.mark.parametrize(
    ("who", "places"),
    [
        ("priya", ["week", "find", "record", "supervision", "you"]),
        ("mark", ["week", "find", "supervision", "you"]),
        ("colin", ["week", "you"]),
        ("beth", ["week", "you"]),
        ("alan", ["week", "you"]),
    ],
)
async def test_the_bar_leads_nobody_to_a_place_that_is_not_theirs(app: App, who: str, places: list[str]) -> None:
    somebody = await app.as_(who)
    bar = (await somebody.get("/week")).text.partition('aria-label="Places"')[2]
    assert re.findall(r'data-place="(\w+)"', bar) == places
    for address in re.findall(r'href="(/\w+)" data-place', bar):
        assert (await somebody.get(address)).status_code == 200
    assert ('href="/find"' in (await somebody.get("/families/9999")).text) == ("find" in places)


async def test_signed_out_one_is_sent_to_sign_in(app: App) -> None:
    assert (await app.signed_out().get("/week")).status_code == 303


async def test_an_earlier_week_shows_what_was_written_then(app: App) -> None:
    priya, before = await app.as_("priya"), NOW_WEEK.previous
    await write(app, priya, week=before)
    page = (await priya.get(f"/week/{before}")).text
    assert "1 of 2 families written up" in page and "was due" in page
    assert f'href="/week/{before.previous}"' in page and f'href="/week/{NOW_WEEK}"' in page
    assert "0 of 2 families written up" in (await priya.get("/week")).text


@pytest.mark.parametrize("week", [str(NOW_WEEK.next), "2026-W99", "last", "2026-W47%20"])
async def test_a_week_that_is_none_is_not_there(app: App, week: str) -> None:
    assert (await (await app.as_("priya")).get(f"/week/{week}")).status_code == 404


async def test_a_closed_case_leaves_the_week(app: App) -> None:
    async with app.services.database.writing() as db:
        await db.execute(update(Case).where(Case.id == await Cast.case_id(db, "Brennan")).values(closed_on=TODAY))
    assert "Brennan" not in (await (await app.as_("priya")).get("/week")).text


async def test_in_a_slower_rhythm_nothing_is_due_before_the_turn_is_over(app: App) -> None:
    async with app.services.database.writing() as db:
        await db.execute(insert(CouncilSetting).values(key="rhythm_weeks", value=3))
        began = NOW_WEEK.after(-4).start
        await db.execute(update(Case).values(opened_on=began))
    priya = await app.as_("priya")
    assert "No entry is due from you this week" in (await priya.get("/week")).text
    due = Week(began).after(2)
    assert "0 of 2 families written up" in (await priya.get(f"/week/{due}")).text
    await written(app, priya, week=due.previous)
    assert "1 of 2 families written up" in (await priya.get(f"/week/{due}")).text


@pytest.mark.parametrize("who", ["priya", "ruth", "mark"])
async def test_the_week_needs_eight_statements_whatever_its_size(app: App, who: str) -> None:
    browser = await app.as_(who)
    await browser.get("/week")
    with counted(app.services.database) as few:
        await browser.get("/week")
    await _more_families(app, 30)
    with counted(app.services.database) as many:
        page = await browser.get("/week")
    assert "30" in page.text or page.text.count("Another") == 30
    assert len(few) == len(many) <= 8, few


async def _another_family(app: App, name: str, reference: str) -> None:
    """One of Hatfield's, of whom nothing else is known."""
    async with app.services.database.writing() as db:
        team = (await db.scalars(select(Team.id).where(Team.name == "Hatfield"))).one()
        family = Family(reference=reference, name=name)
        db.add(family)
        await db.flush()
        db.add(Case(family_id=family.id, team_id=team, opened_on=TODAY - timedelta(days=90)))


async def _more_families(app: App, number: int) -> None:
    for count in range(number):
        await _another_family(app, f"Another {count}", f"X{count}")
        await allocate(app, "priya", f"Another {count}", TODAY - timedelta(days=90))
