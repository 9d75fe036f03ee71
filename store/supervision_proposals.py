"""The families that could come next into a group supervision."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.calendar import day_of
from store.practice.permissions import Permission
from store.practice.timescale import due_on
from store.practice.timescales import by_key
from store.tables.cases import Case, CaseDate
from store.tables.families import Family
from store.tables.supervision import SupervisedFamily
from store.timescales import as_set, kept_timescales
from store.visibility import Viewer, cases_for


@dataclass(frozen=True)
class Proposed:
    """A family that could come next. `last_on`: when it was supervised last, None where it never was."""

    case_id: int
    family: str
    last_on: date | None
    due_on: date


async def propose(db: AsyncSession, viewer: Viewer) -> tuple[Proposed, ...]:
    """The open cases of whoever holds a meeting, those due first before the others; one statement."""
    opened = select(func.max(SupervisedFamily.revealed_at)).where(SupervisedFamily.case_id == Case.id)
    imported = select(func.max(CaseDate.on)).where(CaseDate.case_id == Case.id, CaseDate.kind == "group_supervision")
    rows = await db.execute(
        select(
            Case.id,
            Family.name,
            Case.opened_on,
            opened.scalar_subquery(),
            imported.scalar_subquery(),
            kept_timescales(),
        )
        .join(Family, Family.id == Case.family_id)
        .where(Case.id.in_(cases_for(viewer, Permission.SIGN_OFF)), Case.closed_on.is_(None))
    )
    return tuple(sorted((_proposed(*row) for row in rows), key=lambda one: (one.due_on, one.family)))


def _proposed(
    case_id: int, family: str, since: date, opened: datetime | None, imported: date | None, kept: Any
) -> Proposed:  # fmt: skip
    days = [day for day in (day_of(opened) if opened else None, imported) if day]
    last = max(days, default=None)
    return Proposed(case_id, family, last, due_on(by_key(as_set(kept))["group_supervision"], last or since))
