"""Takes a file's records in batches: each batch one transaction with its trail and what Find knows.

A crash leaves whole records only, and the import can be repeated. One transaction for a whole file would
keep a running server's writers waiting for minutes.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from store.database import Database
from store.exchange.refusal import Refusal, Unreadable
from store.find_index import forget_words, index_families
from store.trail import Deed, Trail

T = TypeVar("T")
AT_A_TIME = 100
MOST_WEIGHT = 2_000
"""Rows, about, that the records of one batch may make: one record of a census can have a thousand."""


class Change(StrEnum):
    TAKEN = "taken"
    UNCHANGED = "unchanged"


@dataclass
class Imported:
    """What came of a file. `unreadable` says why it could not be read further; empty when all was read."""

    read: int = 0
    taken: int = 0
    unchanged: int = 0
    warnings: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    unreadable: str = ""

    @property
    def refused(self) -> int:
        return len(self.refusals)

    @property
    def failed(self) -> bool:
        """Nothing good came of it: the file ended badly, or every record of it was refused."""
        return bool(self.unreadable) or self.refused == self.read


@dataclass
class Batch(Generic[T]):
    """Records of one transaction, and what became of them: `families` are to be found anew."""

    db: AsyncSession
    records: list[T]
    families: set[int] = field(default_factory=set)
    deeds: list[Deed] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def took(self, *, changed: bool, family_id: int, case_id: int | None, subject: str, act: str) -> None:
        """One record is in; only what changed something stands on the trail."""
        self.changes.append(Change.TAKEN if changed else Change.UNCHANGED)
        if changed:
            self.families.add(family_id)
            self.deeds.append(Deed(act, case_id=case_id, subject=subject))


Take = Callable[[Batch[T]], Awaitable[None]]


async def import_records(
    database: Database,
    trail: Trail,
    records: Iterator[T | Refusal],
    take: Take[T],
    progress: Callable[[int], None] = lambda read: None,
    weigh: Callable[[T], int] = lambda record: 1,
) -> Imported:
    """Go through `records` once; `take` puts a batch of good ones into the database.

    What is held at once is bounded by a batch: `weigh` says about how many rows a record makes, and what Find
    remembers of words, for a server that meets the same ones again, is forgotten after each.
    """
    result = Imported()
    while waiting := _next_batch(records, result, weigh):
        async with database.writing() as db:
            batch = Batch(db, waiting)
            await take(batch)
            await index_families(db, batch.families)
            await trail.append(db, batch.deeds)
        forget_words()
        result.taken += batch.changes.count(Change.TAKEN)
        result.unchanged += batch.changes.count(Change.UNCHANGED)
        progress(result.read)
    return result


async def record_import(database: Database, trail: Trail, *, act: str, file: str, result: Imported) -> None:
    """Put on the trail that a file was gone through, and what came of it."""
    facts = {name: getattr(result, name) for name in ("read", "taken", "unchanged", "refused")}
    async with database.writing() as db:
        await trail.append(db, [Deed(act, subject=file[:200], facts=facts)])


def _next_batch(records: Iterator[T | Refusal], result: Imported, weigh: Callable[[T], int]) -> list[T]:
    """The next good records; refusals are kept aside, of which there are at most 20,000 (refusal.Tally)."""
    found: list[T] = []
    weight = 0
    while len(found) < AT_A_TIME and weight < MOST_WEIGHT and not result.unreadable:
        try:
            record = next(records)
        except StopIteration:
            break
        except Unreadable as end:
            result.unreadable = str(end)
            break
        result.read += 1
        if isinstance(record, Refusal):
            result.refusals.append(record)
        else:
            result.warnings += len(getattr(record, "warnings", ()))
            found.append(record)
            weight += weigh(record)
    return found


def change(row: Any, **values: Any) -> bool:
    """Set what differs; True where something did. JSON is replaced, never altered in place."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)
