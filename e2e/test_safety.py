"""Safety over the weeks as it is seen: on a narrow phone, in the dark, enlarged, on paper, by keyboard and by ear."""

import re
from itertools import combinations
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.keyboard import Keyboard, focus_is_on_heading
from e2e.looking import WIDTHS, well_made
from e2e.printing import print_out
from e2e.records import family_id, look
from e2e.server import Server
from store.practice.entries import WEEKLY_ENTRY, WeeklyEntry, content_of
from store.practice.weeks import Week
from store.tables.entries import Entry
from tests.cast import TODAY, Cast
from tests.past import days_ago

# The oldest first, the last one this week's. Fiona held the case until a month ago; Sam and Joan often agree.
NUMBERS: dict[str, list[int | None]] = {
    "priya": [None, None, None, None, None, None, None, None, 4, 3, 3, 4, 4],
    "fiona": [2, 3, 3, None, 3, 4, 4, 3, None, None, None, None, None],
    "sam": [4, 4, 5, 5, 6, 6, None, 7, 7, 7, 7, 8, 8],
    "joan": [3, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 7, 8],
    "helen": [None, None, None, 5, None, None, None, 6, None, None, None, 0, 10],
}
BOX = "one => { const { x, y, width, height } = one.getBoundingClientRect(); return [x, y, x + width, y + height]; }"
COLOUR = """hue => {
  const one = document.querySelector('.views').appendChild(document.createElement('i'));
  one.className = `hue-${hue}`;
  const { color } = getComputedStyle(one);
  one.remove();
  const card = getComputedStyle(document.querySelector('.card')).backgroundColor;
  return [color, card, getComputedStyle(document.querySelector('.band rect')).fill];
}"""


@pytest.fixture(scope="module")
def where(server: Server) -> str:
    async def write(db: AsyncSession) -> None:
        case_id = await Cast.case_id(db, "Okafor-Hill")
        for name, numbers in NUMBERS.items():
            author = await Cast.practitioner_id(db, name)
            for ago, number in enumerate(reversed(numbers)):
                if number is not None:
                    db.add(_entry(case_id, author, ago, number))

    look(server, write)
    return f"/families/{family_id(server, 'Okafor-Hill')}/safety"


def _entry(case_id: int, author: int, weeks_ago: int, number: int) -> Entry:
    at = days_ago(7 * weeks_ago)
    content = content_of(WeeklyEntry(headline="A week", worked_on="Bedtimes", safety=number))
    return Entry(id=uuid4(), case_id=case_id, kind=WEEKLY_ENTRY, author_id=author, week=Week.of(at).start,
                 happened_at=at, written_at=at, fingerprint="", content=content)  # fmt: skip


@pytest.fixture
def screen(phones: HandOut, where: str) -> Page:
    phone = phones("priya")
    phone.open(where)
    return phone.page


def boxes(found: Locator) -> list[list[float]]:
    return [one.evaluate(BOX) for one in found.all() if one.is_visible()]


def overlap(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] - 0.5 and other[0] < one[2] - 0.5 and one[1] < other[3] - 2 and other[1] < one[3] - 2


def test_it_is_well_made(screen: Page) -> None:
    screen.get_by_text("The same as a table").click()
    well_made(screen)


@pytest.mark.parametrize("width", WIDTHS)
def test_words_beside_the_lines_lie_neither_on_each_other_nor_off_the_screen(screen: Page, width: int) -> None:
    screen.set_viewport_size({"width": width, "height": 844})
    for of in (".views-names text", ".views-weeks text", ".views-scale text"):
        shown = boxes(screen.locator(of))
        assert len(shown) > 1
        assert not [pair for pair in combinations(shown, 2) if overlap(*pair)], of
        assert all(box[0] >= 0 and box[2] <= width for box in shown), of


def test_with_text_twice_as_large_the_words_have_room_or_are_left_out(screen: Page) -> None:
    screen.set_viewport_size({"width": 320, "height": 844})
    screen.evaluate("document.documentElement.style.fontSize = '200%'")
    weeks = boxes(screen.locator(".views-weeks text"))
    assert not [pair for pair in combinations(weeks, 2) if overlap(*pair)]
    expect(screen.locator(".views-names")).to_be_hidden()
    drawn = screen.locator(".views-lines").bounding_box()
    assert drawn and drawn["width"] > 100


def test_two_at_the_same_number_are_both_seen(screen: Page) -> None:
    """Sam and Joan say 7 in the same weeks."""
    marks = [set(map(tuple, boxes(screen.locator(f".views-lines .hue-{hue} > use")))) for hue in (4, 5)]
    middles = [{round((box[0] + box[2]) / 2): (box[1] + box[3]) / 2 for box in of} for of in marks]
    together = [abs(middles[0][x] - middles[1][x]) for x in middles[0].keys() & middles[1].keys()]
    assert len(together) > 8 and min(together) > 6


