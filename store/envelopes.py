"""Envelopes: drafts that a phone sealed and handed over, kept unread until they are on the record.

The newest serial of each draft is kept. What was filed or put away stays as it is until a newer one comes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, String, bindparam, cast, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.sending import Envelope

MOST_KEPT = 1_000
"""Unfiled ones of one person: no day's work has so many drafts."""
MOST_BYTES_KEPT = 20 * 1024 * 1024
"""Of all of them: twenty times what somebody writes in a month, and what a server opens without holding up others."""
FAR_AHEAD = 100_000
"""Savings of one draft: typing for fourteen hours, saved twice a second. A number beyond would shut out later words."""
Receipt = dict[str, Any]


@dataclass(frozen=True)
class NewEnvelope:
    """`sealed`: v, iv, body, keys, signature; `sha256` of what the phone signed."""

    practitioner_id: int
    vault_id: UUID
    draft_id: UUID
    serial: int
    sealed: Mapping[str, Any]
    sha256: str


@dataclass(frozen=True)
class KeptEnvelope:
    """`receipt` is empty until it is on the record; `attention` says why the record did not take it."""

    practitioner_id: int
    draft_id: UUID
    serial: int
    sealed: Mapping[str, Any]
    sha256: str
    deposited_at: datetime
    filed_at: datetime | None
    receipt: Receipt
    attention: str
    discarded_at: datetime | None


class TooMany(Exception):
    """This person has more unfiled envelopes, or more in them, than anybody writes."""


class TooFarAhead(Exception):
    """No phone has saved that draft so often since."""


async def keep_envelope(
    db: AsyncSession, new: NewEnvelope, *, now: datetime
) -> tuple[KeptEnvelope, Literal["new", "newer", "known"]]:
    """Keep it, unless one of its draft is kept that is as new; which is kept now. Raises TooMany, TooFarAhead."""
    known = await find_envelope(db, new.practitioner_id, new.draft_id, lock=True)
    if known and known.serial >= new.serial:
        return known, "known"
    if new.serial > (known.serial if known else 0) + FAR_AHEAD:
        raise TooFarAhead
    await _refuse_too_many(db, new)
    facts = {**vars(new), "sealed": dict(new.sealed), "deposited_at": now}
    if known:
        fresh: dict[str, Any] = {"filed_at": None, "receipt": {}, "attention": "", "discarded_at": None}
        await db.execute(update(Envelope).where(*_of(new.practitioner_id, new.draft_id)).values(**facts, **fresh))
    else:
        try:
            async with db.begin_nested():
                await db.execute(insert(Envelope).values(**facts))
        except IntegrityError:  # two of one draft came at one moment
            return await keep_envelope(db, new, now=now)
    kept = await find_envelope(db, new.practitioner_id, new.draft_id)
    assert kept is not None
    return kept, "newer" if known else "new"


async def find_envelope(
    db: AsyncSession, practitioner_id: int, draft_id: UUID, *, lock: bool = False
) -> KeptEnvelope | None:
    this = {"practitioner": practitioner_id, "draft": draft_id}
    row = (await db.execute(_FOUND_LOCKED if lock else _FOUND, this)).one_or_none()
    return KeptEnvelope(*row) if row else None


async def find_unfiled(db: AsyncSession, practitioner_id: int, draft_id: UUID) -> KeptEnvelope | None:
    """The same, where it is neither on the record nor put away."""
    kept = await find_envelope(db, practitioner_id, draft_id)
    return kept if kept and not kept.filed_at and not kept.discarded_at else None


async def list_unfiled(db: AsyncSession, practitioner_id: int, *, until: datetime | None = None) -> list[UUID]:
    """Ids of drafts neither on the record nor put away, the oldest first: they are large, and opened one by one.

    `until`: those alone that had been handed over then.
    """
    ids = select(Envelope.draft_id).where(*_unfiled(practitioner_id)).order_by(Envelope.id)
    return list(await db.scalars(ids.where(Envelope.deposited_at <= until) if until else ids))


async def count_unfiled(db: AsyncSession, practitioner_id: int) -> int:
    return await db.scalar(select(func.count()).select_from(Envelope).where(*_unfiled(practitioner_id))) or 0


async def mark_filed(db: AsyncSession, kept: KeptEnvelope, *, receipt: Receipt, now: datetime) -> None:
    """It is on the record. Not where a newer one came meanwhile."""
    filed = {"filed_at": now, "receipt": receipt, "attention": ""}
    this = (*_of(kept.practitioner_id, kept.draft_id), Envelope.serial == kept.serial)
    await db.execute(update(Envelope).where(*this).values(**filed))


async def mark_waiting(db: AsyncSession, kept: KeptEnvelope, *, reason: str) -> None:
    """The record did not take it, and why."""
    this = (*_of(kept.practitioner_id, kept.draft_id), Envelope.serial == kept.serial, Envelope.filed_at.is_(None))
    await db.execute(update(Envelope).where(*this).values(attention=reason))


async def discard_envelope(db: AsyncSession, *, practitioner_id: int, draft_id: UUID, now: datetime) -> bool:
    """Its author does not need it any more: put away, not destroyed. False where there is none."""
    this = (*_unfiled(practitioner_id), Envelope.draft_id == draft_id)
    gone = update(Envelope).where(*this).values(discarded_at=now)
    return (await db.execute(gone.returning(Envelope.id))).first() is not None


async def _refuse_too_many(db: AsyncSession, new: NewEnvelope) -> None:
    size = func.coalesce(func.sum(func.length(cast(Envelope.sealed, String))), 0)
    others = select(func.count(), size).where(*_unfiled(new.practitioner_id), Envelope.draft_id != new.draft_id)
    count, kept = (await db.execute(others)).one()
    if count >= MOST_KEPT or kept + len(json.dumps(dict(new.sealed))) > MOST_BYTES_KEPT:
        raise TooMany


def _of(practitioner_id: int, draft_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (Envelope.practitioner_id == practitioner_id, Envelope.draft_id == draft_id)


def _unfiled(practitioner_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Envelope.practitioner_id == practitioner_id, Envelope.filed_at.is_(None), Envelope.discarded_at.is_(None))


_COLUMNS = (
    Envelope.practitioner_id, Envelope.draft_id, Envelope.serial, Envelope.sealed, Envelope.sha256,
    Envelope.deposited_at, Envelope.filed_at, Envelope.receipt, Envelope.attention, Envelope.discarded_at,
)  # fmt: skip
_FOUND = select(*_COLUMNS).where(
    Envelope.practitioner_id == bindparam("practitioner"), Envelope.draft_id == bindparam("draft")
)
_FOUND_LOCKED = _FOUND.with_for_update()
