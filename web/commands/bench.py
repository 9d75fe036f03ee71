"""`weekbook bench`: the figures, from every module of web.bench that has `rows(progress)` (web.bench.figure)."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

import web.bench
from web.bench.figure import Figure, Missing
from web.commands.running import JsonOption, named_progress, refuse, say_json

Rows = Callable[[Callable[[str], None]], Iterable[Figure]]
OnlyArgument = Annotated[
    list[str] | None, typer.Argument(help="Only these; pouchdb is measured only when named.", show_default=False)
]


def bench(only: OnlyArgument = None, json: JsonOption = False) -> None:
    """Measure on this machine: ratios of one run, not timed tests. Each figure is printed when it is there."""
    runs = benches()
    always = [name for name, module in runs.items() if not hasattr(module, "ONLY_IF_NAMED")]
    if unknown := sorted(set(only or ()) - runs.keys()):
        refuse(f"there is no bench “{unknown[0]}”; there are: {', '.join(runs) or 'none'}")
    figures: list[Figure] = []
    failed = [name for name in only or always if not _measured(name, runs[name].rows, figures)]
    if json:
        say_json({"figures": [asdict(figure) for figure in figures], "failed": failed})
    if failed:
        raise typer.Exit(1)


def benches() -> dict[str, Any]:
    """The modules by their names."""
    modules = {info.name: importlib.import_module(f"web.bench.{info.name}") for info in _modules()}
    return {name: module for name, module in modules.items() if hasattr(module, "rows")}


def _modules() -> Iterable[pkgutil.ModuleInfo]:
    return sorted(pkgutil.iter_modules(web.bench.__path__), key=lambda info: info.name)


def _measured(name: str, rows: Rows, figures: list[Figure]) -> bool:
    """Whether it came to its end, or only lacked something. What goes wrong with one is said; the others go on."""
    try:
        for figure in _coming(name, rows):
            figures.append(figure)
            _show(figure)
    except Missing as missing:
        figures.append(Figure(name, None, not_measured=str(missing)))
    except Exception as error:  # whatever it was, the next bench has nothing to do with it
        figures.append(Figure(name, None, not_measured=f"it failed: {_in_one_line(error)}"))
        _show(figures[-1])
        return False
    else:
        return True
    _show(figures[-1])
    return True


def _coming(name: str, rows: Rows) -> Iterator[Figure]:
    """The bar stands while the next one is awaited, and is gone before that is printed."""
    what = name

    def say(words: str) -> None:
        nonlocal what
        what = f"{name}: {words}"
        advance(what, 0, 0)

    figures: Iterator[Figure] | None = None
    while True:
        with named_progress() as advance:
            advance(what, 0, 0)
            figures = iter(rows(say)) if figures is None else figures
            figure = next(figures, None)
        if figure is None:
            return
        yield figure


def _in_one_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


def _show(figure: Figure) -> None:
    """A row of a table that has no end yet: its columns are as wide each time."""
    table = Table(show_header=False, box=None, pad_edge=False, expand=True)
    for column in ({"ratio": 1}, {"width": 12, "justify": "right"}, {"width": 14}, {"width": 11}):
        table.add_column(**column)
    if figure.value is None:
        Console().print(f"{figure.name}: not measured: {figure.not_measured}", markup=False, soft_wrap=True)
        return
    mark = {None: "", True: "reached", False: "not reached"}[figure.reached]
    table.add_row(figure.name, f"{figure.value:,.4g} {figure.unit}".strip(), figure.reach, mark)
    Console().print(table)
