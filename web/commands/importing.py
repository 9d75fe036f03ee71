"""`weekbook import caseload FILE` and `weekbook import census FILE`: from the council's files into the record."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from store.council import find_team_id, list_team_names
from store.database import Database
from store.exchange.caseload import read_caseload
from store.exchange.census import read_census
from store.exchange.columns import USUAL, Columns, read_columns
from store.exchange.refusal import Unreadable
from store.importing.batches import Imported, record_import
from store.importing.caseload import import_caseload
from store.importing.census import import_census
from store.keys import derive
from store.opening import open_database
from store.practice.calendar import LONDON
from store.trail import Trail
from web.commands.running import (
    Advance,
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
from web.settings import Settings, WrongSetting

ColumnsOption = Annotated[
    Path | None, typer.Option("--columns", help="Which column of the list is which (TOML).", show_default=False)
]
TeamOption = Annotated[
    str | None, typer.Option("--team", help="The team of new cases; without it they wait in “Unassigned”.")
]
Work = Callable[[Database, Trail, Advance], Awaitable[Imported]]

importing = typer.Typer(help="Take in a council's files; may be repeated, nothing is doubled.", no_args_is_help=True)


@importing.command("caseload")
def caseload(
    file: Path,
    columns: ColumnsOption = None,
    team: TeamOption = None,
    database: DatabaseOption = None,
    json: JsonOption = False,
) -> None:
    """A caseload list (CSV): one line for a person, with their worker."""

    named = _columns(columns)

    async def work(db: Database, trail: Trail, advance: Advance) -> Imported:
        people = read_caseload(file, named)
        today = datetime.now(LONDON).date()
        return await import_caseload(db, trail, people, team=team, today=today, progress=lambda n: advance(n, 0))

    _import(settings_for(database), file, team, json, "caseload list imported", work)


@importing.command("census")
def census(file: Path, team: TeamOption = None, database: DatabaseOption = None, json: JsonOption = False) -> None:
    """A children in need census (XML)."""

    async def work(db: Database, trail: Trail, advance: Advance) -> Imported:
        children = iter(read_census(file))
        return await import_census(db, trail, children, team=team, progress=lambda n: advance(n, 0))

    _import(settings_for(database), file, team, json, "census imported", work)


def _columns(file: Path | None) -> Columns:
    with one_clear_line():
        try:
            return read_columns(file) if file else USUAL
        except Unreadable as reason:
            raise WrongSetting(f"--columns: {reason}") from None


def _import(settings: Settings, file: Path, team: str | None, json: bool, act: str, work: Work) -> None:
    """Do it and say what came of it; exit code 1 where nothing good did."""
    result = run(_worked(settings, file, team, act, work))
    _tell(result)
    if json:
        say_json(_facts(result))
    if result.failed:
        raise typer.Exit(1)


async def _worked(settings: Settings, file: Path, team: str | None, act: str, work: Work) -> Imported:
    secret = secret_of(settings)
    database = await open_database(settings.database_url, secret)
    trail = Trail(derive(secret, "trail"))
    try:
        await _refuse_unknown_team(database, team)
        with progress(f"Reading {file.name}") as advance:
            result = await _read(database, trail, advance, work)
        await record_import(database, trail, act=act, file=file.name, result=result)
        return result
    finally:
        await database.close()


async def _read(database: Database, trail: Trail, advance: Advance, work: Work) -> Imported:
    try:
        return await work(database, trail, advance)
    except Unreadable as reason:
        return Imported(unreadable=str(reason))


async def _refuse_unknown_team(database: Database, team: str | None) -> None:
    if team is None:
        return
    async with database.reading() as db:
        if await find_team_id(db, team) is None:
            names = ", ".join(await list_team_names(db)) or "none yet"
            raise WrongSetting(f"--team: there is no team called “{team}”; there are: {names}")


def _tell(result: Imported) -> None:
    for refusal in result.refusals:
        for line in refusal.lines():
            say(line)
    if result.unreadable:
        say(f"The file could not be read further. {result.unreadable}" if result.read else result.unreadable)
    looked = f" To be looked at, though taken: {result.warnings}." if result.warnings else ""
    say(f"Read {result.read}, taken {result.taken}, unchanged {result.unchanged}, refused {result.refused}.{looked}")


def _facts(result: Imported) -> dict[str, Any]:
    refusals = [{"place": r.place, **asdict(problem)} for r in result.refusals for problem in r.problems]
    counts = {name: getattr(result, name) for name in ("read", "taken", "unchanged", "refused", "warnings")}
    return {**counts, "refusals": refusals, **({"unreadable": result.unreadable} if result.unreadable else {})}
