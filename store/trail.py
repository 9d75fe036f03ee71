"""The trail: who read, searched, changed, was refused, signed in; numbered and chained.

Each row's seal is HMAC-SHA-256 over the seal before it and its own facts, under a key that is not in the
database. The head's own seal makes a cut-off end noticeable.
"""

import hmac
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.desk import Desk, PooledDesk
from store.tables.trail import TrailHead, TrailRow
from store.trail_in_one import EXTEND, in_columns

FIRST_SEAL = bytes(32)


@dataclass(frozen=True)
class Deed:
    """One thing that somebody did: `act` is a noun and a verb (“family read”, “visit recorded”)."""

    act: str
    practitioner_id: int | None = None
    case_id: int | None = None
    subject: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    number: int
    reason: str


class Trail:
    """Appends to the trail under one key; remembers the head so that an append is two statements.

    A remembered head that is no longer the database's (another process, a rolled-back transaction) is
    noticed by the guarded update and read again.
    """

    def __init__(self, key: bytes) -> None:
        self.key = key
        self._head = (0, FIRST_SEAL)

    async def append(self, db: AsyncSession, deeds: Sequence[Deed], at: datetime | None = None) -> None:
        """Write the deeds within the caller's transaction, in their order, all at one time."""
        if deeds:
            connection = await db.connection()
            await connection.run_sync(lambda sync: self.write(PooledDesk(sync), deeds, at))

    def write(self, desk: Desk, deeds: Sequence[Deed], at: datetime | None = None) -> None:
        """The same at a desk."""
        at = at or datetime.now(UTC)
        rows = self._rows(deeds, at)
        if not self._move_head(desk, rows[-1]):
            self._head = self._read_head(desk)
            rows = self._rows(deeds, at)
            self._move_head(desk, rows[-1])
        desk.change(_ADD, rows)
        self._head = (rows[-1]["number"], rows[-1]["seal"])

    def write_in_one(self, desk: Desk, deeds: Sequence[Deed]) -> bool:
        """The same in one statement, for PostgreSQL; False leaves all as it was: the head is not the one remembered."""
        rows = self._rows(deeds, datetime.now(UTC))
        if not desk.change(EXTEND, self._move(rows[-1]) | in_columns(rows)):
            return False
        self._head = (rows[-1]["number"], rows[-1]["seal"])
        return True

    def _rows(self, deeds: Sequence[Deed], at: datetime) -> list[dict[str, Any]]:
        number, seal = self._head
        rows = []
        for deed in deeds:
            number += 1
            seal = seal_of(self.key, seal, number, at, deed)
            rows.append({"number": number, "at": at, "seal": seal, **vars(deed)})
        return rows

    def _move_head(self, desk: Desk, last: dict[str, Any]) -> bool:
        return bool(desk.change(_MOVE, self._move(last)))

    def _move(self, last: dict[str, Any]) -> dict[str, Any]:
        """From the head as it is remembered to the one after `last`."""
        number, seal = last["number"], last["seal"]
        then = {"number_then": self._head[0], "seal_then": self._head[1]}
        return then | {"number_now": number, "seal_now": seal, "own_seal_now": head_seal(self.key, number, seal)}

    def _read_head(self, desk: Desk) -> tuple[int, bytes]:
        found = desk.rows(_READ, {})
        if not found:  # another process may begin the trail at this moment as well
            desk.change(_BEGIN, {"seal": FIRST_SEAL, "own_seal": head_seal(self.key, 0, FIRST_SEAL)})
            found = desk.rows(_READ, {})
        return found[0].number, found[0].seal


_HEAD = cast("Table", TrailHead.__table__)
_READ = select(_HEAD.c.number, _HEAD.c.seal).with_for_update()
_BEGIN = text(
    "INSERT INTO trail_head (id, number, seal, own_seal) VALUES (1, 0, :seal, :own_seal) ON CONFLICT DO NOTHING"
)
_MOVE = (
    update(_HEAD)
    .where(_HEAD.c.number == bindparam("number_then"), _HEAD.c.seal == bindparam("seal_then"))
    .values(number=bindparam("number_now"), seal=bindparam("seal_now"), own_seal=bindparam("own_seal_now"))
)
_ADD = insert(cast("Table", TrailRow.__table__))
"""The table's own insert: the mapped class's would make two statements of rows with and without a case."""


def seal_of(key: bytes, before: bytes, number: int, at: datetime, deed: Deed) -> bytes:
    text = json.dumps([number, at.astimezone(UTC).isoformat(), *vars(deed).values()], sort_keys=True)
    return hmac.new(key, before + text.encode(), sha256).digest()


def head_seal(key: bytes, number: int, seal: bytes) -> bytes:
    return hmac.new(key, b"head" + number.to_bytes(8) + seal, sha256).digest()


async def faults(db: AsyncSession, key: bytes) -> AsyncIterator[Fault]:
    """Every place where the trail was altered, cut or reordered, in its order."""
    number, seal = 0, FIRST_SEAL
    rows = await db.stream_scalars(select(TrailRow).order_by(TrailRow.number).execution_options(yield_per=1000))
    async for row in rows:
        if row.number != number + 1:
            yield Fault(number + 1, f"rows {number + 1} to {row.number - 1} are missing")
        elif row.seal != seal_of(key, seal, row.number, row.at, _deed(row)):
            yield Fault(row.number, "the row or the one before it was changed")
        number, seal = row.number, row.seal
    async for fault in _head_faults(db, key, number, seal):
        yield fault


async def _head_faults(db: AsyncSession, key: bytes, number: int, seal: bytes) -> AsyncIterator[Fault]:
    head = (await db.execute(select(TrailHead))).scalar_one_or_none()
    if head is None:
        if number:
            yield Fault(number, "the head of the trail is missing")
    elif head.own_seal != head_seal(key, head.number, head.seal):
        yield Fault(head.number, "the head of the trail was changed")
    elif (head.number, head.seal) != (number, seal):
        yield Fault(number, f"the trail ends at row {number}, its head says {head.number}")


def _deed(row: TrailRow) -> Deed:
    return Deed(row.act, row.practitioner_id, row.case_id, row.subject, row.facts)
