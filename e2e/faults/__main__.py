"""`make faults`: the long runs, each with a bar and a closing figure; all on loopback, in folders of their own."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from e2e.faults import cutting, killing, leaking, pairs, typing
from tests.sync_model import playing

Advance = Callable[[str, float, int], None]
SHOWN = 20
screen = Console(highlight=False)


@dataclass(frozen=True)
class Closing:
    """What a run says at its end, and what it found wrong."""

    figure: str
    faults: Sequence[str]


def kill(folder: Path, times: int, advance: Advance) -> Closing:
    found = killing.kill_server(folder, times, progress=advance)
    return Closing(
        f"server killed {found.kills:,} times: {found.acknowledged:,} forms acknowledged, {found.sealed:,} of them in "
        f"envelopes; {found.packed:,} set out in packs, {found.by_pack:,} arrived so; {found.resent:,} sent again",
        found.faults,
    )


def cut(folder: Path, some: Sequence[pairs.Pair], each: int | None, advance: Advance) -> Closing:
    found = cutting.cut_connections(folder, some, bytes_each=each, progress=advance)
    return Closing(f"connection cut {found.cuts:,} times in {found.pairs} request and answer pairs", found.faults)


def browser(folder: Path, times: int, advance: Advance) -> Closing:
    found = typing.kill_browser(folder, times, progress=advance)
    return Closing(f"browser killed {found.kills:,} times: {found.saved:,} words said to be saved", found.faults)


def leak(folder: Path, advance: Advance) -> Closing:
    found = leaking.scan_for_leaks(folder, progress=advance)
    seen = f"{found.files:,} files of the profile, {found.heap_bytes / 1e6:.1f} MB of heap, storage, caches, history"
    return Closing(f"{found.words} marked words looked for in {seen}", found.faults)


def model(days: int, advance: Advance) -> Closing:
    faults = []
    try:
        playing.play(days, lambda day: advance("three phones", min(day, days), days))
    except AssertionError as violation:
        faults = [str(violation), *getattr(violation, "__notes__", ())]
    return Closing(f"{days:,} days of three phones and two people", faults)


def part_of(given: str) -> Sequence[pairs.Pair]:
    """Of all pairs, the ones from `5` to `12` in `5-12`; all where nothing is given."""
    every = pairs.every_pair()
    first, _, last = (given or f"1-{len(every)}").partition("-")
    if not (first.isdecimal() and last.isdecimal() and 1 <= int(first) <= int(last) <= len(every)):
        raise typer.BadParameter(f"There are pairs 1-{len(every)}; {given} is no part of them.")
    return every[int(first) - 1 : int(last)]


RUNS = ("kill", "cut", "browser", "leak", "model")


def faults(
    only: Annotated[list[str] | None, typer.Argument(help="Only these: " + ", ".join(RUNS))] = None,
    kills: Annotated[int, typer.Option(help="How often the server is killed.")] = 1000,
    bytes_each: Annotated[int, typer.Option(help="Bytes at which each pair is cut; 0 for every byte.")] = 0,
    part: Annotated[str, typer.Option(help="Only these of the pairs that are cut, as 1-10; parts may run apart.")] = "",
    browsers: Annotated[int, typer.Option(help="How often the browser is killed.")] = 200,
    days: Annotated[int, typer.Option(help="Runs of the model of three phones.")] = 10_000,
) -> None:
    """Break what can break, and count what is lost."""
    if unknown := set(only or ()) - set(RUNS):
        screen.print(f"There is no run {', '.join(unknown)}; there are {', '.join(RUNS)}")
        sys.exit(2)
    some = part_of(part)
    runs: dict[str, Callable[[Path, Advance], Closing]] = {
        "kill": lambda folder, advance: kill(folder, kills, advance),
        "cut": lambda folder, advance: cut(folder, some, bytes_each or None, advance),
        "browser": lambda folder, advance: browser(folder, browsers, advance),
        "leak": leak,
        "model": lambda folder, advance: model(days, advance),
    }
    results = [_run(name, runs[name]) for name in only or RUNS]
    sys.exit(1 if any(result.faults for result in results) else 0)


def _run(name: str, run: Callable[[Path, Advance], Closing]) -> Closing:
    with TemporaryDirectory(prefix="weekbook-faults-") as folder, _bar(name) as advance:
        closing = run(Path(folder) / "data", advance)
    word = "[green]no fault[/green]" if not closing.faults else f"[red]{len(closing.faults):,} faults[/red]"
    screen.print(f"{closing.figure}: {word}")
    for fault in closing.faults[:SHOWN]:
        screen.print(f"  {fault}", markup=False)
    return closing


@contextmanager
def _bar(name: str) -> Iterator[Advance]:
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
               TimeElapsedColumn(), TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task(name)
        yield lambda what, done, of: progress.update(task, description=f"{name}: {what}", completed=done, total=of)


if __name__ == "__main__":
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(faults)
    app()
