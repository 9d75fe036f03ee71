"""`weekbook demo`: an invented council, built where it is not there yet, served on this machine only."""

from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from store.database import Database
from store.demonstration import is_demonstration
from store.keys import derive, make_key_file
from store.opening import NotReady, holds_anyone, open_database
from store.sample.building import build
from web.commands.running import (
    DatabaseOption,
    JsonOption,
    one_clear_line,
    progress,
    run,
    say,
    say_json,
    secret_of,
    settings_for,
)  # fmt: skip
from web.settings import Settings

FreshOption = Annotated[bool, typer.Option("--fresh", help="Build it anew, with today's dates.")]
BuildOnlyOption = Annotated[bool, typer.Option("--build-only", help="Build, do not serve.")]


def demo(
    database: DatabaseOption = None,
    json: JsonOption = False,
    fresh: FreshOption = False,
    build_only: BuildOnlyOption = False,
) -> None:
    """Build an invented council and serve it here. It has three office areas, 26 teams and 940 families."""
    from web.serving import listen, serve  # as web.commands.serve

    settings = settings_for(database, demonstration=True)
    began = monotonic()
    with one_clear_line():
        listener = None if build_only else listen(settings)
        families = run(_ready(settings, fresh))
        facts: dict[str, object] = {"families": families, "seconds": round(monotonic() - began, 1)}
        if listener:
            serve(settings, listener, lambda: _tell_addresses(facts | _addresses(settings), json))
        else:
            _tell_built(facts, json)


def _addresses(settings: Settings) -> dict[str, str]:
    return {"open": f"http://127.0.0.1:{settings.port}", "with_a_passkey": f"http://localhost:{settings.port}"}


def _tell_built(facts: dict[str, object], json: bool) -> None:
    built = f"built: {facts['families']} families" if facts["families"] else "there already"
    say(f"The invented council is {built}; `weekbook demo` serves it.")
    if json:
        say_json(facts)


def _tell_addresses(facts: dict[str, object], json: bool) -> None:
    say(f"Open {facts['open']} and choose who to be: one touch for each role. Everybody in it is invented.")
    say(f"With a passkey of your own: {facts['with_a_passkey']}. Ctrl-C ends it.")
    if json:
        say_json(facts)


async def _ready(settings: Settings, fresh: bool) -> int:
    """The number of families that were built; 0 where the demonstration was there already."""
    if not settings.key_file.exists():
        make_key_file(settings.key_file)
    secret = secret_of(settings)
    database = await open_database(settings.database_url, secret)
    try:
        if fresh:
            database = await _begin_anew(database, settings, secret)
        return await _build_if_absent(database, secret)
    finally:
        await database.close()


async def _begin_anew(database: Database, settings: Settings, secret: bytes) -> Database:
    if not database.is_sqlite:
        raise NotReady("--fresh works for the embedded database only; drop and create this one by hand")
    await _refuse_other_content(database)
    await database.close()
    remove_sqlite_files(Path(database.url.database or ""))
    return await open_database(settings.database_url, secret)


async def _build_if_absent(database: Database, secret: bytes) -> int:
    if await _refuse_other_content(database):
        return 0
    with progress("Building the invented council") as advance:
        return await build(database, derive(secret, "trail"), datetime.now(UTC), advance)


async def _refuse_other_content(database: Database) -> bool:
    """True for a demonstration, False for an empty database; raises NotReady for anything else."""
    async with database.reading() as db:
        if await is_demonstration(db):
            return True
        if await holds_anyone(db):
            raise NotReady("this database holds a council that is not a demonstration; nothing was changed")
        return False


def remove_sqlite_files(path: Path) -> None:
    """The database and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
