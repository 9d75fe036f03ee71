"""Plans and dates of a family: what is due and why, each child's plans, the steps, the referrals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from store.bank_holidays import around
from store.case_people import CasePeople, CasePerson, people_on
from store.plans import CaseHistory, DatedStep, HeldPlan, list_cases
from store.practice.calendar import day_of
from store.practice.case_dates import VisitMade
from store.practice.case_facts import facts_in_words
from store.practice.case_steps import Step, case_dates
from store.practice.due import due_dates
from store.practice.due_date import DueDate, words
from store.practice.plans_in_words import gravity, origin_in_words, plan_in_words, step_in_words
from store.practice.timescales import by_key
from store.practice.weekly_summary import worth_saying
from store.story import last_visit_at
from store.visibility import CaseAccess
from web.endpoint import Call


@dataclass(frozen=True)
class DueRow:
    """`why`: the rule in one sentence; `source`: who says so."""

    words: str
    due: DueDate
    why: str
    source: str


@dataclass(frozen=True)
class PlanRow:
    """`who`: the child's given name."""

    name: str
    who: str
    plan: HeldPlan
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ChildPlans:
    child: CasePerson
    running: tuple[PlanRow, ...]


@dataclass(frozen=True)
class StepRow:
    """`who`: the given name of the child whom it concerns; empty for all."""

    name: str
    who: str
    step: Step
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CaseRow:
    """One period of work; `steps` and `plans` newest first."""

    case: CaseHistory
    steps: tuple[StepRow, ...]
    plans: tuple[PlanRow, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def origin(self) -> str:
        """Where the case came from, when it was imported."""
        return origin_in_words(self.case.source_key)


@dataclass(frozen=True)
class PlansPage:
    case: CaseAccess
    tab: str
    due: tuple[DueRow, ...]
    children: tuple[ChildPlans, ...]
    ended: tuple[PlanRow, ...]
    this_case: CaseRow
    before: tuple[CaseRow, ...]


async def show(call: Call) -> Response:
    people = await people_on(call.db, call.case)
    cases = await list_cases(call.db, call.me.viewer(call.today), call.case.family_id)
    visited = await last_visit_at(call.db, call.case.case_id)
    rows = {case.case_id: _case_row(case, people) for case in cases}
    this = rows.pop(call.case.case_id)
    visits = [VisitMade(day_of(visited), carried_out=True, child_seen=True)] if visited else []
    page = PlansPage(
        case=call.case,
        tab="plans",
        due=_due(call, people, this.case, visits),
        children=tuple(_child_plans(child, this, call.today) for child in people.children),
        ended=tuple(plan for plan in this.plans if not plan.plan.runs_on(call.today)),
        this_case=this,
        before=tuple(rows.values()),
    )
    return call.page("families/plans.html", page, title="Plans and dates of the family", place="week")


def _due(call: Call, people: CasePeople, this: CaseHistory, visits: Iterable[VisitMade]) -> tuple[DueRow, ...]:
    if call.case.closed_on:
        return ()
    dates = case_dates(
        today=call.today,
        opened=this.opened_on,
        plans=people.plan_dates,
        steps=[dated.step for dated in this.steps],
        visits=visits,
        next_conference=call.case.next_conference_on,
    )
    found = worth_saying(due_dates(dates, call.today, around(call.today.year)))
    return tuple(DueRow(words(due, call.today), due, _why(due), due.source) for due in found)


def _why(due: DueDate) -> str:
    """Visit under a child protection plan: within 10 working days of the last visit."""
    rule = by_key()[due.key]
    if due.booked:
        return f"{rule.label}: this is the day that was booked."
    return f"{rule.label}: {rule.words} {'before' if rule.before else 'after'} {rule.trigger}."


def _child_plans(child: CasePerson, row: CaseRow, today: date) -> ChildPlans:
    theirs = [plan for plan in row.plans if plan.plan.person_id == child.id]
    running = sorted((plan for plan in theirs if plan.plan.runs_on(today)), key=lambda plan: gravity(plan.plan.kind))
    return ChildPlans(child, tuple(running))


def _case_row(case: CaseHistory, people: CasePeople) -> CaseRow:
    names = {person.id: person.given_name for person in people.everyone}
    return CaseRow(
        case=case,
        steps=tuple(_step_row(dated, names) for dated in reversed(case.steps)),
        plans=tuple(_plan_row(plan, names) for plan in reversed(case.plans)),
        facts=tuple((label, said) for label, said in facts_in_words(case.facts) if not _is_said(case, said)),
    )


def _is_said(case: CaseHistory, words: str) -> bool:
    """It stands in the referral's own text, or among the case's dates."""
    days = {f"{day:%-d %B %Y}" for day in (case.opened_on, case.closed_on) if day}
    return words in case.referral or words in days


def _step_row(dated: DatedStep, names: Mapping[int, str]) -> StepRow:
    who = names.get(dated.person_id, "") if dated.person_id else ""
    return StepRow(step_in_words(dated.step.kind), who, dated.step, facts_in_words(dated.step.facts))


def _plan_row(plan: HeldPlan, names: Mapping[int, str]) -> PlanRow:
    name = plan_in_words(plan.kind, plan.category)
    return PlanRow(name, names.get(plan.person_id, ""), plan, facts_in_words(plan.facts))
