"""Workers whom a new caseload list does not name any more for someone: their allocation ends."""

from collections.abc import AsyncIterator, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.database import Database
from store.exchange.values import phone
from store.importing.batches import change
from store.importing.families import closing
from store.tables.cases import Case, Involvement
from store.tables.families import Person
from store.tables.people import Practitioner
from store.trail import Deed, Trail

AT_A_TIME = 500
Seen = dict[str, set[str]]
"""The council's number of a person → the workers (caseload.worker_key) that this list names for them."""


async def end_left_out(database: Database, trail: Trail, seen: Seen, today: date) -> int:
    """End what the list leaves out, for the people who are in it; gives the number of allocations that ended."""
    numbers, ended = list(seen), 0
    for start in range(0, len(numbers), AT_A_TIME):
        async with database.writing() as db:
            deeds = [deed async for deed in _ended(db, numbers[start : start + AT_A_TIME], seen, today)]
            await trail.append(db, deeds)
            ended += len(deeds)
    return ended


async def _ended(db: AsyncSession, numbers: list[str], seen: Seen, today: date) -> AsyncIterator[Deed]:
    wanted = select(Person.family_id).where(Person.council_id.in_(numbers))
    for case in await db.scalars(select(Case).where(Case.family_id.in_(wanted))):
        gone = {key for number, workers in case.facts.get("people", {}).items() if number in seen
                for key in workers.keys() - seen[number]}  # fmt: skip
        if gone:
            _forget(case, seen)
            for row in await _allocations(db, case.id, gone - _still(case)):
                change(row, until=max(today, row.since))
                yield Deed("allocation ended by a caseload list", case_id=case.id, subject=str(row.practitioner_id))


def _forget(case: Case, seen: Seen) -> None:
    people = {
        number: {key: line for key, line in workers.items() if number not in seen or key in seen[number]}
        for number, workers in case.facts["people"].items()
    }
    facts = {**case.facts, "people": people}
    change(case, facts=facts, closed_on=closing(facts) if case.source_key else case.closed_on)


def _still(case: Case) -> set[str]:
    """Workers whom another line of the same family names."""
    return {key for workers in case.facts["people"].values() for key in workers}


async def _allocations(db: AsyncSession, case_id: int, keys: Iterable[str]) -> list[Involvement]:
    rows = await db.execute(
        select(Involvement, Practitioner.name, Practitioner.phone)
        .join(Practitioner, Practitioner.id == Involvement.practitioner_id)
        .where(Involvement.case_id == case_id, Involvement.relation == "allocated", Involvement.until.is_(None))
    )
    wanted = set(keys)
    return [row for row, name, number in rows if f"{name} {phone(number) or number}".strip() in wanted]
