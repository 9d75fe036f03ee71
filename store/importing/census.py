"""The children in need census into the record: children, their cases by the day of referral, plans and steps.

A child is known by the council's number (LAchildID). A census has no names: a child who is not known yet
becomes a family of its own, “Child” and the number, until a caseload list says who that is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.database import Database
from store.exchange.census_parts import CensusChild, Episode
from store.exchange.refusal import Refusal
from store.importing.batches import Batch, Imported, change, import_records
from store.importing.census_rows import PlanKey, StepKey, child_facts, plans_of, referral_in_words, rows_of, steps_of
from store.importing.families import (
    cases_by_family,
    closing,
    free_reference,
    people_by_number,
    taken_references,
    team_id_for,
    unnamed,
)  # fmt: skip
from store.importing.new_rows import insert_new, insert_with_ids, only_new
from store.tables.cases import Case, CaseDate, Plan
from store.tables.families import Family, Person
from store.trail import Trail

ACT = "imported from a census"
SEX = {"male": "M", "female": "F"}


async def import_census(
    database: Database,
    trail: Trail,
    children: Iterator[CensusChild | Refusal],
    *,
    team: str | None,
    progress: Callable[[int], None] = lambda read: None,
) -> Imported:
    """Take the children; the same census again changes nothing. New cases go to `team`, or to “Unassigned”."""

    async def take(batch: Batch[CensusChild]) -> None:
        await _take(batch, await _known(batch, team))

    return await import_records(database, trail, children, take, progress, rows_of)


@dataclass
class _Known:
    """What the database holds of a batch's children, and what the batch has added since."""

    team_id: int
    people: dict[str, Person]
    cases: dict[int, list[Case]]
    plans: dict[tuple[int, PlanKey], Plan]
    steps: dict[tuple[int, StepKey], CaseDate]


async def _known(batch: Batch[CensusChild], team: str | None) -> _Known:
    db = batch.db
    people = await people_by_number(db, {child.identifiers.child_id for child in batch.records})
    cases = await cases_by_family(db, (person.family_id for person in people.values()))
    ids = [case.id for found in cases.values() for case in found]
    plans = await db.scalars(select(Plan).where(Plan.case_id.in_(ids)))
    steps = await db.scalars(select(CaseDate).where(CaseDate.case_id.in_(ids)))
    return _Known(
        await team_id_for(db, team), people, cases,
        {(plan.case_id, (plan.person_id, plan.kind, plan.started_on)): plan for plan in plans},
        {(step.case_id, (step.person_id or 0, step.kind, step.on)): step for step in steps},
    )  # fmt: skip


async def _take(batch: Batch[CensusChild], known: _Known) -> None:
    """In steps that each wait for the database once: families; their children and cases; plans and dated steps."""
    db, children = batch.db, batch.records
    changed = await _take_people(db, known, children)
    cases: dict[int, list[Case]] = {}
    for child in children:
        cases[child.line], case_changed = _take_cases(known, child)
        changed |= {child.line} if case_changed else set()
    await insert_with_ids(db, only_new(case for some in cases.values() for case in some), Case.source_key)
    for child in children:
        person = known.people[child.identifiers.child_id]
        for case, episode in zip(cases[child.line], child.episodes, strict=True):
            if _take_plans(known, case, person, episode) | _take_steps(known, case, person, episode):
                changed.add(child.line)
        batch.took(changed=child.line in changed, family_id=person.family_id, case_id=cases[child.line][-1].id,
                   subject=child.identifiers.child_id, act=ACT)  # fmt: skip
    await insert_new(db, only_new(known.plans.values()))
    await insert_new(db, only_new(known.steps.values()))


