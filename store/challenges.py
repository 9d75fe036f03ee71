"""Challenges of passkey ceremonies: used once whatever comes of it, five minutes, one browser, one purpose."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.access import Challenge

# As long as the options tell the browser (WebAuthn Level 3, 5.1.3).
LIFETIME = timedelta(minutes=5)


async def record_challenge(
    db: AsyncSession, *, browser: bytes, purpose: str, practitioner_id: int | None, challenge: bytes, now: datetime
) -> None:
    """Remember what this browser was asked; what it was asked before, and what is over, is forgotten."""
    await db.execute(delete(Challenge).where(or_(Challenge.bound_to == browser, Challenge.expires_at <= now)))
    facts = {"bound_to": browser, "purpose": purpose, "practitioner_id": practitioner_id, "challenge": challenge}
    await db.execute(insert(Challenge).values(expires_at=now + LIFETIME, **facts))


async def take_challenge(
    db: AsyncSession, *, browser: bytes | None, purpose: str, practitioner_id: int | None, now: datetime
) -> bytes | None:
    """The challenge for just this browser, purpose and person; whatever the browser had is gone afterwards."""
    if browser is None:
        return None
    taken = delete(Challenge).where(Challenge.bound_to == browser)
    asked = taken.returning(Challenge.purpose, Challenge.practitioner_id, Challenge.expires_at, Challenge.challenge)
    for its_purpose, whose, expires_at, challenge in await db.execute(asked):
        if (its_purpose, whose) == (purpose, practitioner_id) and now < expires_at:
            return bytes(challenge)
    return None
