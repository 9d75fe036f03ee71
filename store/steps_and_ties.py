"""The dated steps of a case and who is who to whom in its family: in one statement, as a report asks for both."""

from typing import Any

from sqlalchemy import CompoundSelect, Date, Integer, cast, func, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from store.case_access import CaseAccess
from store.practice.case_steps import Step
from store.practice.genogram import Tie
from store.tables.cases import CaseDate
from store.tables.families import Relationship


async def steps_and_ties(db: AsyncSession, case: CaseAccess) -> tuple[tuple[Step, ...], tuple[Tie, ...]]:
    """Steps as they came; of ties those that hold, as they were recorded."""
    rows = sorted(await db.execute(_both(case)), key=lambda row: row.nth)
    steps = tuple(Step(row.kind, row.day, row.until, row.facts) for row in rows if row.one is None)
    ties = tuple(Tie(row.kind, row.one, row.other, row.day) for row in rows if row.one is not None)
    return steps, ties


def _both(case: CaseAccess) -> CompoundSelect[Any]:
    steps = select(
        func.row_number().over(order_by=(CaseDate.on, CaseDate.id)).label("nth"), CaseDate.kind,
        CaseDate.on.label("day"), CaseDate.until, CaseDate.facts,
        cast(null(), Integer).label("one"), cast(null(), Integer).label("other"),
    ).where(CaseDate.case_id == case.case_id)  # fmt: skip
    ties = select(
        func.row_number().over(order_by=(Relationship.recorded_at, Relationship.id)), Relationship.kind,
        Relationship.since, cast(null(), Date), null(), Relationship.person_id, Relationship.other_id,
    ).where(Relationship.family_id == case.family_id, Relationship.ended_at.is_(None))  # fmt: skip
    return union_all(steps, ties)
