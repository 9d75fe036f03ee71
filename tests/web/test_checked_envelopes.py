"""`check` looks into the envelopes: as their phone handed them over, and on the record where they were filed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from store.checking import check
from store.keys import read_key_file
from store.tables.access import Vault
from store.tables.entries import Entry, EntryRevision, Task
from store.tables.sending import Envelope, Post
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.phone_in_hand import Draft
from tests.web.coming_in import change, only
from tests.web.test_envelopes import asleep
from tests.web.test_sent_again import event, family_id, revised, task, visit
from tests.web.with_vaults import carrier

SAYS_LESS = {"v": 1, "iv": "", "body": "", "keys": {"phone": "", "council": ""}, "signature": ""}


async def faults(app: App) -> list[str]:
    secret = read_key_file(app.settings.key_file)
    return [fault async for fault in check(app.services.database, secret)]


async def filed(app: App, make: Callable[[int], Draft] = event) -> UUID:
    """One of Priya's, on the record."""
    priya, draft = await carrier(app, "priya"), make(await family_id(app))
    assert (await priya.deposit(draft)).json()["filed"]
    return draft.id


async def unfiled(app: App) -> UUID:
    """One that waits for her."""
    priya, draft = await asleep(app), event(await family_id(app), "Dad came home")
    await priya.deposit(draft)
    return draft.id


async def in_database(app: App, *statements: Any) -> None:
    async with app.services.database.writing() as db:
        for statement in statements:
            await db.execute(statement)


async def test_as_they_came_they_have_none(app: App) -> None:
    priya, family = await carrier(app, "priya"), await family_id(app)
    first, do = event(family), task(family)
    for draft in (first, do, visit(family, ""), event(family, submitted=False)):
        await priya.deposit(draft)
    closing = Draft(f"/families/{family}/tasks", f"/tasks/{do.id}/closing", [])
    for draft in (revised(first, "significant-events", what="Dad went again"), closing):
        assert (await priya.deposit(draft)).json()["filed"], draft.action
    assert await faults(app) == []


async def test_bytes_that_were_altered(app: App) -> None:
    draft_id = await unfiled(app)
    sealed = await only(app, select(Envelope.sealed))
    await change(app, Envelope, sealed={**sealed, "body": sealed["body"][:-8] + "AAAAAAAA"})
    assert await faults(app) == [
        f"envelope {draft_id}: the phone that it names did not sign it as it stands here",
        f"envelope {draft_id}: it does not open with the council's recovery key",
    ]


@pytest.mark.parametrize("sealed", [SAYS_LESS, {"v": 1}, ["v"], {"body": 7, "keys": None}])
async def test_something_else_in_its_place(app: App, sealed: object) -> None:
    draft_id = await unfiled(app)
    await change(app, Envelope, sealed=sealed)
    assert f"envelope {draft_id}: it does not open with the council's recovery key" in await faults(app)


async def test_a_signature_that_is_missing(app: App) -> None:
    draft_id = await unfiled(app)
    sealed = await only(app, select(Envelope.sealed))
    await change(app, Envelope, sealed={name: value for name, value in sealed.items() if name != "signature"})
    assert await faults(app) == [f"envelope {draft_id}: the phone that it names did not sign it as it stands here"]


async def test_another_phone_that_is_named(app: App) -> None:
    draft_id = await unfiled(app)
    sam = await carrier(app, "sam")
    await change(app, Envelope, vault_id=sam.phone.vault_id)
    assert await faults(app) == [f"envelope {draft_id}: it names a phone of somebody else"]


async def test_a_phones_key_that_was_exchanged(app: App) -> None:
    draft_id = await unfiled(app)
    sam = await carrier(app, "sam")
    key = await only(app, select(Vault.signing_key).where(Vault.id == sam.phone.vault_id))
    await in_database(app, update(Vault).values(signing_key=key))
    assert await faults(app) == [f"envelope {draft_id}: the phone that it names did not sign it as it stands here"]


async def test_a_hash_that_is_of_something_else(app: App) -> None:
    draft_id = await unfiled(app)
    await change(app, Envelope, sha256="0" * 64)
    assert await faults(app) == [f"envelope {draft_id}: its hash is not that of what it holds"]


async def test_a_filed_one_that_is_not_on_the_record(app: App) -> None:
    draft_id = await filed(app)
    await in_database(app, delete(EntryRevision), delete(Entry))
    assert await faults(app) == [f"envelope {draft_id}: filed, but {draft_id} is not on the record"]


async def test_a_filed_task_that_is_not_on_the_record(app: App) -> None:
    draft_id = await filed(app, task)
    await in_database(app, delete(Task))
    assert await faults(app) == [f"envelope {draft_id}: filed, but {draft_id} is not on the record"]


async def test_a_session_and_its_change_are_filed_and_looked_for(app: App) -> None:
    sam, where = await carrier(app, "sam"), f"/families/{await family_id(app)}/sessions"
    async with app.services.database.reading() as db:
        dawn = (await Cast.person(db, "Dawn")).id
    fields = [("on", TODAY.isoformat()), ("at", "00:00"), ("parent", str(dawn)), ("did", "We drew the week")]
    draft = Draft(f"{where}/new", where, fields)
    change = revised(draft, "sessions", did="We drew two weeks")
    for one in (draft, change):
        assert (await sam.deposit(one)).json()["filed"], one.action
    assert await faults(app) == []
    await in_database(app, delete(EntryRevision), delete(Entry))
    assert sorted(await faults(app)) == sorted(
        f"envelope {one.id}: filed, but {draft.id} is not on the record" for one in (draft, change)
    )


async def test_one_said_to_be_filed_of_which_nothing_came(app: App) -> None:
    draft_id = await filed(app)
    await in_database(app, delete(Post))
    assert await faults(app) == [f"envelope {draft_id}: filed, but nothing was ever taken of it"]
