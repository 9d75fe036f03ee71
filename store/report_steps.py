"""What a report asks of its case beside people and entries, in one statement: steps, ties, the council's sections."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import CompoundSelect, Date, Integer, String, cast, func, literal, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from store.case_access import CaseAccess
from store.practice.calendar import LONDON, day_of
from store.practice.case_steps import Step
from store.practice.genogram import Tie
from store.practice.report.papers import GROUP_SUPERVISION, PaperPlan
from store.section_lists import kept_sections
from store.supervisions import supervised_last
from store.tables.cases import Case, CaseDate
from store.tables.families import Relationship


@dataclass(frozen=True)
class CaseGround:
    """`steps`: as they came, and the last group supervision before today; `ties`: those that hold, as they were
    recorded; `kept`: the council's list of the paper's sections.
    """

    steps: tuple[Step, ...]
    ties: tuple[Tie, ...]
    kept: Any


async def ground_of(db: AsyncSession, case: CaseAccess, today: date, paper: PaperPlan) -> CaseGround:
    begins = datetime.combine(today, time(), LONDON).astimezone(UTC)
    rows = sorted(await db.execute(_all(case, begins, paper)), key=lambda row: row.nth)
    beside, *others = rows
    steps = [Step(row.kind, row.day, row.until, row.facts) for row in others if row.one is None]
    if beside.supervised:
        steps.append(Step(GROUP_SUPERVISION, day_of(beside.supervised)))
    ties = (Tie(row.kind, row.one, row.other, row.day) for row in others if row.one is not None)
    return CaseGround(tuple(steps), tuple(ties), beside.facts)


def _all(case: CaseAccess, begins: datetime, paper: PaperPlan) -> CompoundSelect[Any]:
    """The row beside the others is the first, so that its columns say what kind of value each is."""
    nobody = cast(null(), Integer), cast(null(), Integer)
    beside = select(
        literal(0).label("nth"), cast(null(), String).label("kind"), cast(null(), Date).label("day"),
        cast(null(), Date).label("until"), kept_sections(paper).label("facts"), nobody[0].label("one"),
        nobody[1].label("other"), supervised_last(begins).label("supervised"),
    ).select_from(Case).where(Case.id == case.case_id)  # fmt: skip
    steps = select(
        func.row_number().over(order_by=(CaseDate.on, CaseDate.id)), CaseDate.kind, CaseDate.on, CaseDate.until,
        CaseDate.facts, *nobody, null(),
    ).where(CaseDate.case_id == case.case_id)  # fmt: skip
    ties = select(
        func.row_number().over(order_by=(Relationship.recorded_at, Relationship.id)), Relationship.kind,
        Relationship.since, cast(null(), Date), null(), Relationship.person_id, Relationship.other_id, null(),
    ).where(Relationship.family_id == case.family_id, Relationship.ended_at.is_(None))  # fmt: skip
    return union_all(beside, steps, ties)
