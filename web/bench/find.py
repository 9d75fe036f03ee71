"""The figures of Find: over the network on loopback, signed in, with permissions and trail, on an encrypted file.

Beside it in the same run: a bare SQLite full-text query over the same names rendered by Jinja (the floor), and
Datasette's table search over the same names in an environment of its own.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from web.bench import datasette
from web.bench.asking import rate, timed
from web.bench.council import BenchCouncil, make_council
from web.bench.figure import Figure
from web.bench.floor import floor, names_file
from web.bench.questions import queries
from web.bench.serving import Client, cpu_seconds, server
from web.cookies import SIGN_IN_COOKIE

SIZES = (1_000, 10_000, 100_000)
ASKED = 1_500
WARM_UP = 200


@dataclass(frozen=True, slots=True)
class FindFigures:
    """At one size, in milliseconds; `floor` is the bare full-text query, rendered.

    `cpu` is the processor time of the server for a search, which other work on the machine disturbs less.
    """

    families: int
    index_seconds: float
    median: float
    p99: float
    floor_median: float
    floor_p99: float
    cpu: float
    searches_a_second: float
    datasette_searches_a_second: float

    @property
    def times_the_floor(self) -> float:
        return self.median / self.floor_median

    @property
    def times_datasette(self) -> float:
        return self.searches_a_second / self.datasette_searches_a_second if self.datasette_searches_a_second else 0


def find_figures(
    sizes: Sequence[int] = SIZES, *, rival: bool = True, progress: Callable[[str], None] = lambda what: None
) -> Iterator[FindFigures]:
    """Build a council of each size, ask it and its rivals the same, and give the figures, each when it is there."""
    with TemporaryDirectory(prefix="weekbook-bench-") as folder:
        python = datasette.installed(Path(folder), progress) if rival else None
        for size in sizes:
            yield _figures(Path(folder), size, python, progress)


def _figures(folder: Path, size: int, python: Path | None, progress: Callable[[str], None]) -> FindFigures:
    progress(f"building {size:,} families")
    council = asyncio.run(make_council(folder, size))
    asked = list(queries(council.families, ASKED + WARM_UP))
    names = names_file(folder / f"names-{size}.db", council.families)
    progress(f"the floor at {size:,} families")
    bare = floor(names, asked, warm_up=WARM_UP)
    progress(f"Weekbook at {size:,} families")
    times, cpu, many = _weekbook(council, asked)
    progress(f"Datasette at {size:,} families")
    rival = datasette.searches_a_second(python, names, asked) if python else 0
    return FindFigures(size, council.index_seconds, *_summary(times), *_summary(bare), cpu, many, rival)


def _summary(seconds: Sequence[float]) -> tuple[float, float]:
    return median(seconds) * 1000, quantiles(seconds, n=100)[98] * 1000


def _weekbook(council: BenchCouncil, asked: Sequence[str]) -> tuple[list[float], float, float]:
    """Each answer's time in seconds, one after another; the server's own time for each, in milliseconds; then searches
    a second of four at once.
    """
    paths = [f"/find/answers?{urlencode({'q': q})}" for q in asked]
    with server(council.url, council.key_file) as (port, process):
        client = Client(port, f"{SIGN_IN_COOKIE}={council.token}")
        for path in paths[:WARM_UP]:
            timed(client, path)
        before = cpu_seconds(process)
        times = [timed(client, path) for path in paths[WARM_UP:]]
        cpu = (cpu_seconds(process) - before) / len(times) * 1000
        client.close()
        many = rate(paths, lambda: Client(port, f"{SIGN_IN_COOKIE}={council.token}"))
    return times, cpu, many


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    """The figures as `weekbook bench` prints them."""
    return rows_of(find_figures(progress=progress))


def rows_of(figures: Iterable[FindFigures]) -> Iterator[Figure]:
    """Of the smallest size first."""
    p99s: list[float] = []
    for row in figures:
        p99s.append(row.p99)
        at = f"Find at {row.families:,} families"
        yield Figure(f"{at}: median", row.median, "ms")
        yield Figure(f"{at}: p99", row.p99, "ms")
        yield Figure(f"{at}: processor time of a search", row.cpu, "ms")
        yield Figure(f"{at}: index built", row.index_seconds, "s")
        yield Figure(
            f"{at}: median to the bare query", row.times_the_floor, "×", "at most 8×", row.times_the_floor <= 8
        )
        yield _to_datasette(f"{at}: to Datasette", row)
    growth = p99s[-1] / p99s[0]
    yield Figure("Find: p99 of the largest to the smallest", growth, "×", "at most 1.5×", growth <= 1.5)


def _to_datasette(name: str, row: FindFigures) -> Figure:
    if not row.datasette_searches_a_second:
        return Figure(name, None, not_measured="Datasette could not be installed here")
    return Figure(name, row.times_datasette, "×", "at least 5×", row.times_datasette >= 5)
