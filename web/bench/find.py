"""The figures of Find: over the network on loopback, signed in, with permissions and trail, on an encrypted file.

Beside it in the same run: a bare SQLite full-text query over the same names rendered by Jinja (the floor), and
Datasette's table search over the same names in an environment of its own.
"""

import asyncio
import subprocess
import venv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter
from urllib.parse import quote, urlencode

import sqlcipher3
from jinja2 import Environment

from web.bench.council import BenchCouncil, BenchFamily, make_council
from web.bench.figure import Figure
from web.bench.serving import Client, free_port, running, server
from web.cookies import SIGN_IN_COOKIE

SIZES = (1_000, 10_000, 100_000)
ASKED = 1_500
WARM_UP = 200
THREADS = 4
SECONDS = 4.0
SHOWN = 13


@dataclass(frozen=True, slots=True)
class FindFigures:
    """At one size, in milliseconds; `floor` is the bare full-text query, rendered."""

    families: int
    index_seconds: float
    median: float
    p99: float
    floor_median: float
    floor_p99: float
    searches_a_second: float
    datasette_searches_a_second: float

    @property
    def times_the_floor(self) -> float:
        return self.median / self.floor_median

    @property
    def times_datasette(self) -> float:
        return self.searches_a_second / self.datasette_searches_a_second if self.datasette_searches_a_second else 0


def find_figures(
    sizes: Sequence[int] = SIZES, *, datasette: bool = True, progress: Callable[[str], None] = lambda what: None
) -> list[FindFigures]:
    """Build a council of each size, ask it and its rivals the same, and give the figures."""
    with TemporaryDirectory(prefix="weekbook-bench-") as folder:
        python = _datasette(Path(folder), progress) if datasette else None
        return [_figures(Path(folder), size, python, progress) for size in sizes]


def _figures(folder: Path, size: int, python: Path | None, progress: Callable[[str], None]) -> FindFigures:
    progress(f"building {size:,} families")
    council = asyncio.run(make_council(folder, size))
    asked = list(queries(council.families, ASKED + WARM_UP))
    names = _names_file(folder / f"names-{size}.db", council.families)
    progress(f"the floor at {size:,} families")
    floor = _floor(names, asked)
    progress(f"Weekbook at {size:,} families")
    times, rate = _weekbook(council, asked)
    progress(f"Datasette at {size:,} families")
    rival = _datasette_rate(python, names, asked) if python else 0
    return FindFigures(size, council.index_seconds, *_summary(times), *_summary(floor), rate, rival)


def _summary(seconds: Sequence[float]) -> tuple[float, float]:
    return median(seconds) * 1000, quantiles(seconds, n=100)[98] * 1000


def queries(families: Sequence[BenchFamily], number: int) -> Iterator[str]:
    """What people type: names whole, misspelt, begun and swapped; now and then a street, a number, a date.

    Six of ten ask for a family of one's own team (team 1), the others for anyone in the council.
    """
    random = Random(7)  # noqa: S311
    own = [family for family in families if family.team_id == 1]
    for _ in range(number):
        family = random.choice(own) if random.random() < 0.6 else random.choice(families)
        person = random.choice(family.people)
        yield random.choice(_KINDS)(family, person.given_name, person.family_name, person, random)


_KINDS: tuple[Callable[..., str], ...] = (
    lambda family, given, name, person, random: f"{given} {name}",
    lambda family, given, name, person, random: f"{name} {given}",
    lambda family, given, name, person, random: f"{given} {name}",
    lambda family, given, name, person, random: family.name,
    lambda family, given, name, person, random: name,
    lambda family, given, name, person, random: _misspelt(name, random),
    lambda family, given, name, person, random: f"{_misspelt(given, random)} {_misspelt(name, random)}",
    lambda family, given, name, person, random: name[: random.randint(2, 5)],
    lambda family, given, name, person, random: f"{given} {name[:3]}",
    lambda family, given, name, person, random: family.street,
    lambda family, given, name, person, random: random.choice((family.postcode, person.phone or family.reference)),
    lambda family, given, name, person, random: person.born.strftime("%d/%m/%Y"),
)


def _misspelt(word: str, random: Random) -> str:
    at = random.randrange(1, len(word))
    return random.choice(
        (word[:at] + word[at + 1 :], word[:at] + word[at - 1] + word[at:], f"{word[:at]}e{word[at + 1 :]}")
    )


def _weekbook(council: BenchCouncil, asked: Sequence[str]) -> tuple[list[float], float]:
    """Each answer's time in seconds, one after another; then searches a second of four at once."""
    paths = [f"/find/answers?{urlencode({'q': q})}" for q in asked]
    with server(council.url, council.key_file) as port:
        client = Client(port, f"{SIGN_IN_COOKIE}={council.token}")
        times = [_timed(client, path) for path in paths]
        client.close()
        rate = _rate(paths, lambda: Client(port, f"{SIGN_IN_COOKIE}={council.token}"))
    return times[WARM_UP:], rate


