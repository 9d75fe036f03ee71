"""Sealed copies are erased thirty days after they were filed or put away; what remains makes nothing twice."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from store.checking import check
from store.envelope_keeping import keep_envelopes
from store.keys import read_key_file
from store.tables.entries import Entry, EntryRevision
from store.tables.sending import Envelope, Post
from store.tables.trail import TrailRow
from tests.conftest import App
from tests.web.coming_in import acts, ago, change, only
from tests.web.test_envelopes import asleep, awake, filings
from tests.web.test_sent_again import event, family_id, how_many, later
from tests.web.with_vaults import Carrier, carrier


async def keep_house(app: App, *, in_days: float = 0) -> None:
    now = datetime.now(UTC) + timedelta(days=in_days)
    await keep_envelopes(app.services.database, app.services.keeper.trail, now=now)


async def is_erased(app: App) -> bool:
    return not await only(app, select(Envelope.sealed))


async def filed(app: App) -> tuple[Carrier, Any]:
    priya, draft = await carrier(app, "priya"), event(await family_id(app), "Dad came home")
    assert (await priya.deposit(draft)).json()["filed"]
    return priya, draft


async def test_thirty_days_after_filing_the_bytes_go_and_the_row_stays(app: App) -> None:
    _, draft = await filed(app)
    await keep_house(app, in_days=29.9)
    assert not await is_erased(app)
    before = await only(app, select(Envelope.sha256))
    await keep_house(app, in_days=30.1)
    assert await is_erased(app)
    kept = await only(app, select(Envelope))
    assert (kept.draft_id, kept.sha256, kept.receipt["id"]) == (draft.id, before, str(draft.id))
    assert (await acts(app))[-1] == "sealed copies erased"
    assert await only(app, select(TrailRow.facts).where(TrailRow.act == "sealed copies erased")) == {"count": 1}


async def test_what_was_erased_is_erased_once(app: App) -> None:
    await filed(app)
    await keep_house(app, in_days=31)
    await keep_house(app, in_days=32)
    assert (await acts(app)).count("sealed copies erased") == 1


async def test_a_late_second_delivery_makes_nothing_twice(app: App) -> None:
    """The phone lay in a drawer: it has the same words once more, as envelope and as form."""
    priya, draft = await filed(app)
    receipt = await only(app, select(Envelope.receipt))
    await keep_house(app, in_days=31)
    again = await priya.deposit(draft)
    assert (again.status_code, again.json()["filed"]) == (200, receipt)
    assert (await priya.deposit(draft, serial=2)).json()["filed"] == receipt
    assert (await priya.post(draft)).status_code == 201
    assert await how_many(app, Entry) == 1 and await how_many(app, EntryRevision) == 1


async def test_later_words_of_the_same_draft_are_still_taken(app: App) -> None:
    priya, draft = await filed(app)
    await keep_house(app, in_days=31)
    answer = await priya.deposit(later(draft, what="And went again"), serial=2)
    assert answer.json()["filed"]["revision"] == 2 and not await is_erased(app)


async def test_what_is_not_on_the_record_is_kept_for_as_long_as_it_takes(app: App) -> None:
    priya, draft = await asleep(app), event(await family_id(app), "Dad came home")
    await priya.deposit(draft)
    await keep_house(app, in_days=800)
    await awake(priya)
    assert len((await filings(priya))["filed"]) == 1


async def test_what_was_put_away_goes_after_thirty_days(app: App) -> None:
    priya, draft = await carrier(app, "priya"), event(await family_id(app), "Not needed", submitted=False)
    await priya.deposit(draft)
    await priya.browser.post(f"/recovered/{draft.id}/discarding")
    await keep_house(app, in_days=29.9)
    assert not await is_erased(app)
    await keep_house(app, in_days=30.1)
    assert await is_erased(app)
    again = await priya.deposit(draft)
    assert (again.status_code, again.json()["filed"]) == (200, None)
    assert await is_erased(app) and await how_many(app, Entry) == 0


async def test_the_check_finds_no_fault_with_what_was_erased(app: App) -> None:
    await filed(app)
    await keep_house(app, in_days=31)
    secret = read_key_file(app.settings.key_file)
    assert [fault async for fault in check(app.services.database, secret)] == []


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_a_server_keeps_house_when_it_starts(app: App) -> None:
    await filed(app)
    await change(app, Envelope, filed_at=ago(days=31))
    async with app.asgi.router.lifespan_context(app.asgi), asyncio.timeout(20):  # type: ignore[attr-defined]
        while not await is_erased(app):
            pass


async def test_receipts_of_forms_hold_no_words(app: App) -> None:
    """They are kept for good: address, hash and times are all that is in them."""
    priya, draft = await filed(app)
    await priya.post(later(draft, what="Dad came home again"))
    async with app.services.database.reading() as db:
        posts = (await db.execute(select(Post.__table__))).all()
    assert len(posts) == 2 and "Dad" not in str(posts) and "frightened" not in str(posts)
