"""Group supervisions: a date and its families, what is open, and what each may read of the others' views."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.practice.calendar import day_of
from store.practice.group_supervision import Apart, apart, when_given
from store.practice.permissions import Permission
from store.practice.roles import InRole
from store.tables.cases import Case
from store.tables.entries import Entry
from store.tables.families import Family
from store.tables.people import Practitioner, Team
from store.tables.supervision import SupervisedFamily, Supervision, SupervisionView
from store.visibility import Viewer, cases_for


@dataclass(frozen=True)
class Meeting:
    """A team's group supervision. `started_at`: views were opened first; `held_at`: as was written down."""

    id: UUID
    team_id: int
    team: str
    planned_on: date
    started_at: datetime | None
    version: int
    held_at: datetime | None

    @property
    def held_on(self) -> date | None:
        """The day on which it was held, whatever was planned."""
        held_at = self.held_at or self.started_at
        return day_of(held_at) if held_at else None


@dataclass(frozen=True)
class Turn:
    """A family in a meeting. `entry_id`: what was written down of it; `mine`: whether the reader gave a view;
    `before`: when the family was supervised the time before.
    """

    id: UUID
    case_id: int
    family_id: int
    family: str
    restricted: bool
    revealed_at: datetime | None
    entry_id: UUID | None
    mine: bool
    before: datetime | None


@dataclass(frozen=True)
class ViewGiven(InRole):
    """`mark`: when it was given, where that was not before the meeting."""

    who: int
    name: str
    role: str
    safety: int
    evidence: str
    given_at: datetime
    phone_wrote_at: datetime | None
    revision: int
    mark: str = ""


async def list_meetings(db: AsyncSession, viewer: Viewer, *, most: int = 12) -> tuple[Meeting, ...]:
    """Those with a family that the viewer may read, the newest first; one statement."""
    mine = select(SupervisedFamily.supervision_id).where(_IS_IN, SupervisedFamily.case_id.in_(_readable(viewer)))
    rows = await db.execute(_MEETING.where(Supervision.id.in_(mine)).order_by(*_NEWEST).limit(most))
    return tuple(Meeting(*row) for row in rows)


async def find_meeting(db: AsyncSession, viewer: Viewer, meeting_id: UUID) -> tuple[Meeting | None, tuple[Turn, ...]]:
    """It and the families in it that the viewer may read; None where there is none of them. Two statements."""
    given = select(SupervisionView.id).where(
        SupervisionView.supervised_id == SupervisedFamily.id, SupervisionView.practitioner_id == viewer.id
    )
    turns = await db.execute(
        select(SupervisedFamily.id, SupervisedFamily.case_id, Case.family_id, Family.name, Case.restricted,
               SupervisedFamily.revealed_at, SupervisedFamily.entry_id, given.exists(), _BEFORE)
        .join(Case, Case.id == SupervisedFamily.case_id)
        .join(Family, Family.id == Case.family_id)
        .where(SupervisedFamily.supervision_id == meeting_id, _IS_IN, SupervisedFamily.case_id.in_(_readable(viewer)))
        .order_by(SupervisedFamily.position)
    )  # fmt: skip
    found = tuple(Turn(*row) for row in turns)
    row = (await db.execute(_MEETING.where(Supervision.id == meeting_id))).one_or_none() if found else None
    return (Meeting(*row), found) if row else (None, ())


async def views_of(db: AsyncSession, meeting: Meeting, turn: Turn, reader_id: int) -> tuple[ViewGiven, ...]:
    """Everybody's once they were opened, in the order of the numbers; before that the reader's own and no other.

    This is the only place where views are read.
    """
    is_open = SupervisedFamily.revealed_at.is_not(None)
    rows = await db.execute(
        select(SupervisionView.practitioner_id, Practitioner.name, Practitioner.role, SupervisionView.safety,
               SupervisionView.evidence, SupervisionView.given_at, SupervisionView.phone_wrote_at,
               SupervisionView.revision)
        .join(SupervisedFamily, SupervisedFamily.id == SupervisionView.supervised_id)
        .join(Practitioner, Practitioner.id == SupervisionView.practitioner_id)
        .where(SupervisionView.supervised_id == turn.id,
               or_(is_open, SupervisionView.practitioner_id == reader_id))
        .order_by(SupervisionView.safety, Practitioner.name)
    )  # fmt: skip
    views = (ViewGiven(*row) for row in rows)
    facts = (meeting.planned_on, meeting.started_at, turn.revealed_at)
    return tuple(replace(view, mark=when_given(view.given_at, *facts)) for view in views)


def spread_of(views: Iterable[ViewGiven]) -> Apart | None:
    return apart([view.safety for view in views])


async def version_of(db: AsyncSession, meeting_id: UUID) -> int:
    """0 where there is no such meeting."""
    return await db.scalar(select(Supervision.version).where(Supervision.id == meeting_id)) or 0


async def turn_of_entry(db: AsyncSession, entry_id: UUID) -> UUID | None:
    """The meeting in which an entry was written down."""
    return await db.scalar(select(SupervisedFamily.supervision_id).where(SupervisedFamily.entry_id == entry_id))


def supervised_last(before: datetime) -> ScalarSelect[datetime | None]:
    """When a case was supervised last, earlier than `before`: to be selected beside other things of it."""
    of_it = SupervisedFamily.case_id == Case.id, SupervisedFamily.revealed_at < before
    return select(func.max(SupervisedFamily.revealed_at)).where(*of_it).correlate(Case).scalar_subquery()


def _readable(viewer: Viewer) -> Select[int]:
    return cases_for(viewer, Permission.READ)


_other = aliased(SupervisedFamily)
_is_earlier = or_(SupervisedFamily.revealed_at.is_(None), _other.revealed_at < SupervisedFamily.revealed_at)
_BEFORE = (
    select(func.max(_other.revealed_at))
    .where(_other.case_id == SupervisedFamily.case_id, _is_earlier)
    .correlate(SupervisedFamily)
    .scalar_subquery()
)
_HELD_AT = (
    select(func.min(Entry.happened_at))
    .join(SupervisedFamily, SupervisedFamily.entry_id == Entry.id)
    .where(SupervisedFamily.supervision_id == Supervision.id)
    .scalar_subquery()
)
_MEETING = select(
    Supervision.id, Supervision.team_id, Team.name, Supervision.planned_on, Supervision.started_at,
    Supervision.version, _HELD_AT,
).join(Team, Team.id == Supervision.team_id)  # fmt: skip
_IS_IN = SupervisedFamily.taken_out_at.is_(None)
_NEWEST = (Supervision.planned_on.desc(), Supervision.made_at.desc())
