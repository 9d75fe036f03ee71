"""New rows, many in one statement.

SQLite does not give back the keys of many rows in their order, so SQLAlchemy's session inserts them there one by
one, which was most of the time of an import. Here the keys are asked for afterwards, by a value that is unique.
"""

from collections.abc import Collection, Iterable
from typing import Any, TypeVar, cast

from sqlalchemy import Table, insert, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from store.tables.base import Base

T = TypeVar("T", bound=Base)


async def insert_new(db: AsyncSession, rows: Collection[Base]) -> None:
    """Insert the rows, all of one table. They stay apart from the session: what is set on them later is lost."""
    if not rows:
        return
    table = cast("Table", next(iter(rows)).__table__)
    names = [column.key for column in table.columns if any(column.key in vars(row) for row in rows)]
    await db.execute(insert(table), [{name: vars(row).get(name) for name in names} for row in rows])


async def insert_with_ids(db: AsyncSession, rows: Collection[Any], unique: InstrumentedAttribute[Any]) -> None:
    """The same, and each row then knows its `id`, found by the unique column."""
    await insert_new(db, rows)
    if rows:
        by_value = {getattr(row, unique.key): row for row in rows}
        found = await db.execute(select(unique, unique.class_.id).where(unique.in_(by_value)))
        for value, row_id in found:
            by_value[value].id = row_id


def only_new(rows: Iterable[T]) -> list[T]:
    """Those that are not in the database yet, each once."""
    return [row for row in dict.fromkeys(rows) if inspect(row).transient]
