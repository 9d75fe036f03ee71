"""Keeps what Find looks in. Whoever changes a family, its people, or the team of a case calls `index_families`
in the same transaction; a large import may call `rebuild_index` at its end instead.
"""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.find_rows import case_rows, insert, key_rows, listing_rows, posting_rows, read_known, take_away
from store.find_standings import Standing, Word, read_standings
from store.practice.finding import terms
from store.practice.finding.folding import name_words
from store.practice.finding.sounds import sound
from store.tables.families import Family
from store.tables.finding import FindCase, FindKey, FindListing, FindPosting

AT_ONCE = 5_000


async def index_families(db: AsyncSession, family_ids: Collection[int]) -> None:
    """Bring what Find knows of these families up to what the tables say, within the caller's transaction."""
    wanted = sorted(set(family_ids))
    for start in range(0, len(wanted), AT_ONCE):
        for standing, words in await read_standings(db, Family.id.in_(wanted[start : start + AT_ONCE])):
            await _renew(db, standing, words)


async def _renew(db: AsyncSession, standing: Sequence[Standing], words: set[Word]) -> None:
    known = await read_known(db, [s.case_id for s in standing])
    await insert(db, FindKey, key_rows(words))
    await take_away(db, standing, known)
    await insert(db, FindPosting, posting_rows(standing, known))
    await insert(db, FindListing, listing_rows(standing, known))
    await insert(db, FindCase, case_rows(standing))


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
        await insert(db, FindKey, key_rows(words - seen))
        await insert(db, FindPosting, posting_rows(standing, {}))
        await insert(db, FindListing, listing_rows(standing, {}))
        await insert(db, FindCase, case_rows(standing))
        seen |= words
        progress(min(start + AT_ONCE, last))


async def _read(db: AsyncSession, which: ColumnElement[bool]) -> tuple[list[Standing], set[Word]]:
    """The cases of these families as they are to stand, and every word that leads to them."""
    standing, words = list[Standing](), set[Word]()
    for some, found in await read_standings(db, which):
        standing += some
        words |= found
    return standing, words