def _timed(client: Client, path: str) -> float:
    started = perf_counter()
    status, _ = client.get(path)
    taken = perf_counter() - started
    if status != 200:
        raise RuntimeError(f"{path} was answered with {status}")
    return taken


def _rate(paths: Sequence[str], connect: Callable[[], Client]) -> float:
    counts = [0] * THREADS
    end = perf_counter() + SECONDS

    def ask(which: int) -> None:
        client, random = connect(), Random(which)  # noqa: S311
        while perf_counter() < end:
            _timed(client, random.choice(paths))
            counts[which] += 1
        client.close()

    threads = [Thread(target=ask, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


_COLUMNS = "given_name, family_name, family, address, postcode, phone"
_FTS = "content=people, content_rowid=id, prefix='2 3'"


def _names_file(path: Path, families: Iterable[BenchFamily]) -> Path:
    """One row a person with full text over names and address, plain SQLite."""
    with sqlcipher3.connect(str(path)) as db:
        db.execute(f"CREATE TABLE people (id INTEGER PRIMARY KEY, {_COLUMNS})")
        rows = ((p.given_name, p.family_name, f.name, f"{f.street}, {f.town}", f.postcode, p.phone)
                for f in families for p in f.people)  # fmt: skip
        db.executemany("INSERT INTO people VALUES (NULL, ?, ?, ?, ?, ?, ?)", rows)
        db.execute(f"CREATE VIRTUAL TABLE people_fts USING fts5({_COLUMNS}, {_FTS})")
        db.execute("INSERT INTO people_fts(people_fts) VALUES ('rebuild')")
    db.close()
    return path


_FLOOR = (
    "SELECT people.* FROM people_fts JOIN people ON people.id = people_fts.rowid "
    "WHERE people_fts MATCH ? ORDER BY people_fts.rank LIMIT ?"
)
_FLOOR_PAGE = (
    '<p>{{ rows|length }} people</p>{% for row in rows %}<article class="card"><h2><a href="/people/{{ row[0] }}">'
    "{{ row[1] }} {{ row[2] }}</a></h2><p>{{ row[3] }} family</p><p>{{ row[4] }} {{ row[5] }}</p>"
    "<p>{{ row[6] }}</p></article>{% endfor %}"
)


def _floor(names: Path, asked: Sequence[str]) -> list[float]:
    """The bare query, its rows rendered: no network, no sign-in, no permissions, no trail, no forgiving.

    Only the questions that it can answer count: a misspelt name or a date of birth costs it nothing.
    """
    db = sqlcipher3.connect(str(names))
    page = Environment(autoescape=True).from_string(_FLOOR_PAGE)
    times = []
    for text in asked:
        words = "".join(c if c.isalnum() else " " for c in text).split()
        started = perf_counter()
        rows = db.execute(_FLOOR, (" ".join(f'"{word}"*' for word in words), SHOWN)).fetchall()
        page.render(rows=rows)
        times.append((perf_counter() - started, bool(rows)))
    db.close()
    return [taken for taken, answered in times[WARM_UP:] if answered]


def _datasette(folder: Path, progress: Callable[[str], None]) -> Path | None:
    """Datasette in an environment of its own; None where it cannot be installed."""
    progress("installing Datasette for comparison")
    venv.create(folder / "datasette", with_pip=True)
    python = folder / "datasette" / "bin" / "python"
    done = subprocess.run([str(python), "-m", "pip", "install", "-q", "datasette"], capture_output=True, check=False)  # noqa: S603
    return python if done.returncode == 0 else None


def _datasette_rate(python: Path, names: Path, asked: Sequence[str]) -> float:
    port = free_port()
    command = [
        str(python),
        "-m",
        "datasette",
        "serve",
        str(names),
        "--port",
        str(port),
        "--setting",
        "num_sql_threads",
        "4",
    ]
    paths = [f"/{names.stem}/people.json?_size={SHOWN}&_search={quote(text)}" for text in asked]
    with running(command, port):
        client = Client(port)
        for path in paths[:50]:
            client.get(path)
        client.close()
        return _rate(paths, lambda: Client(port))


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    """The figures as `weekbook bench` prints them."""
    figures = find_figures(progress=progress)
    for row in figures:
        at = f"Find at {row.families:,} families"
        yield Figure(f"{at}: median", row.median, "ms")
        yield Figure(f"{at}: p99", row.p99, "ms")
        yield Figure(f"{at}: index built", row.index_seconds, "s")
        yield Figure(
            f"{at}: median to the bare query", row.times_the_floor, "×", "at most 8×", row.times_the_floor <= 8
        )
        if row.datasette_searches_a_second:
            yield Figure(f"{at}: to Datasette", row.times_datasette, "×", "at least 5×", row.times_datasette >= 5)
    growth = figures[-1].p99 / figures[0].p99
    yield Figure("Find: p99 of the largest to the smallest", growth, "×", "at most 1.5×", growth <= 1.5)
