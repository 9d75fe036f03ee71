"""A row that goes in once: in one statement, where a savepoint around an insert that may fail would be three."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.base import Base

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


async def insert_once(db: AsyncSession, kind: type[Base], values: Mapping[str, Any]) -> Any | None:
    """The new row's key; None where one of the same key, or alike by a unique constraint, is there already.

    Where another transaction is putting that one in, PostgreSQL waits for its end.
    """
    statement = _statement(db.get_bind().dialect.name, cast("Table", kind.__table__))
    return (await db.execute(statement, dict(values))).scalar_one_or_none()


@cache
def _statement(dialect: str, table: Table) -> Executable:
    found: Executable = _INSERTS[dialect](table).on_conflict_do_nothing().returning(*table.primary_key)
    return found
