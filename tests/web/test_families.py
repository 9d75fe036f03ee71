"""The family's five screens: who sees them, what they say, what they cost."""

from datetime import date, timedelta

import pytest

from store.practice.entries import ChildSeen, SignificantEvent, Visit, WeeklyEntry
from store.practice.weeks import Week
from store.tables.families import Person
from tests.cast import Cast
from tests.conftest import App
from tests.statements import counted
from tests.web.family_records import Records, address, records

TABS = ("", "/story", "/people", "/tasks", "/plans")
SEEN = {"1": ChildSeen(seen=True)}
LEO_SEEN = {"2": ChildSeen(seen=True)}


@pytest.mark.parametrize("tab", TABS)
async def test_those_who_may_read_the_family_see_it(app: App, tab: str) -> None:
    for name in ("priya", "tom", "sam", "ruth", "helen", "mark", "hilary"):
        answer = await (await app.as_(name)).get(await address(app, "Okafor-Hill", tab))
        assert answer.status_code == 200, name
        assert "Okafor-Hill family" in answer.text
        assert "Okafor" not in answer.text.partition("</title>")[0], "titles name nobody"


@pytest.mark.parametrize("tab", TABS)
async def test_for_all_others_the_family_does_not_exist(app: App, tab: str) -> None:
    for name in ("wendy", "grace", "fiona", "olu", "colin", "beth", "alan"):
        browser = await app.as_(name)
        refused = await browser.get(await address(app, "Okafor-Hill", tab))
        missing = await browser.get(f"/families/987654{tab}")
        assert (refused.status_code, missing.status_code) == (404, 404), name
        assert "Okafor" not in refused.text


async def test_a_restricted_family_is_marked_and_hidden_from_the_team(app: App) -> None:
    where = await address(app, "Vine")
    assert "Restricted" in (await (await app.as_("tom")).get(where)).text
    assert (await (await app.as_("priya")).get(where)).status_code == 404


@pytest.mark.parametrize("tab", TABS)
async def test_warnings_come_before_everything_else(app: App, tab: str) -> None:
    text = (await (await app.as_("priya")).get(await address(app, "Okafor-Hill", tab))).text
    assert text.index("Visit in pairs.") < text.index("Dog in the yard.") < text.index('aria-label="This family"')


async def test_the_card_for_the_door(app: App) -> None:
    text = (await (await app.as_("sam")).get(await address(app, "Okafor-Hill"))).text
    assert "14 Cedar Close, Hatfield" in text
    assert 'data-text="14 Cedar Close, Hatfield, AL10 0ZZ"' in text
    assert 'href="tel:07700900123"' in text, "the mother lives here and has a phone"
    assert "Priya Raman" in text
    assert "CP · neglect" in text


async def test_who_has_written_this_week_and_who_has_not(app: App) -> None:
    async with records(app, "Okafor-Hill") as okafor_hill:
        await okafor_hill.entry("sam", WeeklyEntry(headline="Two clean tests.", worked_on="x"))
    text = (await (await app.as_("priya")).get(await address(app, "Okafor-Hill"))).text
    assert "Sam Okoro, recovery worker: written" in text
    assert "Priya Raman, children’s social worker: yours, waiting" in text
    assert "waiting for you" in text
    assert "Two clean tests." in text
    assert "Write my week" in text


async def test_one_who_has_written_may_change_it(app: App) -> None:
    async with records(app, "Okafor-Hill") as okafor_hill:
        await okafor_hill.entry("priya", WeeklyEntry(headline="Calmer mornings.", worked_on="x"))
    text = (await (await app.as_("priya")).get(await address(app, "Okafor-Hill"))).text
    assert "Change my week" in text and "Write my week" not in text


async def test_only_those_who_work_with_the_family_are_offered_to_record(app: App) -> None:
    where = await address(app, "Okafor-Hill")
    offered = {name: (await (await app.as_(name)).get(where)).text for name in ("priya", "ruth", "mark", "hilary")}
    assert [name for name, text in offered.items() if "Record a visit" in text] == ["priya", "ruth"]
    assert "Write my week" not in offered["ruth"], "a manager has no chapter"


async def test_a_closed_case_can_be_read_and_not_written(app: App) -> None:
    async with records(app, "Okafor-Hill") as okafor_hill:
        (await okafor_hill.case()).closed_on = date.today() - timedelta(days=3)
    browser = await app.as_("priya")
    for tab in TABS:
        text = (await browser.get(await address(app, "Okafor-Hill", tab))).text
        assert "This case was closed on" in text
        assert not any(words in text for words in ("Record a visit", "Write my week", "Add a task", "Done:"))
    assert "Nothing is due" in (await browser.get(await address(app, "Okafor-Hill", "/plans"))).text


