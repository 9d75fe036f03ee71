"""The rows of the index that Find looks in: how they stand now, which come and which go."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.find_standings import Standing, Word
from store.practice.finding.terms import keys_of
from store.tables.base import Base
from store.tables.finding import FindCase, FindKey, FindListing, FindPosting

Known = Mapping[int, Standing]


async def read_known(db: AsyncSession, case_ids: Sequence[int]) -> Known:
    """How each case stands in the index now."""
    rows = await db.execute(select(FindCase).where(FindCase.case_id.in_(case_ids)))
    return {
        c.case_id: Standing(c.case_id, c.team_id, array("q", c.terms), array("q", c.listed)) for c in rows.scalars()
    }


async def take_away(db: AsyncSession, standing: Sequence[Standing], known: Known) -> None:
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


def posting_rows(standing: Sequence[Standing], known: Known) -> list[tuple[Any, ...]]:
    """In the order of the key: a sorted million goes in several times faster than a shuffled one."""
    rows = list[tuple[Any, ...]]()
    for now in standing:
        then = known.get(now.case_id)
        there = set(then.terms) if then and then.team_id == now.team_id else set[int]()
        rows += [(now.team_id, term, now.case_id) for term in now.terms if term not in there]
    rows.sort()
    return rows


def listing_rows(standing: Sequence[Standing], known: Known) -> list[tuple[Any, ...]]:
    rows = list[tuple[Any, ...]]()
    for now in standing:
        then = known.get(now.case_id)
        there = set(then.listed) if then else set[int]()
        rows += [(term, now.case_id) for term in now.listed if term not in there]
    rows.sort()
    return rows


def key_rows(words: set[Word]) -> list[tuple[Any, ...]]:
    return sorted((key, kind, word) for kind, word in words for key in keys_of(word))


def case_rows(standing: Sequence[Standing]) -> list[tuple[Any, ...]]:
    return [(now.case_id, now.team_id, now.terms.tobytes(), now.listed.tobytes()) for now in standing]


async def insert(db: AsyncSession, table: type[Base], rows: Sequence[tuple[Any, ...]]) -> None:
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
