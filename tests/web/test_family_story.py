"""The story: newest first, in weeks, paged; its views are links."""

import re

import pytest

from store.practice.entries import ChildSeen, Visit, WeeklyEntry
from tests.cast import Cast
from tests.conftest import App
from tests.web.family_records import address, records


async def _story(app: App, query: str = "", name: str = "priya") -> str:
    return (await (await app.as_(name)).get(await address(app, "Okafor-Hill", f"/story{query}"))).text


async def test_each_entry_has_its_writer_its_times_and_its_link(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        visit = await family.entry("sam", Visit(observed="Dawn showed the chart."), late=True, signed_off=True)
        await family.amendment(visit, "priya", "The chart was Maya's.")
        await family.asked_to_sign(visit, "priya")
        await family.entry("joan", WeeklyEntry(headline="Sleep is better.", worked_on="x"))
    text = await _story(app)
    assert f'href="/visits/{visit}"' in text
    assert "Dawn showed the chart." in text
    assert "with Priya Raman (signature waited for)" in text and "Joint visit" in text
    assert "written late" in text and "signed off" in text and "1 amendment" in text
    assert "Joan Tierney</span>, mental health practitioner" in text


async def test_a_visit_that_did_not_take_place_says_so(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await family.entry("sam", Visit(carried_out=False, why_not="Nobody opened the door."))
    assert "Did not take place: Nobody opened the door." in await _story(app)


async def test_a_kind_and_a_writer_can_be_chosen_together(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await family.entry("sam", Visit(observed="Sam’s visit."))
        await family.entry("priya", Visit(observed="Priya’s visit."))
        await family.entry("sam", WeeklyEntry(headline="Sam’s week.", worked_on="x"))
        sam = await Cast.practitioner_id(family.db, "sam")
    text = await _story(app, f"?show=visit&by={sam}")
    assert "Sam’s visit." in text and "Priya’s visit." not in text and "Sam’s week." not in text
    assert f'href="{await address(app, "Okafor-Hill", "/story")}?by={sam}"' in text, "all kinds, still Sam's"


async def test_earlier_weeks_are_one_link_away_and_none_is_lost(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        for week in range(20):
            await family.entry("priya", WeeklyEntry(headline=f"Headline {week}.", worked_on="x"), days_ago=7 * week)
    browser, where, found = await app.as_("priya"), await address(app, "Okafor-Hill", "/story"), []
    while where:
        text = (await browser.get(where)).text
        found += [int(number) for number in re.findall(r"Headline (\d+)\.", text)]
        earlier = re.search(r'href="([^"]+)"><svg.*?<span>Earlier weeks', text)
        where = earlier[1].replace("&amp;", "&") if earlier else ""
    assert found == list(range(20))
    assert "This is where the story begins." in text and "The newest weeks" in text


@pytest.mark.parametrize("query", ["?show=all", "?by=x", "?by=99999999999999", "?before=2026-W99", "?before=%00"])
async def test_what_cannot_be_read_in_the_address_is_passed_over(app: App, query: str) -> None:
    async with records(app, "Okafor-Hill") as family:
        await family.entry("priya", WeeklyEntry(headline="Still here.", worked_on="x"))
    assert "Still here." in await _story(app, query)


async def test_nothing_of_that_kind_is_said_kindly(app: App) -> None:
    assert "Nothing of that kind" in await _story(app, "?show=visit")


async def test_words_of_others_are_never_markup(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        seen = {"7": ChildSeen(seen=True)}
        await family.entry("sam", Visit(observed="<b>bold</b> & <script>x()</script>", children=seen))
    text = await _story(app)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;" in text


async def test_another_familys_entries_are_not_among_them(app: App) -> None:
    async with records(app, "Brennan") as brennan:
        await brennan.entry("joan", WeeklyEntry(headline="Brennan’s week.", worked_on="x"))
    assert "Brennan" not in await _story(app)
