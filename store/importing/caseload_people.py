"""The people of a caseload list into families: people of one family name at one address are one family."""

from sqlalchemy.ext.asyncio import AsyncSession

from store.exchange.caseload import CaseloadPerson
from store.importing.batches import change
from store.importing.caseload_known import Known, home_of
from store.importing.families import SEX, families_by_id, free_reference, unnamed
from store.importing.new_rows import insert_new, insert_with_ids
from store.practice.ages import years_old
from store.tables.families import Family, Person

GROWN_UP = 18
MOST_AT_HOME = 20
"""More of one name at one address are no family; and what a family holds is read and written as a whole."""


async def take_people(db: AsyncSession, known: Known, lines: list[CaseloadPerson]) -> set[int]:
    """Everyone of the lines into `known.people`; gives the lines (their numbers) that changed something."""
    families = await _families(db, known, _newcomers(known, lines))
    before = set(known.people)
    changed = {line.line for line in lines if _take_person(known, families, line)}
    await insert_new(db, [person for number, person in known.people.items() if number not in before])
    return changed


async def _families(db: AsyncSession, known: Known, lines: list[CaseloadPerson]) -> dict[str, int]:
    """The family of each newcomer by the council's number; all of them are among `known.families` then."""
    families = {line.council_id: await _family_for(db, known, line) for line in lines}
    await insert_with_ids(db, known.new_families, Family.reference)
    known.families |= await families_by_id(db, (family.id for family in known.new_families))
    return {number: family.id for number, family in families.items()}


def _newcomers(known: Known, lines: list[CaseloadPerson]) -> list[CaseloadPerson]:
    """The first line of each person who is not known."""
    first = {line.council_id: line for line in reversed(lines)}
    return [line for line in lines if line.council_id not in known.people and first[line.council_id] is line]


async def _family_for(db: AsyncSession, known: Known, line: CaseloadPerson) -> Family:
    """The family that lives there and has room, or a new one; without an address everyone is a family."""
    home = home_of(line.family_name, line.address_lines, line.postcode)
    family = known.homes.get(home) if line.postcode and line.address_lines else None
    if family is None or _people_of(known, home, family) >= MOST_AT_HOME:
        family = known.homes[home] = Family(
            reference=await free_reference(db, line.council_id, known.references), name=line.family_name,
            address_lines=list(line.address_lines), postcode=line.postcode, warnings=[],
        )  # fmt: skip
        known.new_families.append(family)
        known.newcomers[home] = 0
    known.newcomers[home] = known.newcomers.get(home, 0) + 1
    return family


def _people_of(known: Known, home: tuple[str, ...], family: Family) -> int:
    return known.newcomers.get(home, 0) + known.at_home.get(family.id, 0)


def _take_person(known: Known, families: dict[str, int], line: CaseloadPerson) -> bool:
    person = known.people.get(line.council_id)
    if person is not None:
        return _change_person(known, person, line)
    known.people[line.council_id] = _person(families[line.council_id], line)
    return True


def _person(family_id: int, line: CaseloadPerson) -> Person:
    made_on = line.as_of or line.covers_to
    grown = line.birth_date is not None and made_on is not None and years_old(line.birth_date, made_on) >= GROWN_UP
    return Person(
        family_id=family_id, kind="adult" if grown else "child", council_id=line.council_id,
        given_name=line.given_name, family_name=line.family_name, birth_date=line.birth_date,
        sex=SEX.get(line.sex, ""),
    )  # fmt: skip


def _change_person(known: Known, person: Person, line: CaseloadPerson) -> bool:
    """What the list says now. An empty cell takes nothing away; the family's address goes with its first child."""
    family = known.families[person.family_id]
    renamed = family.name in (person.family_name, unnamed(line.council_id)) and family.name != line.family_name
    changed = change(person, given_name=line.given_name, family_name=line.family_name,
                     birth_date=line.birth_date or person.birth_date, sex=SEX.get(line.sex, person.sex))  # fmt: skip
    if not _is_first(family, line):
        return changed
    if renamed:
        changed |= change(family, name=line.family_name)
    if line.address_lines:
        changed |= change(family, address_lines=list(line.address_lines), postcode=line.postcode or family.postcode)
    return changed


def _is_first(family: Family, line: CaseloadPerson) -> bool:
    """The family bears the number of the one whose line made it."""
    return family.reference == line.council_id or family.reference.startswith(f"{line.council_id}-")
