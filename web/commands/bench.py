"""`weekbook bench`: the figures, from every module of web.bench that has `rows(progress)` (web.bench.figure)."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
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
    """Measure on this machine: ratios of one run, not timed tests."""
    runs = benches()
    always = [name for name, module in runs.items() if not hasattr(module, "ONLY_IF_NAMED")]
    if unknown := sorted(set(only or ()) - runs.keys()):
        refuse(f"there is no bench “{unknown[0]}”; there are: {', '.join(runs) or 'none'}")
    figures: list[Figure] = []
    for name in only or always:
        try:
            figures += _run(name, runs[name].rows)
        except Missing as missing:
            if only:
                refuse(str(missing))
            Console().print(f"{name} was left out: {missing}")
    _show(figures)
    if json:
        say_json({"figures": [asdict(figure) for figure in figures]})


def benches() -> dict[str, Any]:
    """The modules by their names."""
    modules = {info.name: importlib.import_module(f"web.bench.{info.name}") for info in _modules()}
    return {name: module for name, module in modules.items() if hasattr(module, "rows")}


def _modules() -> Iterable[pkgutil.ModuleInfo]:
    return sorted(pkgutil.iter_modules(web.bench.__path__), key=lambda info: info.name)


def _run(name: str, rows: Rows) -> list[Figure]:
    with named_progress() as advance:
        return list(rows(lambda what: advance(f"{name}: {what}", 0, 0)))


def _show(figures: Iterable[Figure]) -> None:
    table = Table("what", "figure", "to reach", "", box=None, pad_edge=False)
    for figure in figures:
        mark = {None: "", True: "reached", False: "not reached"}[figure.reached]
        table.add_row(figure.name, f"{figure.value:,.4g} {figure.unit}".strip(), figure.reach, mark)
    Console().print(table)
