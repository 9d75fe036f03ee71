"""The episodes of a census into cases, by the day of referral, with their plans and dated steps."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from store.exchange.census_parts import CensusChild, Episode
from store.importing.batches import change
from store.importing.census_known import Known
from store.importing.census_rows import child_facts, plans_of, referral_in_words, steps_of
from store.importing.families import closing
from store.tables.cases import Case, CaseDate, Plan
from store.tables.families import Person

Row = TypeVar("Row", Plan, CaseDate)


def take_cases(known: Known, child: CensusChild) -> tuple[list[Case], bool]:
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


def _case_for(known: Known, person: Person, number: str, episode: Episode) -> Case:
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


def take_plans(known: Known, case: Case, person: Person, episode: Episode) -> bool:
    """Whether a plan of the episode is new or changed."""
    return _take(known.plans, case, person, plans_of(episode), lambda kind, on: Plan(kind=kind, started_on=on))


def take_steps(known: Known, case: Case, person: Person, episode: Episode) -> bool:
    """Whether a dated step of the episode is new or changed."""
    return _take(known.steps, case, person, steps_of(episode), lambda kind, on: CaseDate(kind=kind, on=on))


def _take(
    kept: dict[tuple[int, tuple[int, str, date]], Row],
    case: Case,
    person: Person,
    found: dict[tuple[str, date], dict[str, Any]],
    make: Callable[[str, date], Row],
) -> bool:
    changed = False
    for (kind, on), values in found.items():
        key = case.id, (person.id, kind, on)
        is_new = key not in kept
        row = kept.setdefault(key, make(kind, on))
        changed |= change(row, case_id=case.id, person_id=person.id, **_keeping_the_end(row, values)) or is_new
    return changed


def _keeping_the_end(row: Row, values: dict[str, Any]) -> dict[str, Any]:
    """A census of before a conference here ended the plan knows of no end: it does not open the plan again."""
    ended = getattr(row, "ended_on", None)
    return values | {"ended_on": values["ended_on"] or ended} if ended else values
