"""The floor under Find: a bare SQLite full-text query over the same names, rendered by Jinja."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter

import sqlcipher3
from jinja2 import Environment

from web.bench.council import BenchFamily

SHOWN = 13


_COLUMNS = "given_name, family_name, family, address, postcode, phone"
_FTS = "content=people, content_rowid=id, prefix='2 3'"


def names_file(path: Path, families: Iterable[BenchFamily]) -> Path:
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


def floor(names: Path, asked: Sequence[str], *, warm_up: int) -> list[float]:
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
    return [taken for taken, answered in times[warm_up:] if answered]
