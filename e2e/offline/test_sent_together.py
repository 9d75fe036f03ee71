"""What waited is sent together: few posts, the order of one family's forms kept, nothing held up, nothing doubled."""

import gzip
import json
from queue import SimpleQueue
from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.front import Front
from e2e.offline.hand import badge, go, hold, status
from e2e.offline.modules import ask, with_modules
from e2e.offline.reallocating import take_away
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.waiting import wait_until
from e2e.offline.writing import BY_ITSELF, SOON, all_sent, save, versions, write
from e2e.phone import Phone
from e2e.records import look
from e2e.server import Server
from store.tables.entries import Entry

DAY = {"First knock.": "Okafor-Hill", "At Niamh’s.": "Brennan", "Second knock.": "Okafor-Hill"}


def written_without_signal(phones: HandOut, server: Server) -> Phone:
    """Priya's day: two events of one family, one of another between them. The server is gone."""
    phone = hold(phones, "priya", of=server)
    wait_until(phone.page, CARRIED)
    phone.page.clock.install()
    server.stop()
    for words, family in DAY.items():
        save(write(phone, words, family=family))
        status(phone).to_contain_text(BY_ITSELF)
    go(phone, "/week")
    badge(phone, "3 unsent")
    return phone


def signal_again(phone: Phone, server: Server, front: Front) -> None:
    """The server is there, and the browser says so; no try that the phone makes by its own clock comes before."""
    phone.page.clock.pause_at(phone.page.evaluate("Date.now()") + 1000)
    phone.page.evaluate(NOBODY_SENDS)
    front.posted.clear()
    front.answered = SimpleQueue()
    server.start()
    phone.context.set_offline(True)
    phone.context.set_offline(False)
    front.wait_for("/outbox", 200)
    phone.page.clock.resume()


NOBODY_SENDS = "() => navigator.locks.request('weekbook-sender', () => null)"


def sent_together(front: Front) -> list[list[dict[str, Any]]]:
    """The forms of each such post."""
    bodies = [body for path, body in front.posted if path == "/outbox"]
    return [json.loads(gzip.decompress(body))["forms"] for body in bodies]


def words_of(form: dict[str, Any]) -> str:
    return parse_qs(form["body"])["what"][0]


def on_record(server: Server) -> list[str]:
    """The events, in the order in which they came."""

    async def look_up(db: AsyncSession) -> list[str]:
        entries = await db.scalars(select(Entry).order_by(Entry.written_at))
        return [str(entry.content["what"]) for entry in entries if entry.content.get("what") in DAY]

    return look(server, look_up)


def test_a_day_goes_in_one_post_for_each_lane_in_its_order(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = written_without_signal(phones, server)
    signal_again(phone, server, front)
    all_sent(phone)
    together = sent_together(front)[-1]
    assert [words_of(form) for form in together] == ["First knock.", "Second knock."]
    last = len(front.asked) - 1 - front.asked[::-1].index("POST /outbox")
    front.wait_for("/carried", 200)
    assert "GET /carried" in front.asked[last:], "the families are fetched after what waited was sent"
    record = on_record(server)
    assert sorted(record) == sorted(DAY) and record.index("First knock.") < record.index("Second knock.")


def test_an_answer_that_is_lost_costs_nothing_and_each_then_goes_alone(
    phones: HandOut, fronted: tuple[Server, Front]
) -> None:
    server, front = fronted
    phone = written_without_signal(phones, server)
    front.changed = lambda path, body: b"<html>Welcome to the train" if path == "/outbox" else body
    signal_again(phone, server, front)
    all_sent(phone)
    assert sent_together(front)
    assert len([path for path, _ in front.posted if path.endswith("/significant-events")]) >= 3
    assert [len(versions(server, words)) for words in DAY] == [1, 1, 1]


def test_one_that_cannot_be_taken_holds_up_no_other(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    """The Okafor-Hill family was given to somebody else meanwhile."""
    server, front = fronted
    phone = written_without_signal(phones, server)
    look(server, lambda db: take_away(db, "Okafor-Hill", "priya"))
    signal_again(phone, server, front)
    expect(phone.page.locator("sync-badge").first).to_have_text("2 unsent", timeout=SOON)
    go(phone, "/on-this-phone")
    expect(phone.page.get_by_text("Needs attention", exact=True)).to_have_count(2, timeout=SOON)
    assert on_record(server) == ["At Niamh’s."]


def test_lanes_keep_the_order_of_one_address(phones: HandOut) -> None:
    page = with_modules(phones).page
    drafts = [["a", "2", 40], ["b", "1", 90], ["a", "1", 40], ["c", "3", 30]]
    assert ask(page, "lanes.laid", drafts=drafts, most=2) == [["a 1", "a 2"], ["b 1", "c 3"]]
    assert len(ask(page, "lanes.laid", drafts=drafts, most=6)) == 3
    assert ask(page, "lanes.laid", drafts=[], most=6) == []


def test_the_short_lanes_arrive_while_the_long_ones_are_on_the_line(phones: HandOut) -> None:
    page = with_modules(phones).page
    drafts = [[f"family {number}", "1", 1400] for number in range(50)]
    assert [len(lane) for lane in ask(page, "lanes.laid", drafts=drafts, most=6)] == [4, 6, 7, 9, 11, 13]


def test_a_lane_is_cut_where_it_is_full_and_what_is_too_long_goes_alone(phones: HandOut) -> None:
    page = with_modules(phones).page
    assert ask(page, "lanes.cut", letters=[5, 5, 50, 5], most=10, room=20) == [2, 1, 1]
    assert ask(page, "lanes.cut", letters=[5, 5, 5], most=2, room=20) == [2, 1]
    assert ask(page, "lanes.cut", letters=[5, 5], most=1, room=0) == [1, 1]
