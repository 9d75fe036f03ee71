"""Signatures under a joint visit: asked for once, given to a version, or answered “I was not there”."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.entries import Entry, Signature


class NotAsked(Exception):
    """This person was not named among those who went."""


class ChangedSince(Exception):
    """The visit has a newer version than the one that was read: it is to be read first."""


class AlreadySigned(Exception):
    """Who has signed cannot say afterwards, in the same place, that they were not there."""


class SignedOff(Exception):
    """The week is signed off: an own account is now an amendment."""


@dataclass(frozen=True)
class Answer:
    """What a colleague answers. `opened_version`: the version of the visit that they read."""

    entry_id: UUID
    practitioner_id: int
    was_there: bool
    account: str
    opened_version: int
    fingerprint: str


async def ask_to_sign(
    db: AsyncSession, *, entry_id: UUID, practitioner_ids: Collection[int], now: datetime
) -> tuple[int, ...]:
    """Make these the colleagues who went: the new ones are asked, unanswered ones that are not among them are let go.

    Who has signed or answered stays and is not asked twice. Returns the ids of those newly asked.
    """
    rows = list(await db.scalars(select(Signature).where(Signature.entry_id == entry_id)))
    unanswered = {row.practitioner_id for row in rows if row.signed_at is None and row.declined_at is None}
    let_go = unanswered - set(practitioner_ids)
    if let_go:
        gone = (Signature.entry_id == entry_id, Signature.practitioner_id.in_(let_go))
        await db.execute(delete(Signature).where(*gone))
    asked = tuple(sorted(set(practitioner_ids) - {row.practitioner_id for row in rows}))
    if asked:
        new = [{"entry_id": entry_id, "practitioner_id": who, "asked_at": now} for who in asked]
        await db.execute(insert(Signature), new)
    return asked


async def answer_request(db: AsyncSession, answer: Answer, *, now: datetime) -> datetime:
    """Sign, or say that one was not there; returns the time of the answer. The same answer again changes nothing.

    An account is added to, never replaced. Raises NotAsked, ChangedSince, AlreadySigned or SignedOff.
    """
    request, revision, closed = await _request(db, answer)
    known = _answered_at(request, answer)
    if known:
        return known
    if answer.opened_version != revision:
        raise ChangedSince
    if closed and answer.account:
        raise SignedOff
    if not answer.was_there and request.signed_at:
        raise AlreadySigned
    await db.execute(update(Signature).where(Signature.id == request.id).values(**_kept(request, answer, now)))
    return now


async def _request(db: AsyncSession, answer: Answer) -> tuple[Signature, int, bool]:
    asked = (
        select(Signature, Entry.revision, Entry.signed_off_at)
        .join(Entry, Entry.id == Signature.entry_id)
        .where(Signature.entry_id == answer.entry_id, Signature.practitioner_id == answer.practitioner_id)
        .with_for_update()
    )
    row = (await db.execute(asked)).one_or_none()
    if row is None:
        raise NotAsked
    request, revision, signed_off_at = row
    return request, revision, signed_off_at is not None


def _answered_at(request: Signature, answer: Answer) -> datetime | None:
    """When this very answer came before; its first receipt was lost on the way."""
    if request.fingerprint != answer.fingerprint:
        return None
    if not answer.was_there:
        return request.declined_at
    return request.signed_at if request.signed_revision == answer.opened_version else None


def _kept(request: Signature, answer: Answer, now: datetime) -> dict[str, object]:
    parts = [request.account] if request.account else []
    if answer.account and answer.account not in request.account:
        parts.append(answer.account)
    account = "\n\n".join(parts)
    kept: dict[str, object] = {"account": account, "fingerprint": answer.fingerprint}
    if not answer.was_there:
        return kept | {"declined_at": now}
    return kept | {"signed_at": now, "signed_revision": answer.opened_version, "declined_at": None}