async def test_the_child_who_was_seen_longest_ago_sets_the_next_visit(app: App) -> None:
    async with records(app, "Okafor-Hill") as okafor_hill:
        await okafor_hill.entry("priya", Visit(observed="Saw both.", children=SEEN | LEO_SEEN), days_ago=60)
    browser, where = await app.as_("priya"), await address(app, "Okafor-Hill")
    assert "Visit overdue since" in (await browser.get(where)).text
    async with records(app, "Okafor-Hill") as okafor_hill:
        await okafor_hill.entry("priya", Visit(observed='Wrote "seen": true.'), days_ago=0)
        await okafor_hill.entry("priya", Visit(carried_out=False, why_not="Nobody in", children=SEEN), days_ago=0)
    assert "Visit overdue since" in (await browser.get(where)).text, "no child seen; not carried out"
    async with records(app, "Okafor-Hill") as okafor_hill:
        await okafor_hill.entry("priya", Visit(observed="Saw Maya.", children=SEEN), days_ago=0)
    for tab in ("", "/plans"):
        text = (await browser.get(await address(app, "Okafor-Hill", tab))).text
        assert "Visit overdue since" in text, "Leo, who is on a plan as well, was not seen"
    assert text.count("Last seen on a visit") == 2, "and Plans says when each was"
    async with records(app, "Okafor-Hill") as okafor_hill:
        await okafor_hill.entry("sam", Visit(observed="Saw Leo.", children=LEO_SEEN), days_ago=1)
    for tab in ("", "/plans"):
        text = (await browser.get(await address(app, "Okafor-Hill", tab))).text
        assert "Visit in" in text and "Visit overdue" not in text


async def test_plans_do_not_say_of_a_newborn_that_somebody_saw_the_child_before_the_birth(app: App) -> None:
    async with records(app, "Okafor-Hill") as okafor_hill:
        await okafor_hill.entry("priya", Visit(observed="The cot stands ready."), days_ago=9)
        (await Cast.person(okafor_hill.db, "Leo")).birth_date = date.today() - timedelta(days=5)
    text = (await (await app.as_("priya")).get(await address(app, "Okafor-Hill", "/plans"))).text
    assert text.count("Last visit before the birth") == 1 and text.count("Last seen on a visit") == 1


async def test_a_family_about_which_nothing_is_known(app: App) -> None:
    async with records(app, "Adeyemi") as adeyemi:
        family = await Cast.family(adeyemi.db, "Adeyemi")
        family.address_lines, family.postcode = [], ""
        await adeyemi.db.delete(await Cast.person(adeyemi.db, "Tobi"))
    texts = [(await (await app.as_("grace")).get(await address(app, "Adeyemi", tab))).text for tab in TABS]
    assert "No address is known." in texts[0] and "No children are on this record yet." in texts[0]
    assert "Nothing has been written this week yet." in texts[0]
    assert "The story begins here" in texts[1]
    assert "No grown-ups are on this record yet." in texts[2]
    assert "No open tasks" in texts[3]


async def test_the_people_with_their_phones_and_who_works_with_whom(app: App) -> None:
    text = (await (await app.as_("tom")).get(await address(app, "Okafor-Hill", "/people"))).text
    assert "born 11 April 2019" in text
    assert "father\u00a0· lives elsewhere" in text
    assert "with Dawn" in text, "Sam works with the mother"
    assert "leads this case" in text
    assert "asked for consultation" in text and "chairs the conference" in text
    assert "team manager" in text and "Ruth Calder" in text
    assert "Fiona Reid" in text and "Who held the case before" in text


async def test_an_unborn_child_has_no_birthday(app: App) -> None:
    async with records(app, "Brennan") as brennan:
        family = await Cast.family(brennan.db, "Brennan")
        brennan.db.add(Person(family_id=family.id, kind="child", given_name="Baby", family_name="Brennan",
                              expected_on=date.today() + timedelta(days=30)))  # fmt: skip
    text = (await (await app.as_("joan")).get(await address(app, "Brennan", "/people"))).text
    assert "Baby Brennan" in text and "due " in text


async def _fill(family: Records, weeks: int) -> None:
    for week in range(weeks):
        entry = await family.entry("priya", WeeklyEntry(headline=f"Week {week}", worked_on="x"), days_ago=7 * week)
        visit = await family.entry("sam", Visit(observed="Saw Maya.", children=SEEN), days_ago=7 * week)
        await family.asked_to_sign(visit, "priya")
        await family.amendment(entry, "sam", "More.")
        await family.entry("joan", SignificantEvent(what="A", impact="B"), days_ago=7 * week)
        task = await family.task(f"Task {week}")
        await family.outcome(task, entry, "partly", "A little")


@pytest.mark.parametrize("tab", TABS)
async def test_each_screen_takes_at_most_eight_statements_whatever_the_size(app: App, tab: str) -> None:
    browser, where = await app.as_("priya"), await address(app, "Okafor-Hill", tab)
    await browser.get(where)
    taken = []
    for weeks in (1, 12):
        async with records(app, "Okafor-Hill") as okafor_hill:
            await _fill(okafor_hill, weeks)
        await browser.get(where)
        with counted(app.services.database) as statements:
            assert (await browser.get(where)).status_code == 200
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 8, statements


async def test_the_reading_is_on_the_trail(app: App) -> None:
    from sqlalchemy import select

    from store.tables.trail import TrailRow

    where = await address(app, "Okafor-Hill", "/plans")
    await (await app.as_("priya")).get(where)
    async with app.services.database.reading() as db:
        row = (await db.scalars(select(TrailRow).order_by(TrailRow.number.desc()).limit(1))).one()
        assert (row.act, row.subject, row.case_id) == ("read", where, await Cast.case_id(db, "Okafor-Hill"))


async def test_a_fragment_is_the_inside_of_the_page(app: App) -> None:
    browser, where = await app.as_("priya"), await address(app, "Okafor-Hill")
    fragment = await browser.fragment(where)
    assert "<html" not in fragment.text and "Okafor-Hill family" in fragment.text
    assert "<html" in (await browser.get(where)).text


async def test_the_links_lead_to_the_week(app: App) -> None:
    text = (await (await app.as_("priya")).get(await address(app, "Okafor-Hill"))).text
    assert f"{await address(app, 'Okafor-Hill')}/weeks/{Week.of(date.today())}" in text
