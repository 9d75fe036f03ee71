"""The children of a census into people: one who is not known yet becomes a family of its own."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from store.exchange.census_parts import CensusChild
from store.importing.batches import change
from store.importing.census_known import Known
from store.importing.families import SEX, free_reference, taken_references, unnamed
from store.importing.new_rows import insert_with_ids
from store.tables.families import Family, Person


async def take_people(db: AsyncSession, known: Known, children: list[CensusChild]) -> set[int]:
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


def _change_person(known: Known, child: CensusChild) -> bool:
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
