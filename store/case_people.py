"""The people of a case: the family's children and adults, with the plans that it has for them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Row, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.case_access import CaseAccess
from store.practice.ages import age
from store.practice.calendar import day_of
from store.practice.case_dates import PlanDates, ended_by
from store.practice.case_facts import category_in_words
from store.practice.dates_in_words import day_and_month
from store.practice.plan_chip import plan_words
from store.tables.cases import Plan
from store.tables.families import Person
from store.visits_that_count import last_seen


@dataclass(frozen=True)
class PersonPlan:
    """A plan of a child on this case; `kind` as in store.tables.cases.Plan."""

    kind: str
    category: str
    started_on: date
    ended_on: date | None

    def runs_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True)
class CasePerson:
    """One person of the family, with the plans that this case has for them (oldest first).

    `seen_on`: when a child was last seen on a visit, where that was asked for.
    """

    id: int
    kind: str
    given_name: str
    family_name: str
    relationship: str
    lives_here: bool
    birth_date: date | None
    expected_on: date | None
    died_on: date | None
    sex: str
    phone: str
    disabilities: tuple[str, ...]
    ethnicity: str
    upn: str
    council_id: str
    plans: tuple[PersonPlan, ...] = ()
    seen_on: date | None = None

    @property
    def is_child(self) -> bool:
        return self.kind == "child"

    @property
    def is_unborn(self) -> bool:
        return self.birth_date is None and self.expected_on is not None and self.died_on is None

    @property
    def seen_before_birth(self) -> bool:
        """The visit of `seen_on`, or the one to come, is to the parents: the child was not born by then."""
        return self.birth_date is None or (self.seen_on is not None and self.seen_on < self.birth_date)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def called(self) -> str:
        """As one speaks of a grown-up among others: Dawn (mother), Jim (uncle, died 3 May 2026)."""
        name = self.given_name or self.name
        died = f"died {day_and_month(self.died_on)} {self.died_on.year}" if self.died_on else ""
        about = ", ".join(filter(None, (self.relationship, died)))
        return f"{name} ({about})" if about else name

    def age(self, today: date) -> str:
        """7; 8 months; due 19 January; the age reached for a child who died."""
        return age(self.birth_date, self.died_on or today, self.expected_on)

    def running_plans(self, today: date) -> tuple[PersonPlan, ...]:
        """None from the day on which a child died: no meeting has to end the plan."""
        if self.died_on and self.died_on <= today:
            return ()
        return tuple(plan for plan in self.plans if plan.runs_on(today))

    def plan_chip(self, today: date) -> tuple[str, str]:
        """The gravest running plan as a chip's words and kind; empty without one."""
        return plan_words((plan.kind, category_in_words(plan.category)) for plan in self.running_plans(today))


@dataclass(frozen=True)
class CasePeople:
    """Children eldest first, the unborn last; adults who live with them first."""

    children: tuple[CasePerson, ...]
    adults: tuple[CasePerson, ...]

    @property
    def everyone(self) -> tuple[CasePerson, ...]:
        return self.children + self.adults

    @property
    def plan_dates(self) -> tuple[PlanDates, ...]:
        """Every plan of theirs on this case, for the reckoning of due dates."""
        return tuple(
            PlanDates(plan.kind, child.given_name, plan.started_on, ended_by(plan.ended_on, child.died_on),
                      plan.category, child.seen_on)
            for child in self.everyone
            for plan in child.plans
        )  # fmt: skip

    @property
    def called(self) -> dict[int, str]:
        """How each child is told from the others, by id: the given name, with the birthday where two have the same."""
        names = Counter(child.given_name for child in self.children)
        called = {child.id: _child_called(child, names[child.given_name] > 1) for child in self.children}
        return {id: _numbered(id, name, called) for id, name in called.items()}

    def by_id(self) -> dict[int, CasePerson]:
        return {person.id: person for person in self.everyone}


def _child_called(child: CasePerson, is_one_of_more: bool) -> str:
    if not child.given_name:
        return "the unborn child" if child.birth_date is None else "the child without a name"
    born = child.birth_date if is_one_of_more else None
    return f"{child.given_name}, born {day_and_month(born)} {born.year}" if born else child.given_name


def _numbered(id: int, name: str, called: Mapping[int, str]) -> str:
    """Twins who are not born, or not named yet: the unborn child (1 of 2)."""
    alike = [one for one, theirs in called.items() if theirs == name]
    return f"{name} ({alike.index(id) + 1} of {len(alike)})" if len(alike) > 1 else name


async def people_on(db: AsyncSession, case: CaseAccess, *, and_when_seen: bool = False) -> CasePeople:
    """The family's people with their plans on this case, in one statement."""
    statement = _AND_WHEN_SEEN if and_when_seen else _WITH_PLANS
    people = _gathered(await db.execute(statement, {"case": case.case_id, "family": case.family_id}))
    return CasePeople(
        tuple(sorted((p for p in people if p.is_child), key=lambda p: (p.birth_date or date.max, p.id))),
        tuple(sorted((p for p in people if not p.is_child), key=lambda p: (not p.lives_here, p.id))),
    )


_WITH_PLANS = (
    select(Person, Plan)
    .outerjoin(Plan, and_(Plan.person_id == Person.id, Plan.case_id == bindparam("case")))
    .where(Person.family_id == bindparam("family"))
    .order_by(Person.id, Plan.started_on, Plan.id)
)
_AND_WHEN_SEEN = _WITH_PLANS.add_columns(last_seen(bindparam("case", type_=Integer())))


def _gathered(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[CasePerson]:
    people: dict[int, tuple[Person, date | None, list[PersonPlan]]] = {}
    for person, plan, *seen in rows:
        seen_on = day_of(seen[0]) if any(seen) else None
        plans = people.setdefault(person.id, (person, seen_on, []))[-1]
        if plan:
            plans.append(PersonPlan(plan.kind, plan.category, plan.started_on, plan.ended_on))
    return [_person(*found) for found in people.values()]


def _person(person: Person, seen_on: date | None, plans: Iterable[PersonPlan]) -> CasePerson:
    same = ("id", "kind", "given_name", "family_name", "relationship", "lives_here", "birth_date", "expected_on",
            "died_on", "sex", "phone", "ethnicity", "upn")  # fmt: skip
    facts = {name: getattr(person, name) for name in same} | {"council_id": person.council_id or ""}
    return CasePerson(**facts, disabilities=tuple(person.disabilities), plans=tuple(plans), seen_on=seen_on)
