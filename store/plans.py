"""A family's cases with their steps and plans, as far as one may see them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.case_steps import Step
from store.practice.permissions import Permission
from store.tables.cases import Case, CaseDate, Plan
from store.tables.people import Team
from store.visibility import Viewer, cases_for


@dataclass(frozen=True)
class DatedStep:
    """A step of a case, of one child or (person_id None) of all."""

    person_id: int | None
    step: Step


@dataclass(frozen=True)
class HeldPlan:
    """One child's plan on one case; `facts` as they were imported."""

    case_id: int
    person_id: int
    kind: str
    category: str
    started_on: date
    ended_on: date | None
    facts: dict[str, Any]

    def runs_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True)
class CaseHistory:
    """One period of work with the family. `source_key`: where it was imported from, None when made here."""

    case_id: int
    team: str
    opened_on: date
    closed_on: date | None
    referral: str
    facts: dict[str, Any]
    source_key: str | None
    steps: tuple[DatedStep, ...] = ()
    plans: tuple[HeldPlan, ...] = field(default=())


async def list_cases(db: AsyncSession, viewer: Viewer, family_id: int) -> tuple[CaseHistory, ...]:
    """Every case of the family that `viewer` may read, the open and the newest first; two statements."""
    visible = (Case.family_id == family_id, Case.id.in_(cases_for(viewer, Permission.READ)))
    rows = await db.execute(
        select(Case, Team.name, CaseDate)
        .join(Team, Team.id == Case.team_id)
        .outerjoin(CaseDate, CaseDate.case_id == Case.id)
        .where(*visible)
        .order_by(Case.closed_on.is_not(None), Case.opened_on.desc(), Case.id.desc(), CaseDate.on, CaseDate.id)
    )
    plans = await db.scalars(
        select(Plan).join(Case, Case.id == Plan.case_id).where(*visible).order_by(Plan.started_on, Plan.id)
    )
    return _histories(rows, [_plan(plan) for plan in plans])


def _histories(rows: Iterable[Row[Case, str, CaseDate]], plans: Iterable[HeldPlan]) -> tuple[CaseHistory, ...]:
    cases: dict[int, CaseHistory] = {}
    steps: dict[int, list[DatedStep]] = {}
    for case, team, dated in rows:
        cases.setdefault(case.id, _history(case, team))
        if dated:
            step = Step(dated.kind, dated.on, dated.until, dated.facts)
            steps.setdefault(case.id, []).append(DatedStep(dated.person_id, step))
    plans = tuple(plans)
    return tuple(
        replace(case, steps=tuple(steps.get(key, ())), plans=tuple(plan for plan in plans if plan.case_id == key))
        for key, case in cases.items()
    )


def _history(case: Case, team: str) -> CaseHistory:
    return CaseHistory(case.id, team, case.opened_on, case.closed_on, case.referral, case.facts, case.source_key)


def _plan(plan: Plan) -> HeldPlan:
    return HeldPlan(plan.case_id, plan.person_id, plan.kind, plan.category, plan.started_on, plan.ended_on, plan.facts)
