"""What both imports do: find the families that are known already, and make new ones."""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.council import find_or_make_team_id
from store.tables.cases import Case
from store.tables.families import Family, Person

UNASSIGNED, COUNCIL = "Unassigned", "Council"
SEX = {"male": "M", "female": "F"}


async def team_id_for(db: AsyncSession, name: str | None) -> int:
    """The team that new cases go to: the named one, or one that is made to hold what nobody has taken on."""
    return await find_or_make_team_id(db, name=name or UNASSIGNED, area=COUNCIL)


async def people_by_number(db: AsyncSession, numbers: Collection[str]) -> dict[str, Person]:
    """Those of the council's numbers that are known."""
    rows = await db.scalars(select(Person).where(Person.council_id.in_(numbers)))
    return {str(person.council_id): person for person in rows}


async def families_by_id(db: AsyncSession, ids: Iterable[int]) -> dict[int, Family]:
    return {family.id: family for family in await db.scalars(select(Family).where(Family.id.in_(set(ids))))}


async def cases_by_family(db: AsyncSession, ids: Iterable[int]) -> dict[int, list[Case]]:
    """Each family's cases, the oldest first."""
    found: dict[int, list[Case]] = {}
    for case in await db.scalars(select(Case).where(Case.family_id.in_(set(ids))).order_by(Case.opened_on, Case.id)):
        found.setdefault(case.family_id, []).append(case)
    return found


async def taken_references(db: AsyncSession, wanted: Collection[str]) -> set[str]:
    """Those of the references that a family has."""
    return set(await db.scalars(select(Family.reference).where(Family.reference.in_(wanted))))


async def free_reference(db: AsyncSession, wanted: str, taken: set[str]) -> str:
    """The council's number as the family's reference, with a number after it where another family has it.

    `taken` (of taken_references) learns what is given: all alike are looked for only where one is taken, as
    that goes through every family.
    """
    if wanted in taken:
        alike = select(Family.reference).where(Family.reference.startswith(wanted, autoescape=True))
        taken.update(await db.scalars(alike))
        wanted = next(f"{wanted}-{n}" for n in count(2) if f"{wanted}-{n}" not in taken)
    taken.add(wanted)
    return wanted


def unnamed(child_id: str) -> str:
    """The name of a family of which only a census is known: it has numbers, no names."""
    return f"Child {child_id}"


def closing(facts: dict[str, Any]) -> date | None:
    """When the case closed, as far as all its people are done with; None while one of them is worked with.

    `facts["children"]` comes from the census (each with `closed_on`), `facts["people"]` from caseload lists
    (each worker with `involvement` and `until`).
    """
    ends = [child.get("closed_on") for child in facts.get("children", {}).values()]
    for workers in facts.get("people", {}).values():
        ends += [w["until"] if w["involvement"] == "historic" else None for w in workers.values()]
    known = [end for end in ends if end]
    return date.fromisoformat(max(known)) if known and len(known) == len(ends) else None
