"""What a conference came to: the day, what was decided for each child, and who saw it differently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from starlette.responses import Response

from store.case_access import CaseAccess
from store.case_people import CasePerson, people_on
from store.conferences import ListedConference, find_conference, record_held
from store.practice.case_dates import CHILD_PROTECTION
from store.practice.case_facts import category_in_words
from store.practice.conferences import (
    CATEGORIES,
    DECIDES,
    EVERY_OUTCOME,
    Outcome,
    asks_for_category,
    outcome_in_words,
    outcomes_of,
)
from store.practice.plans_decided import what_forbids
from store.weekly_entries import lock_case
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.conferences import conference_id, open_case

LONGEST_DISSENT = 5000


@dataclass(frozen=True)
class Deciding:
    """One child with what can be decided for them; `category`: of the plan that runs."""

    child: CasePerson
    called: str
    choices: Sequence[tuple[str, str]]
    category: str


@dataclass(frozen=True)
class HoldingPage:
    """`typed`: by the field's name. `overtaken`: somebody else has recorded meanwhile what it came to."""

    case: CaseAccess
    conference: ListedConference
    children: Sequence[Deciding]
    today: date
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    overtaken: bool = False

    @property
    def asks_for_category(self) -> bool:
        return asks_for_category(self.conference.kind)

    @property
    def categories(self) -> list[tuple[str, str]]:
        return [(one, category_in_words(one).capitalize()) for one in CATEGORIES]

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        """Each child's name with what stands as decided for them."""
        said, kind = self.conference.outcomes, self.conference.kind
        names = {one.child.id: one.called for one in self.children}
        return [(names.get(child, ""), outcome_in_words(kind, one)) for child, one in said.items()]

    @property
    def order(self) -> list[str]:
        """The fields as they stand, for the list of errors."""
        of_children = (f"{part}-{one.child.id}" for one in self.children for part in ("outcome", "category"))
        return ["on", *of_children, "dissent"]


async def new(call: Call) -> Response:
    open_case(call)
    conference = await find_conference(call.db, conference_id(call))
    if not conference.is_booked:
        raise NotThere
    on = min(conference.on, call.today)
    children = await _children(call, conference, on)
    return _form(call, HoldingPage(call.case, conference, children, call.today, {"on": on.isoformat()}))


async def create(call: Call) -> Response:
    open_case(call)
    await lock_case(call.db, call.case.case_id)
    conference, form = await find_conference(call.db, conference_id(call)), Form(call.form)
    on = _day(form, call)
    children = await _children(call, conference, on or min(conference.on, call.today))
    page = HoldingPage(call.case, conference, children, call.today, _typed(call))
    if not conference.is_booked:
        return _form(call, replace(page, overtaken=True))
    outcomes = {one.child.id: _outcome(form, one, page, on) for one in page.children}
    dissent = form.text("dissent", longest=LONGEST_DISSENT)
    if form.errors or on is None:
        return _form(call, replace(page, errors=form.errors))
    await record_held(call.db, conference.id, on=on, outcomes=outcomes, dissent=dissent, by=call.me.id, now=call.now)
    call.did("conference held", subject=conference.id)
    return saved(call, f"/families/{call.case.family_id}/plans")


async def _children(call: Call, conference: ListedConference, on: date) -> Sequence[Deciding]:
    """Those of the family for whom such a meeting decides, with the plan that each had on the day it was held."""
    plan = DECIDES.get(conference.kind)
    people = await people_on(call.db, call.case)
    return [
        _deciding(child, people.called[child.id], conference, plan, on)
        for child in people.children if plan and not (child.died_on and child.died_on < on)
    ]  # fmt: skip


def _deciding(child: CasePerson, called: str, conference: ListedConference, plan: str, on: date) -> Deciding:
    """Once it is recorded, whatever could have been chosen: what somebody else chose meanwhile stands to be copied."""
    kind, running = conference.kind, [one for one in child.plans if one.runs_on(on)]
    held = next((one for one in running if one.kind == plan), None)
    protected = any(one.kind == CHILD_PROTECTION for one in running)
    choices = outcomes_of(kind, has_plan=held is not None, protected=protected)
    if not conference.is_booked:
        choices = tuple(dict.fromkeys(outcomes_of(kind, has_plan=True) + outcomes_of(kind, has_plan=False)))
    words = [(one, outcome_in_words(kind, Outcome(one))) for one in choices]
    return Deciding(child, called, words, held.category if held else "")


def _day(form: Form, call: Call) -> date | None:
    on = form.day("on")
    if on is None:
        form.errors.setdefault("on", "Say on which day it was held")
    elif on > call.today:
        form.errors["on"] = "This day is still to come"
    elif on < call.case.opened_on:
        form.errors["on"] = "The case was not open yet on this day"
    return None if "on" in form.errors else on


def _outcome(form: Form, one: Deciding, page: HoldingPage, on: date | None) -> Outcome:
    name, kind = f"outcome-{one.child.id}", page.conference.kind
    sent = form.text(name)
    decided = Outcome(form.choice(name, [key for key, _ in one.choices]))
    if on and sent in EVERY_OUTCOME and not decided.outcome:
        form.errors[name] = f"On {on:%-d %B %Y} it could not be “{outcome_in_words(kind, Outcome(sent))}”: choose again"
    elif not decided.outcome:
        form.errors.setdefault(name, f"Say what was decided for {one.called}")
    elif on and (why_not := what_forbids(kind, decided.outcome, one.child.plans, on)):
        form.errors[name] = f"{why_not}: look at the day, and at the plans of {one.called}"
    if not (decided.has_plan and page.asks_for_category):
        return decided
    return Outcome(decided.outcome, _category(form, one))


def _category(form: Form, one: Deciding) -> str:
    name = f"category-{one.child.id}"
    category = form.choice(name, CATEGORIES)
    if not category:
        form.errors.setdefault(name, f"Choose the category of {one.called}’s plan")
    return category


def _typed(call: Call) -> dict[str, str]:
    return {name: str(value) for name, value in call.form.items()}


def _form(call: Call, page: HoldingPage) -> Response:
    status = 409 if page.overtaken else 422 if page.errors else 200
    title = f"{page.conference.name}: what it came to"
    return call.page("conferences/holding.html", page, title=title, place="week", status=status)
