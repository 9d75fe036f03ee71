"""What all commands share: their options, one clear line for what is wrong, and how they show progress."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from store.keys import KeyFileError, read_key_file
from store.opening import NotReady
from web.settings import Settings, WrongSetting, read_settings

T = TypeVar("T")
Advance = Callable[[int, int], None]
DatabaseOption = Annotated[
    str | None, typer.Option("--database", metavar="URL", help="Instead of WEEKBOOK_DATABASE.", show_default=False)
]
_json_wanted = ContextVar("json_wanted", default=False)


def _note_json(wanted: bool) -> bool:
    """Refusals come from deep within: they ask here whether a machine reads them."""
    _json_wanted.set(wanted)
    return wanted


JsonOption = Annotated[bool, typer.Option("--json", callback=_note_json, help="Print one line of JSON last.")]


def settings_for(database: str | None, *, demonstration: bool = False) -> Settings:
    """From the environment, with the database of the command line. Ends the program where one is wrong."""
    environment = {**os.environ, **({"WEEKBOOK_DATABASE": database} if database else {})}
    with one_clear_line():
        settings = read_settings(environment, demonstration=demonstration)
        make_data_folder(settings.data_folder)
        return settings


def make_data_folder(folder: Path) -> None:
    """The folder, for its owner alone. Raises WrongSetting where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        mode = folder.stat().st_mode
    except OSError as error:
        raise WrongSetting(f"WEEKBOOK_DATA: the folder {folder} cannot be made ({error.strerror})") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WrongSetting(f"WEEKBOOK_DATA: the folder {folder} cannot be written to")
    if mode & 0o077:
        raise WrongSetting(f"WEEKBOOK_DATA: the folder {folder} can be opened by others; chmod 700 mends it")


def secret_of(settings: Settings) -> bytes:
    """The key file's content; raises KeyFileError, saying how one is made where there is none."""
    if not settings.key_file.exists():
        raise KeyFileError(
            f"WEEKBOOK_KEY_FILE: there is no key file {settings.key_file}; "
            f"`weekbook key {settings.key_file}` makes one: keep a copy of it apart from the data"
        )
    return read_key_file(settings.key_file)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end; what is wrong with settings, key or database becomes one line and exit code 2."""
    with one_clear_line():
        return asyncio.run(work)


@contextmanager
def one_clear_line() -> Iterator[None]:
    try:
        yield
    except (WrongSetting, KeyFileError, NotReady) as wrong:
        refuse(str(wrong))


def refuse(line: str, code: int = 2) -> NoReturn:
    print(f"weekbook: {line}", file=sys.stderr)
    if _json_wanted.get():
        say_json({"refused": line})
    raise typer.Exit(code)


def say(line: str) -> None:
    print(line, flush=True)


def say_json(facts: dict[str, Any]) -> None:
    print(json.dumps(facts, ensure_ascii=False, default=str), flush=True)


@contextmanager
def progress(what: str) -> Iterator[Advance]:
    """A bar on a terminal, nothing elsewhere: `advance(done, of)`, where `of` 0 means not known."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, of: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of or None)


@contextmanager
def named_progress() -> Iterator[Callable[[str, int, int], None]]:
    """The same for work in several parts: `advance(part, done, of)`."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda part, done, of: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda part, done, of: bar.update(task, description=part, completed=done, total=of or None)
