"""Gathers the rows of the demonstration, each with its id, and puts them into the database in bulk."""

from collections import defaultdict
from collections.abc import Iterable
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Table, insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.access import Phone, SignIn
from store.tables.base import Base
from store.tables.cases import Case, CaseDate, Involvement, Plan
from store.tables.consultations import Consultation
from store.tables.entries import Amendment, Entry, EntryRevision, Signature, Task, TaskOutcome, WeekSignOff
from store.tables.families import Family, Person, Relationship
from store.tables.individual_supervision import OneToOne, OneToOneRevision, OneToOneWords
from store.tables.people import CouncilSetting, OfficeArea, Practitioner, Team
from store.tables.photographs import Photograph
from store.tables.practice import PracticeNote
from store.tables.supervision import SupervisedFamily, Supervision, SupervisionView, SupervisionViewRevision
from store.tables.trail import TrailHead, TrailRow

IN_ORDER: tuple[type[Base], ...] = (
    OfficeArea, Team, Practitioner, CouncilSetting, Family, Person, Relationship, Case, Involvement, Plan, CaseDate,
    Entry, EntryRevision, Consultation, Signature, Amendment, Task, TaskOutcome, WeekSignOff, Supervision,
    SupervisedFamily, SupervisionView, SupervisionViewRevision, PracticeNote, Photograph, OneToOne, OneToOneRevision,
    OneToOneWords, Phone, SignIn, TrailRow, TrailHead,
)  # fmt: skip
AT_A_TIME = 2000


class Rows:
    """`add` gives the id. The same seed gives the same rows in the same order."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - invented people, not secrets
        self.of: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)
        self._blank = {model: _blank(model) for model in IN_ORDER}

    def add(self, model: type[Base], **facts: Any) -> int:
        """One row of a table whose id is a number."""
        number = len(self.of[model]) + 1
        self.of[model].append({**self._blank[model], "id": number, **facts})
        return number

    def add_as_is(self, model: type[Base], **facts: Any) -> None:
        """One row of a table that has another key."""
        self.of[model].append({**self._blank[model], **facts})

    def new_uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    @property
    def count(self) -> int:
        return sum(map(len, self.of.values()))

    def batches(self) -> Iterable[tuple[Table, list[dict[str, Any]]]]:
        """All rows, parents before what points at them."""
        for model in IN_ORDER:
            rows = self.of[model]
            for start in range(0, len(rows), AT_A_TIME):
                yield _table(model), rows[start : start + AT_A_TIME]


async def put(db: AsyncSession, table: Table, rows: list[dict[str, Any]]) -> None:
    await db.execute(insert(table), rows)


async def continue_numbering(db: AsyncSession) -> None:
    """PostgreSQL's sequences know nothing of ids that were given; SQLite goes on from the highest."""
    if db.get_bind().dialect.name != "postgresql":
        return
    for table in map(_table, IN_ORDER):
        if "id" in table.c and table.c.id.type.python_type is int and table.name != "trail_head":
            await db.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608 - our own tables
                     f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)")
            )  # fmt: skip


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _blank(model: type[Base]) -> dict[str, Any]:
    """Every column with its default: rows of one insert must have the same keys."""
    return {column.name: _default(column) for column in _table(model).c if column.name != "id"}


def _default(column: Any) -> Any:
    if column.default is None:
        return None
    return column.default.arg(None) if column.default.is_callable else column.default.arg
