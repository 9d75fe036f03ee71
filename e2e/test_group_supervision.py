"""Several phones in a room: every view appears on all of them at one moment, also after a dropped connection."""

import re
from time import monotonic

import pytest
from playwright.sync_api import Route, expect

from e2e.conftest import HandOut
from e2e.phone import Phone
from e2e.records import family_id
from e2e.server import Server

EVIDENCE = "Maya made breakfast for Leo."


def plan(manager: Phone, *families: str) -> str:
    """Gives the meeting's address."""
    manager.open("/supervisions/new")
    for box in manager.page.get_by_role("checkbox").all():
        box.uncheck()
    for family in families:
        manager.page.get_by_role("checkbox", name=re.compile(f"^{family}")).check()
    manager.page.get_by_role("button", name="Set the date").click()
    manager.page.wait_for_url(re.compile(r"/supervisions/[0-9a-f-]{36}$"))
    return manager.page.url.removeprefix(manager.server.origin)


def give(phone: Phone, turn: str, number: int, evidence: str) -> None:
    phone.open(f"{turn}/view")
    phone.page.get_by_role("radio", name=str(number), exact=True).check()
    phone.page.get_by_label("What it stands on").fill(evidence)
    phone.page.get_by_role("button", name="Save my view").click()
    expect(phone.page.get_by_text("Only you can read it")).to_be_visible()


@pytest.fixture
def turn_of(server: Server) -> str:
    return f"/families/{family_id(server, 'Okafor-Hill')}"


def test_a_reveal_reaches_every_phone_at_once(phones: HandOut, turn_of: str) -> None:
    manager, priya, sam, tom = (phones(name) for name in ("ruth", "priya", "sam", "tom"))
    room = plan(manager, "Okafor-Hill", "Brennan")
    turn = turn_of + room
    give(priya, turn, 3, EVIDENCE)
    give(sam, turn, 7, "Three clear weeks.")
    for phone, path in ((priya, turn), (sam, room), (tom, turn)):
        phone.open(path)
    assert EVIDENCE not in sam.page.content() and EVIDENCE not in tom.page.content()
    manager.open(turn)
    assert EVIDENCE not in manager.page.content()
    manager.page.get_by_role("button", name="Open the views").click()
    began = monotonic()
    for phone in (manager, priya, sam, tom):
        expect(phone.page.get_by_text("From 3 to 7: 4 apart.")).to_be_visible()
        expect(phone.page.get_by_text(EVIDENCE)).to_be_visible()
    assert monotonic() - began < 3


def test_a_dropped_connection_is_survived(phones: HandOut, turn_of: str) -> None:
    manager, sam = phones("ruth"), phones("sam")
    room = plan(manager, "Okafor-Hill")
    sam.expects("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "ERR_NETWORK_CHANGED")
    sam.open(room)
    sam.context.set_offline(True)
    manager.open(turn_of + room)
    manager.page.get_by_role("button", name="Open the views").click()
    expect(manager.page.get_by_text("Nobody gave a view")).to_be_visible()
    sam.context.set_offline(False)
    expect(sam.page.get_by_text("Nobody gave a view")).to_be_visible(timeout=15000)


@pytest.mark.parametrize("between", ["refuses", "swallows"])
def test_a_room_without_its_line_asks_by_itself(phones: HandOut, turn_of: str, between: str) -> None:
    """A proxy that refuses the stream, or takes it and lets no byte of it through; then a line that falls silent."""
    manager, sam = phones("ruth"), phones("sam")
    room = plan(manager, "Okafor-Hill")
    page, said = sam.page, sam.page.locator("[data-room-line]")
    sam.expects("ERR_FAILED")
    page.clock.install()
    is_whole, held = [False], list[Route]()

    def stand_between(route: Route) -> None:
        if is_whole[0]:
            route.continue_()
        elif between == "refuses":
            route.abort()
        else:
            held.append(route)

    page.route("**/events", stand_between)
    sam.open(room)
    page.clock.run_for(3100)
    expect(said).to_have_text(re.compile("^Not connected"))
    manager.open(turn_of + room)
    manager.page.get_by_role("button", name="Open the views").click()
    expect(manager.page.get_by_text("Nobody gave a view")).to_be_visible()
    page.clock.run_for(3100)
    expect(page.get_by_text("Nobody gave a view")).to_be_visible()

    is_whole[0] = True
    for route in held:
        route.continue_()
    page.clock.run_for(3100)  # what was refused is tried anew with each asking
    expect(said).to_have_text("")
    expect(page.locator("#room.htmx-request")).to_have_count(0)  # the leap would be its time-out
    is_whole[0] = False
    page.clock.run_for(36_000)
    expect(said).to_have_text(re.compile("^Not connected"))


def test_what_is_agreed_is_written_down_in_the_room(phones: HandOut, turn_of: str) -> None:
    manager, sam = phones("ruth"), phones("sam")
    room = plan(manager, "Okafor-Hill")
    turn = turn_of + room
    give(sam, turn, 7, "Three clear weeks.")
    manager.open(turn)
    manager.page.get_by_role("button", name="Open the views").click()
    sam.open(turn)
    manager.page.get_by_role("link", name="Write down what we agree").click()
    page = manager.page
    page.get_by_role("radio", name="5", exact=True).check()
    page.get_by_label("The view that you agree on").fill("Safe in the week, not on Fridays.")
    page.get_by_text("Somebody sees it otherwise").click()
    page.get_by_label(re.compile("^Sam Okoro")).first.fill("Fridays are better than we say.")
    page.get_by_label("What was agreed").first.fill("Ring Dawn on Friday")
    owner = page.get_by_label("Who does it").first
    owner.select_option(owner.locator("option", has_text="Sam Okoro").first.get_attribute("value"))
    page.get_by_label("By when").first.fill("2031-03-04")
    page.get_by_role("checkbox", name=re.compile("^Sam Okoro")).check()
    page.get_by_role("checkbox", name=re.compile("^Ruth")).check()
    page.get_by_role("button", name="Put it on the record").click()
    page.wait_for_url(re.compile("/group-supervisions/"))
    sam.page.get_by_role("link", name="Read what was agreed").click()  # it came to this phone by itself
    for words in ("Safe in the week, not on Fridays.", "Fridays are better than we say.", "Ring Dawn on Friday"):
        expect(sam.page.get_by_text(words)).to_be_visible()
    expect(sam.page.get_by_text("Sam Okoro, recovery worker sees it otherwise")).to_be_visible()
    sam.open(f"{turn_of}/tasks")
    expect(sam.page.get_by_text("Ring Dawn on Friday")).to_be_visible()
