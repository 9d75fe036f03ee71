"""The week's sheet on paper, page by page: whose it is on every one, and no label without its text."""

import re

import pytest
from playwright.sync_api import Page

from e2e.conftest import HandOut
from e2e.offline.writing import save
from e2e.printing import print_out
from e2e.records import family_id
from e2e.server import Server
from store.practice.weeks import Week
from tests.cast import TODAY

LABEL = re.compile(
    r"(What we worked on|What came of it|The week for (Maya|Leo)|Worries|Strengths|What next|Chapters|Priya Raman|"
    r"social worker|written \w+ \d+ \w+, \d\d:\d\d|Written late)$"
)
HEAD = ("Confidential · Test council · Weekbook", "Printed by Sam Okoro, recovery worker", "Case H204711")
FOOT = re.compile(r"Confidential · Weekbook Page (\d+) of (\d+)")


@pytest.fixture
def sheet(phones: HandOut, server: Server) -> Page:
    """Priya has written a long week; Sam has its sheet open."""
    family = f"/families/{family_id(server, 'Okafor-Hill')}"
    priya, sam = phones("priya"), phones("sam")
    priya.open(f"{family}/weekly-entries/new")
    for number, field in enumerate(priya.page.locator("main form > .field textarea").all()):
        field.fill("Calm." if number == 0 else "They had breakfast together before school. " * (9 + 7 * number))
    save(priya.page)
    priya.page.wait_for_url("**/weekly-entries/*-*-*-*-*")
    sam.open(f"{family}/weeks/{Week.of(TODAY)}")
    return sam.page


def test_every_page_says_whose_it_is_and_which(sheet: Page) -> None:
    pages = print_out(sheet)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert all(words in page[:200] for words in HEAD), page[:300]
        assert [found.groups() for found in FOOT.finditer(page)] == [(str(number), str(len(pages)))], page[-300:]
    assert "Okafor-Hill family" in pages[0], "the heading stands once, on the first"


def test_wherever_a_page_ends_no_label_is_its_last_line(sheet: Page) -> None:
    """What stands above is made longer, line by line, so that each page's end passes over several labels."""
    ends = set()
    for lines in range(0, 45, 3):
        sheet.evaluate("lines => { document.querySelector('main .body').style.paddingTop = `${lines * 12}pt`; }", lines)
        for page in print_out(sheet):
            body = FOOT.sub("", page).strip()
            assert not LABEL.search(body), body[-300:]
            ends.add(body)
    assert len(ends) > 20, "the ends moved"