async def _take_people(db: AsyncSession, known: _Known, children: list[CensusChild]) -> set[int]:
    """Every child into `known.people`, a new one in a family of its own; gives the lines that changed something."""
    numbers = [child.identifiers.child_id for child in children]
    families = await _families(db, [number for number in numbers if number not in known.people])
    for number, family in families.items():
        known.people[number] = Person(
            family_id=family.id, kind="child", given_name="Child", family_name=number, council_id=number
        )
    changed = {child.line for child in children if _change_person(known, child)}
    await insert_with_ids(db, [known.people[number] for number in families], Person.council_id)
    return changed | {child.line for child in children if child.identifiers.child_id in families}


async def _families(db: AsyncSession, numbers: list[str]) -> dict[str, Family]:
    taken = await taken_references(db, numbers)
    families = {
        number: Family(reference=await free_reference(db, number, taken), name=unnamed(number), address_lines=[],
                       warnings=[]) for number in numbers
    }  # fmt: skip
    await insert_with_ids(db, families.values(), Family.reference)
    return families


def _change_person(known: _Known, child: CensusChild) -> bool:
    person = known.people[child.identifiers.child_id]
    return change(person, **_of_the_person(child, person))


def _of_the_person(child: CensusChild, person: Person) -> dict[str, Any]:
    """What the census says now; what it leaves out takes nothing away."""
    about, features = child.identifiers, child.characteristics
    return {
        "birth_date": about.birth_date or person.birth_date,
        "expected_on": about.expected_birth_date or person.expected_on,
        "died_on": about.death_date or person.died_on,
        "sex": SEX.get(about.sex, person.sex or ""),
        "upn": about.upn or person.upn or "",
        "former_upn": about.former_upn or person.former_upn or "",
        "upn_unknown": about.upn_unknown or "",
        "ethnicity": features.ethnicity or person.ethnicity or "",
        "disabilities": list(features.disabilities) or person.disabilities or [],
    }


def _take_cases(known: _Known, child: CensusChild) -> tuple[list[Case], bool]:
    """The case of each of the child's episodes, in their order; whether one is new or changed."""
    person, number, changed = known.people[child.identifiers.child_id], child.identifiers.child_id, False
    taken = list[Case]()
    for episode in child.episodes:
        case = _case_for(known, person, number, episode)
        facts = _facts(case.facts, number, episode)
        changed |= change(case, facts=facts, closed_on=closing(facts),
                          referral=case.referral or referral_in_words(episode))  # fmt: skip
        taken.append(case)
    return taken, changed


def _case_for(known: _Known, person: Person, number: str, episode: Episode) -> Case:
    """One case for a family and a day of referral: brothers and sisters who were referred together share it."""
    cases = known.cases.setdefault(person.family_id, [])
    case = next((c for c in cases if c.opened_on == episode.referred_on), None)
    if case is None:
        case = Case(family_id=person.family_id, team_id=known.team_id, opened_on=episode.referred_on, facts={},
                    source_key=f"census:{number}:{episode.referred_on}")  # fmt: skip
        cases.append(case)
    return case


def _facts(before: dict[str, Any], number: str, episode: Episode) -> dict[str, Any]:
    """Each child's own facts of the episode; those of the first child stand for the case."""
    children = {**before.get("children", {}), number: child_facts(episode)}
    return {**before, **next(iter(children.values())), "children": children}


def _take_plans(known: _Known, case: Case, person: Person, episode: Episode) -> bool:
    changed = False
    for (kind, started_on), values in plans_of(episode).items():
        key = case.id, (person.id, kind, started_on)
        plan = known.plans.get(key)
        if plan is None:
            plan = known.plans[key] = Plan(case_id=case.id, person_id=person.id, kind=kind, started_on=started_on)
            changed = True
        changed |= change(plan, **values)
    return changed


def _take_steps(known: _Known, case: Case, person: Person, episode: Episode) -> bool:
    changed = False
    for (kind, on), values in steps_of(episode).items():
        key = case.id, (person.id, kind, on)
        step = known.steps.get(key)
        if step is None:
            step = known.steps[key] = CaseDate(case_id=case.id, person_id=person.id, kind=kind, on=on)
            changed = True
        changed |= change(step, **values)
    return changed