def test_each_line_has_a_colour_a_shape_and_a_dash_of_its_own(screen: Page) -> None:
    lines = screen.locator(".views-lines .line")
    assert lines.count() == 5
    for what in ("color", "strokeDasharray"):
        seen = [one.evaluate(f"one => getComputedStyle(one).{what}") for one in lines.all()]
        assert len(set(seen)) == 5, seen
    marks = screen.locator(".views-keys use").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert len(set(marks)) == 5
    assert lines.nth(0).locator("polyline").count() == 1 and lines.nth(2).locator("polyline").count() == 2


def contrast(colour: str, ground: str) -> float:
    lights = sorted((_light(one) for one in (colour, ground)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _light(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_every_colour_stands_out_from_its_ground(screen: Page, scheme: Any, media: Any) -> None:
    """4.5 to 1, since words are written in them too; on paper as on a light screen, whatever the phone shows."""
    screen.emulate_media(color_scheme=scheme, media=media)
    for hue in range(8):
        colour, card, band = screen.evaluate(COLOUR, hue)
        assert contrast(colour, card if media == "screen" else "rgb(255, 255, 255)") >= 4.5, (hue, colour, card)
        assert contrast(colour, band) >= 4.5, (hue, colour, band)


def test_it_is_told_to_whoever_does_not_see_it(screen: Page) -> None:
    picture = screen.get_by_role("img", name=re.compile("^Safety from 0 to 10 as each professional sees it, "))
    expect(picture).to_have_accessible_description(
        re.compile(r"Priya Raman 4, Fiona Reid 3 \(.+\), Sam Okoro 8, Joan Tierney 8 and Helen Voss 10; "
                   r"the views differ: they are 6 apart\.$")
    )  # fmt: skip
    screen.get_by_text("The same as a table").click()
    table = screen.get_by_role("table", name=re.compile("^Safety, from 0"))
    expect(table.get_by_role("columnheader", name="Sam Okoro, recovery worker")).to_be_visible()
    newest = table.get_by_role("row").nth(1)
    expect(newest.get_by_role("rowheader", name=Week.of(TODAY).label_on(TODAY))).to_be_visible()
    assert newest.get_by_role("cell").all_inner_texts()[:1] == ["4"]


def test_on_paper_all_of_it_stands_and_whose_it_is(screen: Page) -> None:
    screen.emulate_media(color_scheme="dark")
    pages = print_out(screen)
    paper = " ".join(pages)
    assert all("Confidential · Test council · Weekbook" in page and "Case H204711" in page for page in pages)
    for words in ("Safety as each of us sees it", "Okafor-Hill family", "Fiona Reid", "until ", "10 · safe",
                  "0 · not safe enough", "Where the views differ", "6 apart", "the newest week first"):  # fmt: skip
        assert words in paper, words
    assert paper.count(Week.of(TODAY).label_on(TODAY)) >= 3, "in the sentence, where views differ and in the table"
    assert "Story" not in paper


def test_by_keyboard_from_the_story_to_a_weeks_sheet(desk: HandOut, where: str) -> None:
    phone = desk("priya")
    phone.open(where.replace("/safety", "/story"))
    page = phone.page
    keys = Keyboard(page)
    keys.press(page.get_by_role("link", name="Safety over the weeks, as each sees it"))
    page.wait_for_url(f"**{where}")
    focus_is_on_heading(page)
    assert page.title() == "Safety over the weeks · Weekbook", "the drawing's own title is not the page's"
    page.evaluate("window.print = () => console.info('on paper')")
    with page.expect_console_message(lambda message: message.text == "on paper"):
        keys.press(page.get_by_role("button", name="Print"))
    keys.press(page.locator("summary", has_text="The same as a table"))
    keys.to(page.get_by_role("region", name=re.compile("^Safety, from 0")))
    keys.press(page.get_by_role("table").get_by_role("link").first)
    page.wait_for_url(f"**/weeks/{Week.of(TODAY)}")
    keys.press(page.get_by_role("link", name="Safety over the weeks, as each sees it"))
    page.wait_for_url(f"**{where}")


def test_more_weeks_are_a_tap_away(phones: HandOut, server: Server, where: str) -> None:
    async def write(db: AsyncSession) -> None:
        case_id = await Cast.case_id(db, "Brennan")
        for author in ("priya", "joan"):
            who = await Cast.practitioner_id(db, author)
            db.add_all([_entry(case_id, who, ago, (ago + who) % 11) for ago in range(156)])

    look(server, write)
    phone = phones("joan")
    phone.open(f"/families/{family_id(server, 'Brennan')}/safety")
    ways = phone.page.get_by_role("navigation", name="How many weeks are shown")
    expect(ways.get_by_role("link", name="13 weeks")).to_have_attribute("aria-current", "true")
    ways.get_by_role("link", name="Everything").click()
    phone.page.wait_for_url("**/safety?weeks=all")
    expect(phone.page.locator(".views-table tbody tr")).to_have_count(156)
    well_made(phone.page)
