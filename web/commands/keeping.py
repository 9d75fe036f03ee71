"""`weekbook backup`, `restore` and `check`: keeping what was recorded."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url

from store.backups import NoBackup, back_up, restore
from store.checking import check
from store.database import Database
from store.keys import derive
from store.opening import NotReady, holds_anyone, open_database
from store.trail import Deed, Trail
from web.commands.running import (
    DatabaseOption,
    JsonOption,
    named_progress,
    progress,
    run,
    say,
    say_json,
    secret_of,
    settings_for,
)  # fmt: skip
from web.settings import Settings

NO_FAULT = "No fault: the database is whole, the trail is as it was written, sealed drafts are as they came."
ReplaceOption = Annotated[bool, typer.Option("--replace", help="Put it in the place of a database with content.")]


def backup(file: Path, database: DatabaseOption = None, json: JsonOption = False) -> None:
    """Write an encrypted copy of the embedded database. Weekbook may be serving meanwhile."""
    settings = settings_for(database)
    size = run(_back_up(settings, file))
    say(f"{file} holds everything ({size:,} bytes); only with the key file can it be read.")
    if json:
        say_json({"file": str(file), "bytes": size})


async def _back_up(settings: Settings, file: Path) -> int:
    secret = secret_of(settings)
    database = await open_database(settings.database_url, secret)
    try:
        with progress(f"Writing {file.name}"), _refused():
            size = back_up(_path(database), derive(secret, "database"), file)
        await _put_on_trail(database, secret, Deed("backup made", subject=file.name))
        return size
    finally:
        await database.close()


def restore_(
    file: Path, replace: ReplaceOption = False, database: DatabaseOption = None, json: JsonOption = False
) -> None:
    """Bring a backup back. Weekbook must be stopped; the database that was there is kept beside it."""
    settings = settings_for(database)
    kept = run(_restore(settings, file, replace))
    say(f"{file} is the database now." + (f" The one before is kept as {kept.name}." if kept else ""))
    if json:
        say_json({"file": str(file), "kept": str(kept) if kept else None})


async def _restore(settings: Settings, file: Path, replace: bool) -> Path | None:
    secret = secret_of(settings)
    target = _path_of(settings)
    if target.exists() and not replace:
        await _refuse_content(settings, secret)
    with progress(f"Reading {file.name}"), _refused():
        kept = restore(file, derive(secret, "database"), target, datetime.now(UTC))
    database = await open_database(settings.database_url, secret)
    try:
        await _put_on_trail(database, secret, Deed("backup restored", subject=file.name))
    finally:
        await database.close()
    return kept


async def _refuse_content(settings: Settings, secret: bytes) -> None:
    database = await open_database(settings.database_url, secret)
    try:
        async with database.reading() as db:
            if await holds_anyone(db):
                raise NotReady("the database has content; --replace puts the backup in its place and keeps it beside")
    finally:
        await database.close()


def check_(database: DatabaseOption = None, json: JsonOption = False) -> None:
    """Look for damage in the database, the trail and the sealed drafts.

    Rows of the trail that were altered, removed or reordered; sealed drafts that are not as their phone handed them
    over, or were filed and are not on the record.
    """
    found = run(_check(settings_for(database)))
    for fault in found:
        say(fault)
    say(f"Faults: {len(found)}." if found else NO_FAULT)
    if json:
        say_json({"faults": found})
    if found:
        raise typer.Exit(1)


async def _check(settings: Settings) -> list[str]:
    secret = secret_of(settings)
    database = await open_database(settings.database_url, secret, trail_must_fit=False)
    try:
        with named_progress() as advance:
            return [fault async for fault in check(database, secret, advance)]
    finally:
        await database.close()


async def _put_on_trail(database: Database, secret: bytes, deed: Deed) -> None:
    async with database.writing() as db:
        await Trail(derive(secret, "trail")).append(db, [deed])


def _path(database: Database) -> Path:
    return _sqlite_path(database.is_sqlite, database.url.database)


def _path_of(settings: Settings) -> Path:
    url = make_url(settings.database_url)
    return _sqlite_path(url.get_backend_name() == "sqlite", url.database)


def _sqlite_path(is_sqlite: bool, path: str | None) -> Path:
    if not is_sqlite or not path:
        raise NotReady(
            "this is for the embedded database; PostgreSQL has its own tools: "
            "pg_dump --format=custom --file FILE DATABASE, and pg_restore --clean --dbname DATABASE FILE"
        )
    return Path(path)


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except NoBackup as reason:
        raise NotReady(str(reason)) from None
