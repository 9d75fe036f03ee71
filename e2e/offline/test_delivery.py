"""Delivered with the app closed: the worker carries an envelope that it cannot read; it is filed once, later."""

import json

from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.front import Front
from e2e.offline.hand import expect_locked, go, hold, lose_signal, status, unlock
from e2e.offline.sealed import taken_apart
from e2e.offline.waiting import wait_until
from e2e.phone import Phone
from e2e.records import family_id, look
from e2e.server import Server
from store.tables.access import Phone as PhoneRow
from store.tables.entries import Entry
from store.tables.sending import Envelope
from web.cookies import SIGN_IN_COOKIE

POLICY = "content-security-policy"
WORDS = "Leo had drawn the whole street, and named every door."
ROWS = """async (store) => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const db = await done(indexedDB.open('weekbook'));
  const all = await done(db.transaction(store).objectStore(store).getAll());
  db.close();
  return all.map(({ deposited, serial, wrapped, id, vault_id, discarded = [] }) =>
    ({ deposited, serial, wrapped: Boolean(wrapped), id, vault_id, discarded }));
}"""

DELIVER = """() => new Promise((resolve) => {
  navigator.serviceWorker.addEventListener('message', ({ data }) => data.kind === 'delivered' && resolve(data));
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ kind: 'deliver' }));
})"""


def kept(server: Server) -> list[tuple[int, bool]]:
    """What the council keeps: each draft's serial, and whether it is on the record."""

    async def ask(db: AsyncSession) -> list[tuple[int, bool]]:
        rows = await db.execute(select(Envelope.serial, Envelope.filed_at))
        return [(serial, filed is not None) for serial, filed in rows]

    return look(server, ask)


def entries(server: Server) -> int:
    async def ask(db: AsyncSession) -> int:
        return len((await db.scalars(select(Entry.id))).all())

    return look(server, ask)


def write_without_signal(phone: Phone, server: Server) -> None:
    """A significant event is typed and saved while the server is gone."""
    go(phone, f"/families/{family_id(server, 'Okafor-Hill')}/significant-events/new")
    lose_signal(server, phone)
    phone.page.locator("main textarea").nth(0).fill(WORDS)
    phone.page.locator("main textarea").nth(1).fill("He knows where he is.")
    phone.page.get_by_role("button", name="Save").last.click()
    status(phone).to_contain_text("Saved on this phone")


def dispatch_sync(phone: Phone) -> None:
    """What the browser does when there is signal again, with no page open but a public one of another origin."""
    session = phone.cdp()
    found: list[str] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(
        one["registrationId"] for one in event["registrations"]))  # fmt: skip
    session.send("ServiceWorker.enable")
    for _ in range(1000):  # each round trip brings what the browser had to tell meanwhile
        if found:
            break
        session.send("Target.getTargetInfo")
    session.send("ServiceWorker.dispatchSyncEvent", {
        "origin": phone.server.origin, "registrationId": found[-1], "tag": "envelopes", "lastChance": False,
    })  # fmt: skip


def wait_until_kept(front: Front, server: Server) -> None:
    front.wait_for("/envelopes", 201)
    assert len(kept(server)) == 1


def expect_handed_over_locked(phone: Phone, front: Front, server: Server) -> None:
    """Kept by the council, and marked so on the phone, where it lies on until its receipt."""
    expect_locked(phone)
    wait_until_kept(front, server)
    wait_until(phone.page, f"async () => (await ({ROWS})('drafts')).every((row) => row.deposited === row.serial)")
    [row] = phone.page.evaluate(ROWS, "drafts")
    assert row["deposited"] > 0


def test_with_the_app_closed_the_browsers_sync_delivers_and_it_is_filed_once(
    phones: HandOut, fronted: tuple[Server, Front]
) -> None:
    server, front = fronted
    phone = hold(phones, "priya", of=server)
    before = entries(server)
    write_without_signal(phone, server)
    phone.page.goto("about:blank")  # the app is closed
    phone.context.clear_cookies(name=SIGN_IN_COOKIE)
    server.start()
    dispatch_sync(phone)
    wait_until_kept(front, server)
    [posted] = [body for path, body in front.posted if path == "/envelopes" and body][-1:]
    readable = posted + taken_apart(json.loads(posted))
    assert WORDS.encode() not in readable and b"Okafor" not in readable
    phone.page.goto(server.origin + "/week")
    expect_locked(phone)
    unlock(phone)
    expect(phone.page.locator("sync-badge").first).to_have_text("All sent", timeout=20_000)
    assert entries(server) == before + 1
    assert [filed for _, filed in kept(server)] == [True]


def test_without_sync_the_next_start_delivers_while_still_locked(
    phones: HandOut, fronted: tuple[Server, Front]
) -> None:
    server, front = fronted
    phone = hold(phones, "priya", of=server)
    write_without_signal(phone, server)
    phone.page.close()
    server.start()
    phone.context.clear_cookies(name=SIGN_IN_COOKIE)
    phone.new_page()
    phone.page.goto(server.origin + "/week")
    expect_handed_over_locked(phone, front, server)


def test_an_answer_that_does_not_echo_the_deposit_marks_nothing(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = hold(phones, "priya", of=server)
    write_without_signal(phone, server)
    phone.page.close()
    server.start()
    policy = ("Content-Security-Policy", phone.page.request.get(server.origin + "/health").headers[POLICY])
    wrong = (200, [("Content-Type", "application/json"), policy], b'{"id": "x", "serial": 1, "sha256": "00"}')
    front.instead = lambda method, path, body: wrong if path == "/envelopes" else None
    phone.new_page()
    phone.page.goto(server.origin + "/week")
    expect_locked(phone)
    assert "not delivered" in phone.page.evaluate(DELIVER)["failed"]
    [row] = phone.page.evaluate(ROWS, "drafts")
    assert row["deposited"] == 0


def test_a_phone_reported_lost_delivers_nothing_and_loses_its_key(
    phones: HandOut, fronted: tuple[Server, Front]
) -> None:
    server, _ = fronted
    phone = hold(phones, "priya", of=server)
    write_without_signal(phone, server)
    phone.page.close()

    async def lose(db: AsyncSession) -> None:
        for row in await db.scalars(select(PhoneRow)):
            row.lost_at = row.ended_at = row.seen_at

    look(server, lose)
    server.start()
    phone.expects("410", "status of 410")
    phone.new_page()
    phone.page.goto(server.origin + "/week")
    wait_until(phone.page, f"async () => !(await ({ROWS})('vaults')).some(({{ wrapped }}) => wrapped)")
    assert kept(server) == []
    assert phone.page.evaluate(ROWS, "carried") == []
    assert len(phone.page.evaluate(ROWS, "drafts")) == 1, "sealed, for the day when the phone is found"


def test_while_a_page_sends_nothing_is_carried_beside_it(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = hold(phones, "priya", of=server)
    phone.page.evaluate(SENDS)
    write_without_signal(phone, server)
    server.start()
    dispatch_sync(phone)
    wait_until(phone.page, WORKER_WAITS)
    assert not [path for path, body in front.posted if path == "/envelopes"]
    phone.page.evaluate("() => window.sent()")
    front.wait_for("/envelopes", 201)


SENDS = """() => new Promise((begun) => {
  navigator.locks.request('weekbook-sender', () => new Promise((sent) => { window.sent = sent; begun(); }));
})"""
WORKER_WAITS = "async () => (await navigator.locks.query()).pending.some(({ name }) => name === 'weekbook-sender')"
