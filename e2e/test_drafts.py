"""Nothing typed is lost: double taps, errors, a sign-in that ended, a wrong receipt, the way back, no scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.phone import Phone
from e2e.records import family_id, look, sign_in_token
from e2e.server import Server
from e2e.test_security import HOSTILE
from store.tables.entries import Entry
from store.tables.families import Family
from store.tables.people import Practitioner
from web.endpoint import SIGN_IN_COOKIE

WORDS = "Leo had drawn the whole street, and named every door."
MEANING = "He knows where he is at home."


@pytest.fixture(scope="module")
def family(server: Server) -> str:
    return f"/families/{family_id(server, 'Okafor-Hill')}"


def entries(server: Server, *, saying: str) -> int:
    async def count(db: AsyncSession) -> int:
        found = [entry for entry in await db.scalars(select(Entry)) if saying in str(entry.content)]
        return len(found)

    return look(server, count)


def write_event(phone: Phone, family: str, words: str = WORDS) -> Page:
    phone.open(f"{family}/significant-events/new")
    return fill_in(phone.page, words)


def write_at_once(phone: Phone, family: str, words: str) -> Page:
    """Before the form's code has come."""
    phone.arrive(f"{family}/significant-events/new")
    return fill_in(phone.page, words)


def fill_in(page: Page, words: str) -> Page:
    page.locator("textarea").nth(0).fill(words)
    page.locator("textarea").nth(1).fill(MEANING)
    return page


def save_button(page: Page) -> Callable[[], None]:
    return page.locator("main form[method=post] button[type=submit]").last.click


def test_a_double_tap_makes_one_record(phones: HandOut, server: Server, family: str) -> None:
    phone = phones("priya")
    page = write_event(phone, family, "Tapped twice. " + WORDS)
    page.locator("main form[method=post] button[type=submit]").last.dblclick()
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    expect(page.get_by_text("Tapped twice.")).to_be_visible()
    assert entries(server, saying="Tapped twice.") == 1


def test_errors_keep_every_word(phones: HandOut, family: str) -> None:
    phone = phones("priya")
    page = write_event(phone, family)
    page.locator("textarea").nth(1).fill("")
    save_button(page)()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("textarea").nth(0)).to_have_value(WORDS)
    page.locator("textarea").nth(1).fill(MEANING)
    save_button(page)()
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    expect(page.get_by_text(WORDS)).to_be_visible()


def test_a_field_drawn_larger_comes_back_without_a_style_of_its_own(phones: HandOut, family: str) -> None:
    """The browser keeps a drawn size as a `style`, which the page's policy refuses to a swap (phones fail on that)."""
    phone = phones("priya")
    page = write_event(phone, family)
    page.locator("textarea").nth(1).fill("")
    page.locator("textarea").nth(0).evaluate("(field) => { field.style.height = '300px'; }")
    save_button(page)()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("main [style]")).to_have_count(0)
    expect(page.locator("textarea").nth(0)).to_have_value(WORDS)


def test_a_sign_in_that_ended_leaves_page_and_words(phones: HandOut, server: Server, family: str) -> None:
    phone = phones("priya")
    page = write_event(phone, family, "Signed out meanwhile. " + WORDS)
    phone.context.clear_cookies(name=SIGN_IN_COOKIE)
    save_button(page)()
    expect(page.locator("#again-bar")).to_be_visible()
    expect(page.locator("textarea").nth(0)).to_have_value("Signed out meanwhile. " + WORDS)
    expect(page.locator("main").get_by_role("button", name="Sign in with your passkey")).to_have_count(0)
    assert page.url.endswith("/significant-events/new")
    phone.hold_token(sign_in_token(server, "priya"))
    save_button(page)()
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    expect(page.locator("#again-bar")).to_be_hidden()
    assert entries(server, saying="Signed out meanwhile.") == 1


