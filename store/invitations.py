"""Invitations: one link, one use, ten minutes; opened on one browser and confirmed by a code on two screens.

The link's token is known to the link alone: here stands its hash. Nothing of the web is used, since the
first administrator is invited from the command line.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.practice.invitation import LIFETIME, InvitationFound
from store.sign_ins import new_token, token_hash
from store.tables.access import Invitation, Passkey
from store.tables.people import Practitioner, Team


@dataclass(frozen=True)
class Invited:
    """A new invitation; its token goes into the link and nowhere else."""

    token: str
    invitation_id: int
    expires_at: datetime


async def invite(db: AsyncSession, *, practitioner_id: int, invited_by_id: int | None, now: datetime) -> Invited:
    """Make a link for `practitioner_id`; earlier ones of that person end. Whether one may is the caller's question."""
    await _one_at_a_time(db, practitioner_id)
    await end_invitations(db, Invitation.practitioner_id == practitioner_id, how="replaced", now=now)
    token, expires_at = new_token(), now + LIFETIME
    had = exists().where(Passkey.practitioner_id == practitioner_id)
    people = {"practitioner_id": practitioner_id, "invited_by_id": invited_by_id, "comes_back": had}
    made = await db.execute(
        insert(Invitation)
        .values(token_hash=token_hash(token), made_at=now, expires_at=expires_at, **people)
        .returning(Invitation.id)
    )
    return Invited(token, made.scalar_one(), expires_at)


async def find_invitation(db: AsyncSession, invitation_id: int) -> InvitationFound | None:
    """The invitation, open or over."""
    return await _find(db, Invitation.id == invitation_id)


async def list_unconfirmed(db: AsyncSession, *, now: datetime) -> list[InvitationFound]:
    """The open ones of people who come back in that wait for their second manager, the oldest first."""
    waits = (Invitation.comes_back, Invitation.confirmed_at.is_(None), Invitation.ended_at.is_(None))
    rows = await db.execute(_FOUND.where(*waits, Invitation.expires_at > now).order_by(Invitation.id))
    return [InvitationFound(**row._asdict()) for row in rows]


async def find_invitation_of(db: AsyncSession, *, token: str, now: datetime) -> InvitationFound | None:
    """The invitation that the link leads to, while it is open."""
    found = await _find(db, Invitation.token_hash == token_hash(token))
    return found if found and found.is_open(now) else None


async def open_invitation(db: AsyncSession, *, invitation_id: int, browser: bytes, now: datetime) -> bool:
    """Bind the invitation to one browser (the hash of its secret) and make the code; False if another was first."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    return await _change(db, invitation_id, now, Invitation.opened_by.is_(None), {"opened_by": browser, "code": code})


async def confirm(db: AsyncSession, *, invitation_id: int, by: int | None, now: datetime) -> bool:
    """A manager has seen the same code on the phone; False where there was nothing to confirm.

    Who may is the caller's question; nobody (the command line) is `by` None.
    """
    said = {"confirmed_at": now, "confirmed_by_id": by}
    return await _change(db, invitation_id, now, Invitation.opened_by.is_not(None), said)


async def cancel(db: AsyncSession, *, invitation_id: int, how: str, now: datetime) -> bool:
    """End it unused: `how` is cancelled, or mismatch where the two codes differed."""
    return bool(await end_invitations(db, Invitation.id == invitation_id, how=how, now=now))


async def use_invitation(db: AsyncSession, *, invitation_id: int, browser: bytes, now: datetime) -> bool:
    """The one use; True for the browser that opened it, once, after the manager has confirmed."""
    ready = (Invitation.opened_by == browser) & Invitation.confirmed_at.is_not(None)
    return await _change(db, invitation_id, now, ready, {"ended_at": now, "ended_how": "used"})


async def end_invitations(db: AsyncSession, which: ColumnElement[bool], *, how: str, now: datetime) -> int:
    """End the open invitations that `which` (a condition on Invitation) names; how many there were."""
    ending = update(Invitation).where(which, Invitation.ended_at.is_(None)).values(ended_at=now, ended_how=how)
    return cast("CursorResult[Any]", await db.execute(ending)).rowcount


async def _one_at_a_time(db: AsyncSession, practitioner_id: int) -> None:
    """Two links made at one moment must not both stay open."""
    await db.execute(select(Practitioner.id).where(Practitioner.id == practitioner_id).with_for_update())


async def _change(
    db: AsyncSession, invitation_id: int, now: datetime, when: ColumnElement[bool], values: dict[str, Any]
) -> bool:
    """Change an open invitation, if it is still as `when` says: two at once must not both succeed (ASVS 15.4.2)."""
    still_open = (Invitation.id == invitation_id, Invitation.ended_at.is_(None), Invitation.expires_at > now)
    changed = await db.execute(update(Invitation).where(*still_open, when).values(**values))
    return bool(cast("CursorResult[Any]", changed).rowcount)


async def _find(db: AsyncSession, which: ColumnElement[bool]) -> InvitationFound | None:
    row = (await db.execute(_FOUND.where(which))).one_or_none()
    return InvitationFound(**row._asdict()) if row else None


_Inviter = aliased(Practitioner)
_FOUND = (
    select(
        Invitation.id,
        Invitation.practitioner_id,
        Practitioner.name,
        Practitioner.role,
        func.coalesce(Team.name, "").label("team"),
        Practitioner.user_handle,
        Invitation.invited_by_id,
        func.coalesce(_Inviter.name, "").label("invited_by"),
        Invitation.comes_back,
        Invitation.made_at,
        Invitation.expires_at,
        Invitation.opened_by,
        Invitation.code,
        Invitation.confirmed_at,
        Invitation.ended_at,
        Invitation.ended_how,
        Practitioner.left_on.is_not(None).label("has_left"),
    )
    .select_from(Invitation)
    .join(Practitioner, Practitioner.id == Invitation.practitioner_id)
    .outerjoin(Team, Team.id == Practitioner.team_id)
    .outerjoin(_Inviter, _Inviter.id == Invitation.invited_by_id)
)
