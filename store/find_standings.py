"""How a case stands in what Find looks in: its team, and the terms that lead to it, from what the tables say."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.finding.terms import FamilyFacts, PersonFacts, listed_terms_of, terms_of, words_of
from store.tables.cases import Case
from store.tables.families import Family, Person

MOST_ROWS = 50_000
Word = tuple[str, str]
Cases = defaultdict[int, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as it is to stand in the index."""

    case_id: int
    team_id: int
    terms: "array[int]"
    listed: "array[int]"


async def read_standings(db: AsyncSession, which: ColumnElement[bool]) -> Iterator[tuple[list[Standing], set[Word]]]:
    """The cases of these families as they are to stand, with every word that leads to them, in bearable portions."""
    return _portions(*await _facts(db, which))


async def _facts(db: AsyncSession, which: ColumnElement[bool]) -> tuple[dict[int, FamilyFacts], Cases]:
    """What is known of each of these families, and their cases with the team of each."""
    people = defaultdict[int, list[PersonFacts]](list)
    for family_id, given, family, born, phone in await _rows(
        db, select(Person.family_id, *_PERSON).join(Family).where(which)
    ):
        people[family_id].append(PersonFacts(given, family, born, phone))
    cases = Cases(list)
    for family_id, case_id, team_id in await _rows(db, select(*_CASE).join(Family).where(which)):
        cases[family_id].append((case_id, team_id))
    families = await _rows(db, select(Family.id, *_FAMILY).where(which))
    return {
        family_id: FamilyFacts(name, reference, tuple(lines), postcode, tuple(people[family_id]))
        for family_id, name, reference, lines, postcode in families
    }, cases


def _portions(families: Mapping[int, FamilyFacts], cases: Cases) -> Iterator[tuple[list[Standing], set[Word]]]:
    """The cases as they are to stand and the words that lead to them, some MOST_ROWS of the index at a time:
    how many a family makes has hardly a bound, as each two words of a name do.
    """
    standing, words, rows = list[Standing](), set[Word](), 0
    for family_id, facts in families.items():
        by_kind = words_of(facts)
        found = {(kind, word) for kind, some in by_kind.items() for word in some}
        found_by = array("q", sorted(terms_of(facts, by_kind)))
        listed = array("q", sorted(listed_terms_of(facts, by_kind)))
        words |= found
        rows += sum(len(word) + 2 for _, word in found)
        for case_id, team_id in cases[family_id]:
            standing.append(Standing(case_id, team_id, found_by, listed))
            rows += len(found_by) + len(listed)
            if rows > MOST_ROWS:
                yield standing, words
                standing, words, rows = [], set(), 0
    if standing or words:
        yield standing, words


async def _rows(db: AsyncSession, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """Without the session's own work on each row: there may be half a million people."""
    await db.flush()
    return (await (await db.connection()).execute(statement)).fetchall()


_CASE = (Case.family_id, Case.id, Case.team_id)
_PERSON = (Person.given_name, Person.family_name, Person.birth_date, Person.phone)
_FAMILY = (Family.name, Family.reference, Family.address_lines, Family.postcode)
