"""Keeps what Find looks in. Whoever changes a family, its people, or the team of a case calls `index_families`
in the same transaction; a large import may call `rebuild_index` at its end instead.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.finding import terms
from store.practice.finding.folding import name_words
from store.practice.finding.sounds import sound
from store.practice.finding.terms import FamilyFacts, PersonFacts, keys_of, listed_terms_of, terms_of, words_of
from store.tables.base import Base
from store.tables.cases import Case
from store.tables.families import Family, Person
from store.tables.finding import FindCase, FindKey, FindListing, FindPosting

AT_ONCE = 5_000
MOST_ROWS = 50_000
Word = tuple[str, str]
Cases = defaultdict[int, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class _Standing:
    """A case as it is to stand in the index."""

    case_id: int
    team_id: int
    terms: "array[int]"
    listed: "array[int]"


async def index_families(db: AsyncSession, family_ids: Collection[int]) -> None:
    """Bring what Find knows of these families up to what the tables say, within the caller's transaction."""
    wanted = sorted(set(family_ids))
    for start in range(0, len(wanted), AT_ONCE):
        for standing, words in _portions(*await _facts(db, Family.id.in_(wanted[start : start + AT_ONCE]))):
            await _renew(db, standing, words)


async def _renew(db: AsyncSession, standing: Sequence[_Standing], words: set[Word]) -> None:
    known = await _known(db, [s.case_id for s in standing])
    await _insert(db, FindKey, _key_rows(words))
    await _take_away(db, standing, known)
    await _insert(db, FindPosting, _posting_rows(standing, known))
    await _insert(db, FindListing, _listing_rows(standing, known))
    await _insert(db, FindCase, _case_rows(standing))


def forget_words() -> None:
    """Empty what is remembered of words and terms. A server meets the same words again and again; an import
    of many people meets ever new ones, a hundred megabytes of them.
    """
    for remembered in (terms.term, terms._prefixes, name_words, sound):
        remembered.cache_clear()


async def rebuild_index(db: AsyncSession, progress: Callable[[int], None] = lambda families: None) -> None:
    """Build everything anew, in bulk; words that nobody bears any more are gone. `progress`: families done so far."""
    for table in (FindPosting, FindListing, FindKey, FindCase):
        await db.execute(delete(table))
    last, seen = await db.scalar(select(func.max(Family.id))) or 0, set[Word]()
    for start in range(0, last + 1, AT_ONCE):
        standing, words = await _read(db, Family.id.between(start, start + AT_ONCE - 1))
        await _insert(db, FindKey, _key_rows(words - seen))
        await _insert(db, FindPosting, _posting_rows(standing, {}))
        await _insert(db, FindListing, _listing_rows(standing, {}))
        await _insert(db, FindCase, _case_rows(standing))
        seen |= words
        progress(min(start + AT_ONCE, last))


async def _read(db: AsyncSession, which: ColumnElement[bool]) -> tuple[list[_Standing], set[Word]]:
    """The cases of these families as they are to stand, and every word that leads to them."""
    standing, words = list[_Standing](), set[Word]()
    for some, found in _portions(*await _facts(db, which)):
        standing += some
        words |= found
    return standing, words


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


def _portions(families: Mapping[int, FamilyFacts], cases: Cases) -> Iterator[tuple[list[_Standing], set[Word]]]:
    """The cases as they are to stand and the words that lead to them, some MOST_ROWS of the index at a time:
    how many a family makes has hardly a bound, as each two words of a name do.
    """
    standing, words, rows = list[_Standing](), set[Word](), 0
    for family_id, facts in families.items():
        by_kind = words_of(facts)
        found = {(kind, word) for kind, some in by_kind.items() for word in some}
        found_by = array("q", sorted(terms_of(facts, by_kind)))
        listed = array("q", sorted(listed_terms_of(facts, by_kind)))
        words |= found
        rows += sum(len(word) + 2 for _, word in found)
        for case_id, team_id in cases[family_id]:
            standing.append(_Standing(case_id, team_id, found_by, listed))
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
Known = Mapping[int, _Standing]


