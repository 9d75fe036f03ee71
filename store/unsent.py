"""Two managers together may read what somebody who has left never sent: one asks, another agrees."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.tables.people import Practitioner
from store.tables.sending import UnsentRequest

LASTS = timedelta(days=7)
"""From the asking on: then somebody has to ask and somebody to agree anew."""


@dataclass(frozen=True)
class Request:
    """`agreed_by` is empty until a second manager has agreed; what they read had been handed over by then."""

    id: int
    asked_by_id: int
    asked_by: str
    reason: str
    asked_at: datetime
    agreed_by_id: int | None
    agreed_by: str
    agreed_at: datetime | None
    ends_at: datetime

    def opens_for(self, manager_id: int) -> bool:
        """For the two, once they are two."""
        return self.agreed_by_id is not None and manager_id in (self.asked_by_id, self.agreed_by_id)

    def opens(self, deposited_at: datetime, manager_id: int) -> bool:
        """For them, what had been handed over when they agreed."""
        return self.opens_for(manager_id) and self.agreed_at is not None and deposited_at <= self.agreed_at

    def is_between(self, managers: Collection[int]) -> bool:
        """Whoever asked is one of them, and whoever agreed."""
        return all(one is None or one in managers for one in (self.asked_by_id, self.agreed_by_id))


async def find_request(db: AsyncSession, practitioner_id: int, *, now: datetime, lock: bool = False) -> Request | None:
    """The newest one about that person's words that is not over; it is, once one of the two has left."""
    asker, agreer = aliased(Practitioner), aliased(Practitioner)
    found = (
        select(
            UnsentRequest.id, UnsentRequest.requested_by_id, asker.name, UnsentRequest.reason,
            UnsentRequest.requested_at, UnsentRequest.approved_by_id, func.coalesce(agreer.name, ""),
            UnsentRequest.approved_at, UnsentRequest.ends_at,
        )
        .join(asker, asker.id == UnsentRequest.requested_by_id)
        .outerjoin(agreer, agreer.id == UnsentRequest.approved_by_id)
        .where(UnsentRequest.practitioner_id == practitioner_id, UnsentRequest.ends_at > now)
        .where(asker.left_on.is_(None), agreer.left_on.is_(None))
        .order_by(UnsentRequest.id.desc())
        .limit(1)
    )  # fmt: skip
    row = (await db.execute(found.with_for_update(of=UnsentRequest) if lock else found)).one_or_none()
    return Request(*row) if row else None


async def record_request(
    db: AsyncSession, *, practitioner_id: int, manager_id: int, reason: str, now: datetime
) -> int:  # fmt: skip
    """One manager asks; the request's id."""
    facts = {"practitioner_id": practitioner_id, "requested_by_id": manager_id, "reason": reason}
    made = insert(UnsentRequest).values(requested_at=now, ends_at=now + LASTS, **facts)
    return (await db.execute(made.returning(UnsentRequest.id))).scalar_one()


async def approve_request(db: AsyncSession, *, request_id: int, manager_id: int, now: datetime) -> bool:
    """Another manager agrees. False where it was the one who asked, or somebody has agreed before."""
    open_to_others = (
        UnsentRequest.id == request_id,
        UnsentRequest.requested_by_id != manager_id,
        UnsentRequest.approved_by_id.is_(None),
        UnsentRequest.ends_at > now,
    )
    agreed = update(UnsentRequest).where(*open_to_others).values(approved_by_id=manager_id, approved_at=now)
    return (await db.execute(agreed.returning(UnsentRequest.id))).first() is not None


async def end_requests(db: AsyncSession, practitioner_id: int, *, now: datetime) -> None:
    """That person is back: whatever was asked or agreed about this leaving is over."""
    still_open = (UnsentRequest.practitioner_id == practitioner_id, UnsentRequest.ends_at > now)
    await db.execute(update(UnsentRequest).where(*still_open).values(ends_at=now))
