"""Workers whom a new caseload list does not name any more for someone: their allocation ends."""

from collections.abc import AsyncIterator, Iterable
from datetime import date
from itertools import islice
from typing import Any

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


class Listed:
    """Whom a list names, and which workers for each: numbers and hashes, as a list of 100,000 must fit in memory."""

    def __init__(self) -> None:
        self.people: dict[str, None] = {}
        self._pairs: set[int] = set()

    def add(self, number: str, worker: str) -> None:
        """The list names this worker (caseload_facts.worker_key) for the person with the council's number."""
        self.people[number] = None
        self._pairs.add(hash((number, worker)))

    def leaves_out(self, number: str, worker: str) -> bool:
        """The list has the person, and not this worker for them."""
        return number in self.people and hash((number, worker)) not in self._pairs


async def end_left_out(database: Database, trail: Trail, listed: Listed, today: date) -> int:
    """End what the list leaves out, for the people who are in it; gives the number of allocations that ended."""
    numbers, ended = iter(listed.people), 0
    while some := list(islice(numbers, AT_A_TIME)):
        async with database.writing() as db:
            deeds = [deed async for deed in _ended(db, some, listed, today)]
            await trail.append(db, deeds)
            ended += len(deeds)
    return ended


async def _ended(db: AsyncSession, numbers: list[str], listed: Listed, today: date) -> AsyncIterator[Deed]:
    for case in await _cases_with_somebody_gone(db, numbers, listed):
        gone = _gone(case.facts, listed)
        _forget(case, listed)
        for row in await _allocations(db, case.id, gone - _still(case)):
            change(row, until=max(today, row.since))
            yield Deed("allocation ended by a caseload list", case_id=case.id, subject=str(row.practitioner_id))


async def _cases_with_somebody_gone(db: AsyncSession, numbers: list[str], listed: Listed) -> Iterable[Case]:
    """Facts alone are read of the many where all is as it was."""
    wanted = select(Person.family_id).where(Person.council_id.in_(numbers))
    facts = await db.execute(select(Case.id, Case.facts).where(Case.family_id.in_(wanted)))
    ids = [case_id for case_id, facts in facts if _gone(facts, listed)]
    return await db.scalars(select(Case).where(Case.id.in_(ids)).order_by(Case.id)) if ids else ()


def _gone(facts: dict[str, Any], listed: Listed) -> set[str]:
    """The workers of the case's facts whom the list does not name any more for someone."""
    people = facts.get("people", {})
    return {key for number, workers in people.items() for key in workers if listed.leaves_out(number, key)}


def _forget(case: Case, listed: Listed) -> None:
    people = {
        number: {key: line for key, line in workers.items() if not listed.leaves_out(number, key)}
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