async def _known(db: AsyncSession, case_ids: Sequence[int]) -> Known:
    """How each case stands in the index now."""
    rows = await db.execute(select(FindCase).where(FindCase.case_id.in_(case_ids)))
    return {
        c.case_id: _Standing(c.case_id, c.team_id, array("q", c.terms), array("q", c.listed)) for c in rows.scalars()
    }


async def _take_away(db: AsyncSession, standing: Sequence[_Standing], known: Known) -> None:
    """What a case stood under and no longer does; after a move to another team, all of the old team's."""
    postings, listings = list[dict[str, Any]](), list[dict[str, Any]]()
    for now in standing:
        if then := known.get(now.case_id):
            kept = now.terms if then.team_id == now.team_id else ()
            lost = sorted(set(then.terms).difference(kept))
            postings += [{"a_team": then.team_id, "a_term": term, "a_case": now.case_id} for term in lost]
            lost = sorted(set(then.listed).difference(now.listed))
            listings += [{"a_term": term, "a_case": now.case_id} for term in lost]
    connection = await db.connection()
    for statement, rows in ((_DELETE_POSTING, postings), (_DELETE_LISTING, listings)):
        if rows:
            await connection.execute(statement, rows)
    await connection.execute(delete(FindCase).where(FindCase.case_id.in_([s.case_id for s in standing])))


def _posting_rows(standing: Sequence[_Standing], known: Known) -> list[tuple[Any, ...]]:
    """In the order of the key: a sorted million goes in several times faster than a shuffled one."""
    rows = list[tuple[Any, ...]]()
    for now in standing:
        then = known.get(now.case_id)
        there = set(then.terms) if then and then.team_id == now.team_id else set[int]()
        rows += [(now.team_id, term, now.case_id) for term in now.terms if term not in there]
    rows.sort()
    return rows


def _listing_rows(standing: Sequence[_Standing], known: Known) -> list[tuple[Any, ...]]:
    rows = list[tuple[Any, ...]]()
    for now in standing:
        then = known.get(now.case_id)
        there = set(then.listed) if then else set[int]()
        rows += [(term, now.case_id) for term in now.listed if term not in there]
    rows.sort()
    return rows


def _key_rows(words: set[Word]) -> list[tuple[Any, ...]]:
    return sorted((key, kind, word) for kind, word in words for key in keys_of(word))


def _case_rows(standing: Sequence[_Standing]) -> list[tuple[Any, ...]]:
    return [(now.case_id, now.team_id, now.terms.tobytes(), now.listed.tobytes()) for now in standing]


async def _insert(db: AsyncSession, table: type[Base], rows: Sequence[tuple[Any, ...]]) -> None:
    """Rows in the order of the table's columns, straight to the driver; a word that is there already stays."""
    if not rows:
        return
    connection = await db.connection()
    statement = (_SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL)[table]
    await connection.exec_driver_sql(statement, list(rows))


def _statements(marker: str) -> Iterator[tuple[type[Base], str]]:
    for table in (FindPosting, FindListing, FindKey, FindCase):
        names = [column.name for column in table.__table__.columns]
        marks = ", ".join([marker] * len(names))
        head = f"INSERT INTO {table.__tablename__} ({', '.join(names)})"
        yield table, f"{head} VALUES ({marks}) ON CONFLICT DO NOTHING"


_SQLITE, _POSTGRESQL = dict(_statements("?")), dict(_statements("%s"))
_DELETE_POSTING = delete(cast("Table", FindPosting.__table__)).where(
    FindPosting.team_id == bindparam("a_team"),
    FindPosting.term == bindparam("a_term"),
    FindPosting.case_id == bindparam("a_case"),
)
_DELETE_LISTING = delete(cast("Table", FindListing.__table__)).where(
    FindListing.term == bindparam("a_term"), FindListing.case_id == bindparam("a_case")
)
