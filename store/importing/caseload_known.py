"""What the database holds of a batch of a caseload list: asked once for all its lines, not line by line."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.exchange.caseload import CaseloadPerson
from store.exchange.values import phone
from store.importing.families import (
    cases_by_family,
    families_by_id,
    people_by_number,
    taken_references,
    team_id_for,
)  # fmt: skip
from store.tables.cases import Case, Involvement
from store.tables.families import Family, Person
from store.tables.people import Practitioner

ROWS_AT_ONCE = 1_000
Home = tuple[str, ...]
Worker = tuple[str, str]
"""A name, and the telephone number as `values.phone` writes it."""


@dataclass
class Known:
    """What is there already, and what the batch has added since."""

    team_id: int
    today: date
    people: dict[str, Person]
    families: dict[int, Family]
    homes: dict[Home, Family]
    at_home: dict[int, int]
    """How many people the families of `homes` had before."""
    cases: dict[int, list[Case]]
    involved: dict[int, list[Involvement]]
    workers: dict[Worker, Practitioner]
    references: set[str]
    new_families: list[Family] = field(default_factory=list)
    newcomers: dict[Home, int] = field(default_factory=dict)
    """How many of the batch have come to a home's family."""


async def load_known(db: AsyncSession, lines: list[CaseloadPerson], team: str | None, today: date) -> Known:
    """All that these lines can mean."""
    numbers = {line.council_id for line in lines}
    people = await people_by_number(db, numbers)
    homes = await _homes(db, lines)
    ids = {person.family_id for person in people.values()} | set(homes.values())
    families, cases = await families_by_id(db, ids), await cases_by_family(db, ids)
    return Known(
        team_id=await team_id_for(db, team),
        today=today,
        people=people,
        families=families,
        homes={home: families[id] for home, id in homes.items()},
        at_home=await _sizes(db, set(homes.values())),
        cases=cases,
        involved=await _involved(db, [case.id for found in cases.values() for case in found]),
        workers=await _workers(db, lines),
        references=await taken_references(db, numbers),
    )


def home_of(name: str, lines: Any, postcode: str) -> Home:
    """Who lives together: one family name, one address."""
    return (name.casefold(), postcode, *(line.casefold() for line in lines))


async def _homes(db: AsyncSession, lines: list[CaseloadPerson]) -> dict[Home, int]:
    """The homes of these lines where a family lives; the newest of several.

    Row by row, as a list may hold 100,000 families of one postcode.
    """
    wanted = {home_of(line.family_name, line.address_lines, line.postcode) for line in lines if line.postcode}
    which = select(Family.id, Family.name, Family.address_lines, Family.postcode).where(
        Family.postcode.in_({line.postcode for line in lines} - {""})
    )
    found = dict[Home, int]()
    async for family_id, name, address, postcode in await _stream(db, which.order_by(Family.id)):
        home = home_of(name, address, postcode)
        if home in wanted:
            found[home] = family_id
    return found


async def _sizes(db: AsyncSession, ids: set[int]) -> dict[int, int]:
    counted = select(Person.family_id, func.count().label("people")).where(Person.family_id.in_(ids))
    return {row.family_id: row.people for row in await db.execute(counted.group_by(Person.family_id))}


async def _involved(db: AsyncSession, cases: list[int]) -> dict[int, list[Involvement]]:
    found: dict[int, list[Involvement]] = {}
    for row in await db.scalars(select(Involvement).where(Involvement.case_id.in_(cases)).order_by(Involvement.id)):
        found.setdefault(row.case_id, []).append(row)
    return found


async def _workers(db: AsyncSession, lines: list[CaseloadPerson]) -> dict[Worker, Practitioner]:
    """Those of these lines who are known and have not left; row by row, as many may bear one name."""
    wanted = {(line.worker_name, line.worker_phone) for line in lines}
    named = select(Practitioner.id, Practitioner.name, Practitioner.phone).where(
        Practitioner.name.in_({name for name, _ in wanted}), Practitioner.left_on.is_(None)
    )
    ids = dict[Worker, int]()
    async for worker_id, name, number in await _stream(db, named.order_by(Practitioner.id)):
        worker = name, phone(number) or number
        if worker in wanted:
            ids[worker] = worker_id
    rows = await db.scalars(select(Practitioner).where(Practitioner.id.in_(ids.values())))
    by_id = {row.id: row for row in rows}
    return {worker: by_id[worker_id] for worker, worker_id in ids.items()}


async def _stream(db: AsyncSession, which: Select[*tuple[Any, ...]]) -> Any:
    return await db.stream(which.execution_options(yield_per=ROWS_AT_ONCE))