def test_no_signal_leaves_page_and_words(phones: HandOut, server: Server, family: str) -> None:
    phone = phones("priya")
    phone.expects("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    page = write_event(phone, family, "No signal. " + WORDS)
    phone.context.set_offline(True)
    save_button(page)()
    expect(page.locator("[data-form-status]")).to_contain_text("Not saved: no signal")
    expect(page.locator("textarea").nth(0)).to_have_value("No signal. " + WORDS)
    phone.context.set_offline(False)
    save_button(page)()
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    assert entries(server, saying="No signal.") == 1


def lose_the_first_answer(page: Page) -> list[int]:
    """The server's statuses that never came back: one, when it has happened."""
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if lost or route.request.method != "POST":
            route.continue_()
            return
        lost.append(route.fetch(max_redirects=0).status)
        route.abort()

    page.route("**/significant-events", lose_the_first)
    return lost


def test_an_answer_lost_on_the_way_does_not_double_the_record(phones: HandOut, server: Server, family: str) -> None:
    phone = phones("priya")
    phone.expects("ERR_FAILED", "Failed to fetch")
    page = write_event(phone, family, "Answer lost. " + WORDS)
    lost = lose_the_first_answer(page)
    save_button(page)()
    expect(page.locator("[data-form-status]")).to_contain_text("Not saved")
    save_button(page)()
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    assert lost and entries(server, saying="Answer lost.") == 1


def test_what_is_saved_before_the_form_has_its_code_waits_for_it_and_is_one_record(
    phones: HandOut, server: Server, family: str
) -> None:
    """The code gives the form its id: sent once without and once with it, it would be on the record twice."""
    phone = phones("priya")
    phone.expects("ERR_FAILED", "Failed to fetch")
    late: list[Route] = []
    phone.page.route("**/draft-form*", lambda route: late.append(route))
    page = write_at_once(phone, family, "Saved early. " + WORDS)
    lost = lose_the_first_answer(page)
    save_button(page)()
    assert late and not lost, "nothing is sent before the code is there"
    late[0].continue_()
    expect(page.locator("[data-form-status]")).to_contain_text("Not saved")
    save_button(page)()
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    assert lost and entries(server, saying="Saved early.") == 1


def test_a_form_whose_code_never_comes_is_sent_as_it_stands(phones: HandOut, server: Server, family: str) -> None:
    phone = phones("priya")
    phone.expects("ERR_FAILED", "Failed to fetch")
    phone.page.route("**/draft-form*", lambda route: route.abort())
    page = write_at_once(phone, family, "Without code. " + WORDS)
    save_button(page)()
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    assert entries(server, saying="Without code.") == 1


def test_a_receipt_for_other_words_is_noticed(phones: HandOut, family: str) -> None:
    phone = phones("priya")
    page = write_event(phone, family)

    def falsify(route: Route) -> None:
        answer = route.fetch()
        receipt = answer.headers.get("weekbook-receipt", "")
        assert receipt, "the answer to a saved form carries no receipt"
        wrong = re.sub('"sha256": ?"[0-9a-f]{64}"', f'"sha256": "{"0" * 64}"', receipt)
        route.fulfill(response=answer, headers={**answer.headers, "weekbook-receipt": wrong})

    page.route("**/significant-events", falsify)
    save_button(page)()
    expect(page.locator("[data-form-status]")).to_contain_text("What Weekbook stored is not what stands here")
    expect(page.locator("textarea").nth(0)).to_have_value(WORDS)


def test_leaving_with_words_unsaved_asks_first(phones: HandOut, family: str) -> None:
    phone = phones("priya")
    page = write_event(phone, family)
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Week").click()
    dialog = page.get_by_role("dialog", name="Leave without saving?")
    dialog.get_by_role("button", name="Stay and finish").click()
    expect(page.locator("textarea").nth(0)).to_have_value(WORDS)
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Week").click()
    dialog.get_by_role("button", name="Leave, and lose them").click()
    page.wait_for_url("**/week")


def test_the_way_back_after_a_swap(phones: HandOut, family: str) -> None:
    phone = phones("priya")
    phone.open("/week")
    page = phone.page
    places = page.get_by_role("navigation", name="Places")
    places.get_by_role("link", name="Find").click()
    page.wait_for_url("**/find")
    places.get_by_role("link", name="You").click()
    page.wait_for_url("**/you")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(places.get_by_role("link", name="Find")).to_have_attribute("aria-current", "page")
    page.go_back()
    expect(page.get_by_text("Okafor-Hill family").first).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("searchbox")).to_be_visible()
    page.reload()
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_without_scripts_the_forms_still_post(phones: HandOut, server: Server, family: str) -> None:
    phone = phones("priya", java_script_enabled=False)
    page = write_event(phone, family, "Without scripts. " + WORDS)
    save_button(page)()
    expect(page.get_by_text("Without scripts.")).to_be_visible()
    assert entries(server, saying="Without scripts.") == 1
    phone.open("/find?q=okafor")
    expect(page.get_by_text("Okafor-Hill family").first).to_be_visible()


def test_without_scripts_the_sign_in_page_says_so(phones: HandOut) -> None:
    """Chromium under test does not lay `noscript` out, so the answer itself is read."""
    answer = phones(java_script_enabled=False).open("/sign-in")
    assert re.search("<noscript>.*A passkey needs JavaScript", answer.text())


@pytest.mark.parametrize(
    "form", ["visits/new", "weekly-entries/new", "significant-events/new", "sessions/new", "tasks/new"]
)
def test_hostile_words_are_shown_as_words(phones: HandOut, family: str, form: str) -> None:
    phone = phones("sam")
    phone.open(f"{family}/{form}")
    page = phone.page
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    for field in page.locator("main textarea:visible, main input[type=text]:visible").all():
        field.fill(HOSTILE[: int(field.get_attribute("maxlength") or 140)])
    save_button(page)()
    page.wait_for_url(re.compile(r"/([0-9a-f-]{36}|tasks)$"))
    expect(page.get_by_text(HOSTILE).first).to_be_visible()
    for path in (family, f"{family}/story", f"{family}/tasks"):
        phone.open(path)
        assert "owned" not in page.title()
        expect(page.locator("main script, main img[onerror]")).to_have_count(0)


def test_what_is_hostile_in_names_is_shown_as_words(phones: HandOut, server: Server) -> None:
    """Names come from other systems' files."""
    other = look(server, rename_a_family)
    phone = phones("priya")
    for path in ("/week", f"/families/{other}", "/find?q=brennan", "/record"):
        phone.open(path)
        expect(phone.page.locator("main script, main img[onerror]")).to_have_count(0)
        assert "owned" not in phone.page.title()
    expect(phone.page.get_by_text(f"Brennan {HOSTILE}").first).to_be_visible()


async def rename_a_family(db: AsyncSession) -> int:
    family = (await db.scalars(select(Family).where(Family.name == "Brennan"))).one()
    family.name = f"Brennan {HOSTILE}"
    assert await db.scalar(select(func.count(Practitioner.id)))
    return family.id
