"""The steps of a case from which a report gathers, read together with the council's list of its sections."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.calendar import LONDON, day_of
from store.practice.case_steps import Step
from store.practice.report.papers import GROUP_SUPERVISION, PaperPlan
from store.section_lists import kept_sections
from store.supervisions import supervised_last
from store.tables.cases import Case, CaseDate


async def steps_of(db: AsyncSession, case_id: int, today: date, paper: PaperPlan) -> tuple[tuple[Step, ...], Any]:
    """The case's own with the last group supervision before today, and the council's list of the paper's sections.

    Of a case without any step one row comes all the same.
    """
    begins = datetime.combine(today, time(), LONDON).astimezone(UTC)
    beside = supervised_last(begins).label("supervised"), kept_sections(paper).label("kept")
    rows = (await db.execute(
        select(CaseDate.kind, CaseDate.on, CaseDate.until, CaseDate.facts, *beside)
        .select_from(Case)
        .outerjoin(CaseDate, CaseDate.case_id == Case.id)
        .where(Case.id == case_id)
        .order_by(CaseDate.on, CaseDate.id)
    )).all()  # fmt: skip
    supervised = [Step(GROUP_SUPERVISION, day_of(row.supervised)) for row in rows[:1] if row.supervised]
    return (*(Step(*row[:4]) for row in rows if row.kind), *supervised), rows[0].kept
