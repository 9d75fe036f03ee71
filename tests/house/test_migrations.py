"""The migrations make exactly the tables that store/tables describes, on both databases."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from store.database import Database
from store.tables.every import metadata


async def test_migrated_tables_equal_the_described_ones(database: Database) -> None:
    def differences(connection: Connection) -> list[Any]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with database.writer_engine.connect() as connection:
        found = await connection.run_sync(differences)
    assert found == [], "write a migration"
