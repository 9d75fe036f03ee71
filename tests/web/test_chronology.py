"""The chronology: what is significant, with its impact, by child, writer and kind, either end first; on paper too."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from store.practice.entries import ChildSeen, SignificantEvent, Visit, WeeklyEntry
from store.practice.weeks import Week
from store.tables.families import Person
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.statements import counted
from tests.web.family_records import Records, address, records

MOST_STATEMENTS = 10


async def chronology(app: App, query: str = "", name: str = "priya") -> str:
    return (await (await app.as_(name)).get(await address(app, "Okafor-Hill", f"/chronology{query}"))).text


async def event(
    family: Records, what: str, *, about: tuple[int, ...] = (), days_ago: int = 0, by: str = "priya"
) -> None:
    await family.entry(by, SignificantEvent(what=what, impact=f"What it meant: {what}", about=about), days_ago=days_ago)


async def child(family: Records, name: str) -> int:
    """Maya, or a brother of hers by that name."""
    if name == "Maya":
        return (await Cast.person(family.db, name)).id
    brother = Person(family_id=(await Cast.family(family.db, family.family)).id, kind="child", given_name=name,
                     family_name="Okafor-Hill", relationship="son", sex="M", phone="")  # fmt: skip
    family.db.add(brother)
    await family.db.flush()
    return brother.id


def order(text: str, *words: str) -> list[str]:
    assert all(word in text for word in words)
    return sorted(words, key=text.index)


async def test_it_has_what_is_significant_with_its_impact(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await family.entry("sam", Visit(observed="A routine visit."))
        await family.entry("sam", WeeklyEntry(headline="A week.", worked_on="x"))
        await family.entry("sam", Visit(observed="A good day.", significant=True, impact="Both slept."))
        await event(family, "Chris came at night.", about=(await child(family, "Maya"),))
    text = await chronology(app)
    assert "A routine visit." not in text and "A week." not in text
    assert "A good day." in text and "Both slept." in text, "positives too"
    assert "What it meant: Chris came at night." in text and "For Maya" in text


async def test_its_words_stand_whole_up_to_a_paragraph(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await event(family, "Dawn rang the police herself. " + "She stayed on the line with Maya beside her. " * 4)
        await event(family, "word " * 300)
    text = await chronology(app)
    assert text.count("She stayed on the line with Maya") >= 4 * 2, "in what happened and in what it meant"
    assert re.search(r"(word ){70,}word…", text), "the rest is one touch away"


async def test_newest_first_or_oldest_first(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        for days, what in ((40, "First."), (20, "Second."), (1, "Third.")):
            await event(family, what, days_ago=days)
    assert order(await chronology(app), "First.", "Second.", "Third.") == ["Third.", "Second.", "First."]
    text = await chronology(app, "?order=oldest")
    assert order(text, "First.", "Second.", "Third.") == ["First.", "Second.", "Third."]
    assert f'href="{await address(app, "Okafor-Hill", "/chronology")}"' in text, "and back"


async def test_one_childs_chronology_has_what_concerns_the_child_and_the_whole_family(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        maya, theo = await child(family, "Maya"), await child(family, "Theo")
        await event(family, "Of Maya.", about=(maya,))
        await event(family, "Of Theo.", about=(theo,))
        await event(family, "Of nobody in particular.")
        seen = {str(maya): ChildSeen(seen=True), str(theo): ChildSeen()}
        await family.entry("sam", Visit(observed="Maya seen.", children=seen, significant=True, impact="x"))
        shut = Visit(carried_out=False, why_not="Nobody opened.", significant=True, impact="Not seen for a month.")
        await family.entry("sam", shut)
    text = await chronology(app, f"?child={theo}")
    assert "Of Theo." in text and "Of nobody in particular." in text and "Nobody opened." in text
    assert "Of Maya." not in text and "Maya seen." not in text
    assert "For Theo" in text and "For the children" in text


async def test_writer_kind_and_child_can_be_chosen_together(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        maya = await child(family, "Maya")
        await event(family, "Sam’s event.", about=(maya,), by="sam")
        await event(family, "Priya’s event.", about=(maya,))
        await family.entry("sam", Visit(observed="Sam’s visit.", significant=True, impact="x"))
        sam = await Cast.practitioner_id(family.db, "sam")
    text = await chronology(app, f"?child={maya}&by={sam}&what=significant_event")
    assert "Sam’s event." in text and "Priya’s event." not in text and "Sam’s visit." not in text
    assert f"child={maya}&amp;by={sam}&amp;what=visit" in text, "the other kind, still hers and Sam's"


@pytest.mark.parametrize("query", ["", "?order=oldest", "?child=CHILD"])
async def test_every_line_is_on_one_of_its_pages_once(app: App, query: str) -> None:
    async with records(app, "Okafor-Hill") as family:
        maya, theo = await child(family, "Maya"), await child(family, "Theo")
        for number in range(95):
            await event(family, f"Event {number}.", about=(maya,), days_ago=number // 3)
            await event(family, f"Other {number}.", about=(theo,), days_ago=number // 3)
    browser = await app.as_("priya")
    where, found = await address(app, "Okafor-Hill", "/chronology" + query.replace("CHILD", str(maya))), list[str]()
    pages = 0
    while where:
        text = (await browser.get(where)).text
        found += re.findall(r"prose\">(Event \d+\.|Other \d+\.)</p>", text)
        onward = re.search(r'href="([^"]+)"><svg.*?<span>(?:Earlier|Later) lines', text)
        where, pages = (onward[1].replace("&amp;", "&") if onward else ""), pages + 1
    assert len(found) == len(set(found)) == (95 if "CHILD" in query else 190) and pages > 2
    assert not any(line.startswith("Other") for line in found) or "CHILD" not in query


async def test_all_of_it_on_one_page_for_paper(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        for number in range(60):
            await event(family, f"Event {number}.", days_ago=number)
    first = await chronology(app)
    assert "Event 59." not in first and "further lines were not printed" in first
    whole = re.search(r'href="([^"]+)"[^>]*>.*?All of it on one page', first)
    assert whole
    text = (await (await app.as_("priya")).get(whole[1].replace("&amp;", "&"))).text
    assert all(f"Event {number}." in text for number in range(60))
    assert "Printed by Priya Raman" in text and "Confidential" in text and "were not printed" not in text


async def test_what_stands_on_paper_says_what_was_left_out(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await event(family, "Of Maya.", about=(await child(family, "Maya"),), by="sam")
        sam = await Cast.practitioner_id(family.db, "sam")
        maya = await child(family, "Maya")
    text = await chronology(app, f"?child={maya}&by={sam}")
    assert "Only what concerns Maya or the whole family, written by Sam Okoro" in text


async def test_a_late_amended_line_says_so(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        words = SignificantEvent(what="Typed two weeks later.", impact="x")
        written = await family.entry("sam", words, late=True, signed_off=True)
        await family.amendment(written, "priya", "It was the Tuesday.")
    text = await chronology(app)
    assert "written late" in text and "1 amendment" in text and f'href="/significant-events/{written}"' in text


async def test_nothing_yet_and_nothing_of_that_kind(app: App) -> None:
    assert "Nothing is marked significant yet" in await chronology(app)
    assert "Nothing here fits what you asked for" in await chronology(app, "?what=visit")


@pytest.mark.parametrize("query", ["?child=x", "?child=9999999999", "?by=0x1", "?what=%00", "?order=up", "?after=x"])
async def test_what_cannot_be_read_in_the_address_is_passed_over(app: App, query: str) -> None:
    async with records(app, "Okafor-Hill") as family:
        await event(family, "Still here.")
    assert "Still here." in await chronology(app, query)


async def test_a_line_of_another_family_gives_no_place_to_go_on_from(app: App) -> None:
    async with records(app, "Brennan") as brennan:
        theirs = await brennan.entry("joan", SignificantEvent(what="Brennan’s.", impact="x"), days_ago=9)
    async with records(app, "Okafor-Hill") as family:
        await event(family, "Newer.", days_ago=1)
        await event(family, "Older.", days_ago=20)
    text = await chronology(app, f"?after={theirs}")
    assert "Newer." in text and "Older." in text and "Brennan" not in text


async def test_months_are_its_headings(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await event(family, "Today.")
        await event(family, "Long ago.", days_ago=400)
    text, long_ago = await chronology(app), TODAY - timedelta(days=400)
    assert f"{TODAY:%B %Y}</h2>" in text and f"{date(long_ago.year, long_ago.month, 1):%B %Y}</h2>" in text


async def test_a_story_asked_for_its_chronology_leads_there(app: App) -> None:
    answer = await (await app.as_("priya")).get(await address(app, "Okafor-Hill", "/story?show=significant"))
    assert answer.status_code == 303 and answer.headers["location"].endswith("/chronology")


@pytest.mark.parametrize("screen", ["/chronology", "/story", f"/weeks/{Week.of(TODAY)}"])
async def test_three_years_need_no_more_statements_than_a_week(app: App, screen: str) -> None:
    async with records(app, "Okafor-Hill") as family:
        await event(family, "One.")
    browser, where = await app.as_("priya"), await address(app, "Okafor-Hill", screen)
    await browser.get(where)  # the first of all begins the trail
    with counted(app.services.database) as few:
        await browser.get(where)
    async with records(app, "Okafor-Hill") as family:
        for number in range(150):
            await event(family, f"Event {number}.", days_ago=7 * number)
    with counted(app.services.database) as many:
        await browser.get(where)
    assert len(many) == len(few) <= MOST_STATEMENTS


async def test_a_part_of_it_is_not_said_to_be_where_it_begins(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await event(family, "Of Sam.", by="sam", days_ago=100)
        await event(family, "Of Priya.")
        priya = await Cast.practitioner_id(family.db, "priya")
    begins = "This is where the chronology begins"
    assert begins in await chronology(app) and begins not in await chronology(app, f"?by={priya}")


async def test_an_address_with_an_entry_that_is_not_of_it_is_the_whole_and_says_nothing_else(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await event(family, "The only one.")
    text = await chronology(app, f"?after={uuid4()}")
    assert "The only one." in text and "were not printed" not in text and "The newest lines" not in text


async def test_children_are_told_from_each_other_also_unborn_or_of_one_name(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        twin, unborn = await child(family, "Maya too"), await child(family, "Unborn")
        born = (await Cast.person(family.db, "Maya")).birth_date
        same = {"given_name": "Maya", "birth_date": born and born - timedelta(days=400)}
        await family.db.execute(update(Person).where(Person.id == twin).values(same))
        await family.db.execute(update(Person).where(Person.id == unborn).values(given_name="", birth_date=None))
        await event(family, "A scan was missed.", about=(unborn,))
        await event(family, "A fall.", about=(twin,))
    text = await chronology(app, f"?child={unborn}")
    assert "Only what concerns the unborn child or the whole family" in text and "For the unborn child" in text
    names = re.findall(r"child=\d+[^>]*>([^<]+)</a>", text)
    assert len(names) == len(set(names)) >= 3 and all(names)


async def test_paper_says_the_year(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await event(family, "The only one.")
    assert re.search(rf"Printed by Priya Raman, [^.]*{TODAY.year}, ", await chronology(app))
