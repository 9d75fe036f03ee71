"""Who is who to whom in a family: what is on the record, what was, and how both change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.practice.genogram import Tie
from store.tables.families import Relationship
from store.tables.people import Practitioner

OVER, WRONG = "over", "wrong"


class SaidOtherwise(Exception):
    """The id is on the record with something else, or from somebody else."""


@dataclass(frozen=True)
class NewRelationship:
    id: UUID
    kind: str
    person_id: int
    other_id: int
    since: date | None = None

    @property
    def tie(self) -> Tie:
        return Tie(self.kind, self.person_id, self.other_id, self.since)


@dataclass(frozen=True)
class Related:
    """`tie`: who is what to whom. `ended_at` and what follows: of one that is over, or was wrong (`ended_as`)."""

    id: UUID
    tie: Tie
    recorded_by: str
    recorded_at: datetime
    ended_by: str | None
    ended_at: datetime | None
    ended_as: str

    @property
    def holds(self) -> bool:
        return self.ended_at is None


async def list_relationships(db: AsyncSession, *, family_id: int) -> Sequence[Related]:
    """All that was ever recorded of the family, in that order; one statement."""
    ender = aliased(Practitioner)
    rows = await db.execute(
        select(Relationship, Practitioner.name, ender.name)
        .join(Practitioner, Practitioner.id == Relationship.recorded_by_id)
        .outerjoin(ender, ender.id == Relationship.ended_by_id)
        .where(Relationship.family_id == family_id)
        .order_by(Relationship.recorded_at, Relationship.id)
    )
    return [_related(row, by, ended_by) for row, by, ended_by in rows]


def ties_of(related: Iterable[Related]) -> tuple[Tie, ...]:
    """What holds today."""
    return tuple(one.tie for one in related if one.holds)


def version_of(related: Sequence[Related]) -> int:
    """How often something was recorded or ended."""
    return len(_changes(related))


def changed_since(related: Sequence[Related], version: int) -> list[Related]:
    """What nobody saw who opened the list at that version; all of it where there is no such version."""
    changes = _changes(related)
    unseen = {at for _, at in changes[version if version <= len(changes) else 0 :]}
    return [one for at, one in enumerate(related) if at in unseen]


def _changes(related: Sequence[Related]) -> list[tuple[datetime, int]]:
    ends = [(one.ended_at, at) for at, one in enumerate(related) if one.ended_at]
    return sorted([(one.recorded_at, at) for at, one in enumerate(related)] + ends)


async def record_relationship(
    db: AsyncSession, new: NewRelationship, *, family_id: int, by: int, now: datetime
) -> datetime:
    """Says when it was recorded: earlier than `now` where this id was sent before. Raises SaidOtherwise."""
    facts = {"kind": new.kind, "person_id": new.person_id, "other_id": new.other_id, "since": new.since}
    made = {"family_id": family_id, "recorded_by_id": by, "recorded_at": now, "ended_as": ""}
    known = await db.get(Relationship, new.id)
    if known is None:
        try:
            async with db.begin_nested():
                await db.execute(insert(Relationship).values(id=new.id, **facts, **made))
            return now
        except IntegrityError:  # the same came twice at one moment
            known = await db.get_one(Relationship, new.id)
    if any(
        getattr(known, name) != value
        for name, value in (facts | {"family_id": family_id, "recorded_by_id": by}).items()
    ):
        raise SaidOtherwise
    return known.recorded_at


async def end_relationship(
    db: AsyncSession, id: UUID, *, family_id: int, ended_as: str, by: int, now: datetime
) -> bool:
    """False where it is none of the family's, or ended before: the first time stays."""
    theirs = (Relationship.id == id, Relationship.family_id == family_id, Relationship.ended_at.is_(None))
    ended = update(Relationship).where(*theirs).values(ended_as=ended_as, ended_by_id=by, ended_at=now)
    return bool((await db.execute(ended.returning(Relationship.id))).all())


def _related(row: Relationship, by: str, ended_by: str | None) -> Related:
    tie = Tie(row.kind, row.person_id, row.other_id, row.since)
    return Related(row.id, tie, by, row.recorded_at, ended_by, row.ended_at, row.ended_as)
