"""Plans and dates of a family: what is due and why, each child's plans, the steps, the referrals."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from store.bank_holidays import around
from store.case_access import CaseAccess
from store.case_people import CasePeople, CasePerson, people_on
from store.conferences import ListedConference, list_conferences
from store.plans import list_cases
from store.practice.case_history import CaseHistory, Facts, HeldPlan
from store.practice.case_steps import case_dates
from store.practice.conferences import outcome_in_words
from store.practice.due import due_dates
from store.practice.due_date import DueDate, words
from store.practice.timescale import Timescale
from store.practice.timescales import by_key
from store.practice.weekly_summary import worth_saying
from web.due_chips import chip_of
from web.endpoint import Call


@dataclass(frozen=True)
class DueRow:
    """`why`: the rule in one sentence; `source`: who says so; `kind`: of its chip."""

    words: str
    kind: str
    due: DueDate
    why: str
    source: str


@dataclass(frozen=True)
class PlansPage:
    """`this_case`: the one behind the address; `before`: others that one may see. `names`: given names by id."""

    case: CaseAccess
    tab: str
    today: date
    due: tuple[DueRow, ...]
    people: CasePeople
    this_case: CaseHistory
    before: tuple[CaseHistory, ...]
    conferences: tuple[ListedConference, ...]

    @property
    def coming(self) -> tuple[ListedConference, ...]:
        """What is set and not recorded yet, the soonest first; a day that has gone by waits for what it came to."""
        return tuple(one for one in reversed(self.conferences) if one.is_booked)

    @property
    def settled(self) -> tuple[ListedConference, ...]:
        return tuple(one for one in self.conferences if not one.is_booked)

    def outcomes(self, conference: ListedConference) -> list[tuple[str, str]]:
        names = self.people.called
        said = conference.outcomes.items()
        return [(names.get(child, ""), outcome_in_words(conference.kind, one)) for child, one in said]

    @property
    def names(self) -> dict[int, str]:
        return {person.id: person.given_name for person in self.people.everyone}

    def running(self, child: CasePerson) -> tuple[HeldPlan, ...]:
        return self.this_case.running_plans(child.id, self.today)

    @property
    def without_plan(self) -> tuple[str, ...]:
        return tuple(child.given_name for child in self.people.children
                     if not (child.died_on or self.running(child)))  # fmt: skip

    @property
    def undated(self) -> tuple[tuple[str, Facts], ...]:
        """Pre-proceedings of which no day is known: whose, and what is known."""
        of = {child.council_id: child.given_name for child in self.people.children}
        return tuple((of.get(key, ""), facts) for key, facts in self.this_case.undated)

    @property
    def ended(self) -> tuple[HeldPlan, ...]:
        return self.this_case.ended_plans(self.today)


async def show(call: Call) -> Response:
    people = await people_on(call.db, call.case, and_when_seen=True)
    cases = await list_cases(call.db, call.me.viewer(call.today), call.case.family_id)
    this = next(case for case in cases if case.case_id == call.case.case_id)
    page = PlansPage(
        case=call.case,
        tab="plans",
        today=call.today,
        due=_due(call, people, this),
        people=people,
        this_case=this,
        before=tuple(case for case in cases if case is not this),
        conferences=await list_conferences(call.db, call.case.case_id),
    )
    return call.page("families/plans.html", page, title="Plans and dates of the family", place="week")


def _due(call: Call, people: CasePeople, this: CaseHistory) -> tuple[DueRow, ...]:
    if call.case.closed_on:
        return ()
    dates = case_dates(
        today=call.today,
        opened=this.opened_on,
        plans=people.plan_dates,
        steps=[dated.step for dated in this.steps],
        next_conference=call.case.next_conference_on,
    )
    rules = by_key(this.timescales)
    found = worth_saying(due_dates(dates, call.today, around(call.today.year), this.timescales))
    return tuple(
        DueRow(words(due, call.today), chip_of(due), due, _why(due, rules[due.key]), due.source) for due in found
    )


def _why(due: DueDate, rule: Timescale) -> str:
    """Visit under a child protection plan: within 10 working days of the last visit."""
    if due.booked:
        return f"{rule.label}: this is the day that was booked."
    return f"{rule.label}: {rule.words} {'before' if rule.before else 'after'} {rule.trigger}."
