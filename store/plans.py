"""A family's cases with their steps and plans, as far as one may see them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.case_dates import ended_by
from store.practice.case_history import CaseHistory, DatedStep, HeldPlan
from store.practice.case_steps import Step
from store.practice.permissions import Permission
from store.practice.timescale import Timescale
from store.tables.cases import Case, CaseDate, Plan
from store.tables.families import Person
from store.tables.people import Team
from store.timescales import as_set, kept_timescales
from store.visibility import Viewer, cases_for


async def list_cases(db: AsyncSession, viewer: Viewer, family_id: int) -> tuple[CaseHistory, ...]:
    """Every case of the family that `viewer` may read, the open and the newest first; two statements."""
    visible = (Case.family_id == family_id, Case.id.in_(cases_for(viewer, Permission.READ)))
    rows = await db.execute(
        select(Case, Team.name, CaseDate, kept_timescales())
        .join(Team, Team.id == Case.team_id)
        .outerjoin(CaseDate, CaseDate.case_id == Case.id)
        .where(*visible)
        .order_by(Case.closed_on.is_not(None), Case.opened_on.desc(), Case.id.desc(), CaseDate.on, CaseDate.id)
    )
    plans = await db.execute(
        select(Plan, Person.died_on)
        .join(Case, Case.id == Plan.case_id)
        .join(Person, Person.id == Plan.person_id)
        .where(*visible)
        .order_by(Plan.started_on, Plan.id)
    )
    return _histories(rows, [_plan(plan, died_on) for plan, died_on in plans])


def _histories(rows: Iterable[Row[Case, str, CaseDate, Any]], plans: Iterable[HeldPlan]) -> tuple[CaseHistory, ...]:
    cases: dict[int, CaseHistory] = {}
    steps: dict[int, list[DatedStep]] = {}
    for case, team, dated, kept in rows:
        if case.id not in cases:
            cases[case.id] = _history(case, team, as_set(kept))
        if dated:
            step = Step(dated.kind, dated.on, dated.until, dated.facts)
            steps.setdefault(case.id, []).append(DatedStep(dated.person_id, step))
    plans = tuple(plans)
    return tuple(
        replace(case, steps=tuple(steps.get(key, ())), plans=tuple(plan for plan in plans if plan.case_id == key))
        for key, case in cases.items()
    )


def _history(case: Case, team: str, timescales: tuple[Timescale, ...]) -> CaseHistory:
    return CaseHistory(
        case.id, team, case.opened_on, case.closed_on, case.referral, case.facts, case.source_key, timescales
    )  # fmt: skip


def _plan(plan: Plan, died_on: date | None) -> HeldPlan:
    ended_on = ended_by(plan.ended_on, died_on)
    return HeldPlan(plan.case_id, plan.person_id, plan.kind, plan.category, plan.started_on, ended_on, plan.facts)
