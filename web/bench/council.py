"""A council of any size for the figures: invented families in teams of forty, in an encrypted file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.database import Database
from store.find_index import rebuild_index
from store.keys import derive, make_key_file, read_key_file
from store.migrating import migrate
from store.sign_ins import record_sign_in
from store.tables.cases import Case, Involvement, Plan
from store.tables.entries import Entry
from store.tables.families import Family, Person
from store.tables.people import OfficeArea, Practitioner, Team
from web.bench.names import forenames, streets, surnames, towns

FAMILIES_OF_A_TEAM = 40
AREAS = 3
BEGUN = date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class BenchPerson:
    given_name: str
    family_name: str
    born: date
    phone: str


@dataclass(frozen=True, slots=True)
class BenchFamily:
    id: int
    team_id: int
    name: str
    reference: str
    street: str
    town: str
    postcode: str
    people: tuple[BenchPerson, ...]


@dataclass(frozen=True, slots=True)
class BenchCouncil:
    """A database with that many families, somebody signed in to team 1, and how long its index took."""

    url: str
    key_file: Path
    token: str
    families: list[BenchFamily]
    index_seconds: float


def families(number: int) -> Iterator[BenchFamily]:
    """About four and a half people each; a quarter of the families bear two surnames."""
    random = Random(number)  # noqa: S311 - the same in every run; nothing here is secret
    names, given, roads = surnames(), forenames(), streets()
    for n in range(1, number + 1):
        one, other = names.draw(random, 2)
        size = random.choice((3, 4, 4, 5, 5, 6))
        shared = f"{one}-{other}" if random.random() < 0.1 else one
        firsts = given.draw(random, size)
        people = [
            BenchPerson(
                first,
                shared if m > 1 or random.random() < 0.7 else other,
                _born(random, child=m > 1),
                _phone(random, m),
            )
            for m, first in enumerate(firsts)
        ]
        street, town = f"{random.randint(1, 180)} {roads.draw(random, 1)[0]}", random.choice(towns())
        code = f"{random.choice(('AL', 'SG', 'WD', 'HP'))}{random.randint(1, 20)} {random.randint(0, 9)}{_two(random)}"
        yield BenchFamily(
            n, (n - 1) // FAMILIES_OF_A_TEAM + 1, shared, f"H{200000 + n}", street, town, code, tuple(people)
        )


def _born(random: Random, *, child: bool) -> date:
    return date(2026, 11, 1) - timedelta(
        days=random.randint(0, 17 * 365) if child else random.randint(18 * 365, 60 * 365)
    )


def _phone(random: Random, number: int) -> str:
    return f"07{random.randint(400, 999)} {random.randint(0, 999999):06}" if number < 2 else ""


def _two(random: Random) -> str:
    return "".join(random.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))


async def make_council(folder: Path, number: int, url: str = "") -> BenchCouncil:
    """Fill a new encrypted file, or the empty database at `url`, and build its index."""
    key_file, made = folder / f"{number}.key", list(families(number))
    make_key_file(key_file)
    url = url or f"sqlite+aiosqlite:///{folder / f'{number}.db'}"
    database = Database(url, key=derive(read_key_file(key_file), "database"))
    await migrate(database)
    async with database.writing() as db:
        await _teams(db, made[-1].team_id)
        for start in range(0, number, 5_000):
            await _families(db, made[start : start + 5_000])
    started = perf_counter()
    async with database.writing() as db:
        await rebuild_index(db)
    seconds = perf_counter() - started
    async with database.writing() as db:
        token = await record_sign_in(db, practitioner_id=1, phone_id=None, passkey_id=None, now=datetime.now(UTC))
    await database.close()
    return BenchCouncil(url, key_file, token, made, seconds)


async def _teams(db: AsyncSession, number: int) -> None:
    await db.execute(insert(OfficeArea), [{"id": n, "name": f"Area {n}"} for n in range(1, AREAS + 1)])
    teams: list[dict[str, Any]] = [
        {"id": n, "area_id": n % AREAS + 1, "name": f"Team {n}"} for n in range(1, number + 1)
    ]
    await db.execute(insert(Team), teams)
    roles = ("childrens_social_worker", "recovery_worker", "team_manager")
    workers = [
        {"id": (team["id"] - 1) * 3 + n + 1, "name": f"Worker {team['id']}-{n}", "role": role, "team_id": team["id"],
         "phone": "01632 960123", "user_handle": f"{team['id']}-{n}".encode()}
        for team in teams for n, role in enumerate(roles)
    ]  # fmt: skip
    await db.execute(insert(Practitioner), workers)


async def _families(db: AsyncSession, made: list[BenchFamily]) -> None:
    await db.execute(insert(Family), [
        {"id": f.id, "reference": f.reference, "name": f.name, "address_lines": [f.street, f.town],
         "postcode": f.postcode, "warnings": ["Visit in pairs."] if f.id % 9 == 0 else []} for f in made
    ])  # fmt: skip
    people = [
        {"id": f.id * 10 + n, "family_id": f.id, "kind": "child" if n > 1 else "adult", "given_name": p.given_name,
         "family_name": p.family_name, "relationship": ("mother", "father", "daughter", "son")[min(n, 3)],
         "birth_date": p.born, "phone": p.phone}
        for f in made for n, p in enumerate(f.people)
    ]  # fmt: skip
    await db.execute(insert(Person), people)
    cases = [{"id": f.id, "family_id": f.id, "team_id": f.team_id, "opened_on": BEGUN} for f in made]
    await db.execute(insert(Case), cases)
    await db.execute(insert(Plan), [
        {"case_id": person["family_id"], "person_id": person["id"], "kind": "child_in_need", "started_on": BEGUN}
        for person in people if person["kind"] == "child"
    ])  # fmt: skip
    await _work(db, made)


async def _work(db: AsyncSession, made: list[BenchFamily]) -> None:
    """Who holds each case, and the last line that was written of it."""
    held: list[dict[str, Any]] = [
        {"case_id": f.id, "practitioner_id": (f.team_id - 1) * 3 + n + 1, "lead": n == 0, "since": BEGUN}
        for f in made for n in range(2)
    ]  # fmt: skip
    await db.execute(insert(Involvement), held)
    at = datetime(2026, 11, 13, 15, tzinfo=UTC)
    await db.execute(insert(Entry), [
        {"id": UUID(int=f.id), "case_id": f.id, "kind": "weekly_entry", "author_id": (f.team_id - 1) * 3 + 1,
         "week": date(2026, 11, 9), "happened_at": at, "written_at": at, "fingerprint": "",
         "content": {"headline": f"The {f.name} children were in school all week", "worked_on": "Mornings"}}
        for f in made
    ])  # fmt: skip
