"""Whether the envelopes are as phones handed them over, and what was filed is on the record."""

import re
from collections.abc import AsyncIterator, Iterable, Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Row, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.recovery import NotOpened, canonical_deposit, letters, open_envelope, place_of, verify_deposit
from store.tables.access import Phone, Vault
from store.tables.entries import Amendment, Entry, Task
from store.tables.people import Practitioner
from store.tables.sending import Envelope, Post

AT_A_TIME = 500
_MAKES = re.compile(r"/(?:visits|significant-events|sessions|weekly-entries|tasks|amendments)$")
_NAMED = re.compile(r"^/(?:visits|significant-events|sessions|weekly-entries|tasks|entries)/([0-9a-f-]{36})/")


async def envelope_faults(db: AsyncSession, recovery: ec.EllipticCurvePrivateKey) -> AsyncIterator[str]:
    """Of the unfiled ones, whether they open and who signed them; of the filed ones, whether the record has them."""
    async for row in await db.stream(_UNFILED):
        for fault in _sealed_faults(row, recovery):
            yield f"envelope {row.draft_id}: {fault}"
    stream = await db.stream(_FILED)
    async for rows in stream.partitions(AT_A_TIME):
        for draft_id, fault in await _filing_faults(db, rows):
            yield f"envelope {draft_id}: {fault}"


_UNFILED = (
    select(
        Envelope.draft_id, Envelope.serial, Envelope.sealed, Envelope.sha256, Envelope.practitioner_id,
        Envelope.vault_id, Vault.signing_key, Phone.practitioner_id.label("holder_id"), Practitioner.user_handle,
    )
    .outerjoin(Vault, Vault.id == Envelope.vault_id)
    .outerjoin(Phone, Phone.id == Vault.phone_id)
    .outerjoin(Practitioner, Practitioner.id == Envelope.practitioner_id)
    .where(Envelope.filed_at.is_(None))
    .order_by(Envelope.id)
    .execution_options(yield_per=AT_A_TIME)
)  # fmt: skip


def _sealed_faults(row: Row[Any], recovery: ec.EllipticCurvePrivateKey) -> Iterable[str]:
    if not row.sealed:
        return
    deposit = _deposit(row)
    if row.holder_id != row.practitioner_id:
        yield "it names a phone of somebody else"
    elif not verify_deposit(row.signing_key, deposit):
        yield "the phone that it names did not sign it as it stands here"
    elif sha256(canonical_deposit(deposit)).hexdigest() != row.sha256:
        yield "its hash is not that of what it holds"
    if not _opens(deposit, recovery):
        yield "it does not open with the council's recovery key"


def _deposit(row: Row[Any]) -> dict[str, Any]:
    """As the phone handed it over."""
    names = {"vault": str(row.vault_id), "id": str(row.draft_id), "handle": letters(row.user_handle or b"")}
    sealed = row.sealed if isinstance(row.sealed, dict) else {}
    return {**sealed, **names, "serial": row.serial}


def _opens(deposit: Mapping[str, Any], recovery: ec.EllipticCurvePrivateKey) -> bool:
    try:
        place = place_of(store="drafts", id=deposit["id"], handle=deposit["handle"], version=deposit["serial"])
        open_envelope(recovery, deposit, place)
    except (NotOpened, ValueError):
        return False
    return True


_FILED = (
    select(Envelope.draft_id, Post.path)
    .outerjoin(
        Post,
        and_(Post.practitioner_id == Envelope.practitioner_id, Post.draft_id == Envelope.draft_id, Post.href != ""),
    )
    .where(Envelope.filed_at.is_not(None))
    .order_by(Envelope.id)
    .execution_options(yield_per=AT_A_TIME)
)


async def _filing_faults(db: AsyncSession, rows: Iterable[Any]) -> list[tuple[UUID, str]]:
    """One for each draft at most: a draft was often sent more than once."""
    named = [(row.draft_id, row.path, _named(row.path, row.draft_id) if row.path else None) for row in rows]
    there = await _there(db, {id for _, _, id in named if id})
    faults = {draft_id: "filed, but nothing was ever taken of it" for draft_id, path, _ in named if path is None}
    gone = ((draft_id, id) for draft_id, _, id in named if id and id not in there)
    faults |= {draft_id: f"filed, but {id} is not on the record" for draft_id, id in gone}
    return list(faults.items())


def _named(path: str, draft_id: UUID) -> UUID | None:
    """What the form made or changed, by its address; None where that is no entry, task or amendment."""
    if _MAKES.search(path):
        return draft_id
    found = _NAMED.match(path)
    return UUID(found[1]) if found else None


async def _there(db: AsyncSession, ids: set[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    for table in (Entry, Task, Amendment):
        found.update(await db.scalars(select(table.id).where(table.id.in_(ids))))
    return found
