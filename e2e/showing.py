"""Handing the phone to a family: what stands on the record for it, the taps, and what must not be seen then."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.phone import Phone
from e2e.records import family_id, look
from e2e.server import Server
from store.practice.entries import WeeklyEntry
from store.tables.entries import Task
from tests.cast import Cast
from tests.web.family_records import Records

CHOSEN, NOT_CHOSEN, STRENGTH = "Phone away at breakfast", "Ring the school about Leo", "Dawn rang us before it got hard"


def fill(server: Server) -> str:
    """A task of Dawn's, one of ours, and a strength; the family's address."""

    async def write(db: AsyncSession) -> None:
        family = Records(db, "Okafor-Hill")
        dawn = (await Cast.person(db, "Dawn")).id
        task = await family.task(CHOSEN)
        await db.execute(update(Task).where(Task.id == task).values(owner_id=None, owner_person_id=dawn))
        await family.task(NOT_CHOSEN)
        await family.entry("sam", WeeklyEntry("Calm", "x", strengths=STRENGTH, worries="A worry"), days_ago=7)

    look(server, write)
    return f"/families/{family_id(server, 'Okafor-Hill')}"


def hand_over(page: Page) -> None:
    """From the family's page: one tap to choose, one to hand over what is ticked then."""
    page.get_by_role("link", name="Show the family").first.click()
    expect(page.get_by_role("heading", name="Show the family")).to_be_visible()
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_role("heading", name="The Okafor-Hill family")).to_be_visible()
    page.wait_for_url(lambda url: not url.endswith("/showings"))  # from then on a reload asks for the family


def _new_tab(phone: Phone) -> None:
    phone.new_page().goto(phone.server.origin + "/week")


WAYS: dict[str, Callable[[Phone], object]] = {
    "reload": lambda phone: phone.page.reload(),
    "back": lambda phone: phone.page.go_back(),
    "typed address": lambda phone: phone.page.goto(phone.server.origin + "/week"),
    "the address that is shown": lambda phone: phone.page.goto(phone.page.url),
    "another tab": _new_tab,
}
"""How somebody who holds the page may ask for something else."""


def only_what_was_chosen(page: Page) -> None:
    """No bar, no link, nothing of the record besides: neither to be seen nor in the source."""
    expect(page.locator(".places")).to_be_hidden()
    expect(page.locator("main a")).to_have_count(0)
    source = page.content()
    assert CHOSEN in source
    for words in (NOT_CHOSEN, STRENGTH, "A worry", "H204711", "Cedar Close", "Dog in the yard", "Maya"):
        assert words not in source, words


def nothing_of_the_family(page: Page) -> None:
    """Neither of the app nor of the page that was handed over."""
    shown = page.evaluate("document.documentElement.textContent")
    for words in ("Okafor", CHOSEN, NOT_CHOSEN, "Priya Raman, "):
        assert words not in shown, words
