"""Conference reports that a chair reads in Weekbook: those that were shared with them, and nothing else of a family."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, insert, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.cases import Case
from store.tables.families import Family
from store.tables.people import Practitioner
from store.tables.report_copies import ReportSharing, SharedReport
from store.tables.report_versions import ReportVersion
from store.visibility import FAMILY_IS_RESTRICTED, restricted_since

CHAIR_ROLE = "conference_chair"


@dataclass(frozen=True)
class SharedWithMe:
    """`on`: when it was shared; `by`: who shared it; `conference`: the next one that is booked. `restricted`: the
    family is, and it was shared after that.
    """

    id: UUID
    case_id: int
    version_id: UUID
    family: str
    reference: str
    number: int
    on: date
    by: str
    conference: date | None
    restricted: bool

    may_share = False

    @property
    def href(self) -> str:
        return f"/shared-reports/{self.id}"


async def list_shared(db: AsyncSession, reader_id: int) -> tuple[SharedWithMe, ...]:
    """Of each family's report the newest version that was shared, the one that is needed first at the top."""
    rows = await db.execute(_shared(reader_id).order_by(ReportVersion.handed_over_at, ReportSharing.at))
    newest = {one.case_id: one for one in (SharedWithMe(*row) for row in rows)}
    return tuple(sorted(newest.values(), key=lambda one: (one.conference or date.max, one.family)))


async def find_shared(db: AsyncSession, sharing_id: UUID, reader_id: int) -> SharedWithMe | None:
    """None where it was not shared with them, or not any more, or the family was restricted since."""
    row = (await db.execute(_shared(reader_id).where(ReportSharing.id == sharing_id))).one_or_none()
    return SharedWithMe(*row) if row else None


async def list_chairs(db: AsyncSession) -> tuple[tuple[int, str], ...]:
    """Who chairs conferences and works here, by name."""
    here = (Practitioner.role == CHAIR_ROLE, Practitioner.left_on.is_(None))
    rows = await db.execute(select(Practitioner.id, Practitioner.name).where(*here).order_by(Practitioner.name))
    return tuple((id, name) for id, name in rows)


async def share_here(db: AsyncSession, *, sharing_id: UUID, reader_id: int) -> None:
    await db.execute(insert(SharedReport).values(sharing_id=sharing_id, reader_id=reader_id))


async def end_reading(db: AsyncSession, *, report_id: UUID, by: int, now: datetime) -> tuple[int, ...]:
    """For every chair who reads any version of the report. Who did until now."""
    versions = select(ReportVersion.id).where(ReportVersion.report_id == report_id)
    shared = select(ReportSharing.id).where(ReportSharing.version_id.in_(versions))
    reading = (SharedReport.sharing_id.in_(shared), SharedReport.ended_at.is_(None))
    ended = {"ended_by_id": by, "ended_at": now}
    done = await db.scalars(update(SharedReport).where(*reading).values(**ended).returning(SharedReport.reader_id))
    return tuple(sorted(set(done)))


def _shared(reader_id: int) -> Select[*tuple[Any, ...]]:
    mine = (SharedReport.reader_id == reader_id, SharedReport.ended_at.is_(None), ~restricted_since(ReportSharing.at))
    return (
        select(ReportSharing.id, ReportVersion.case_id, ReportVersion.id, Family.name, Family.reference,
               ReportVersion.number, ReportSharing.on, Practitioner.name, Case.next_conference_on,
               or_(Case.restricted == true(), FAMILY_IS_RESTRICTED))
        .join(SharedReport, SharedReport.sharing_id == ReportSharing.id)
        .join(ReportVersion, ReportVersion.id == ReportSharing.version_id)
        .join(Case, Case.id == ReportVersion.case_id)
        .join(Family, Family.id == Case.family_id)
        .join(Practitioner, Practitioner.id == ReportSharing.by_id)
        .where(*mine)
    )  # fmt: skip
