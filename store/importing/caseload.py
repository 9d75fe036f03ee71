"""A council's caseload list into the record: people into families, lines into cases, workers into practitioners.

A batch goes through in steps that each wait for the database once: a statement for each line was most of the time.
"""

from collections.abc import Callable, Iterator
from datetime import date

from store.database import Database
from store.exchange.caseload import CaseloadPerson
from store.exchange.refusal import Refusal
from store.importing.batches import Batch, Imported, import_records
from store.importing.caseload_cases import take_cases
from store.importing.caseload_facts import worker_key
from store.importing.caseload_known import load_known
from store.importing.caseload_people import take_people
from store.importing.leaving import Listed, end_left_out
from store.trail import Trail

ACT = "imported from a caseload list"


async def import_caseload(
    database: Database,
    trail: Trail,
    people: Iterator[CaseloadPerson | Refusal],
    *,
    team: str | None,
    today: date,
    progress: Callable[[int], None] = lambda read: None,
) -> Imported:
    """Take the list; the same list again changes nothing. New cases go to `team`, or to “Unassigned”."""
    listed = Listed()

    async def take(batch: Batch[CaseloadPerson]) -> None:
        for line in batch.records:
            listed.add(line.council_id, worker_key(line))
        await _take(batch, team, today)

    result = await import_records(database, trail, people, take, progress)
    if not result.unreadable:
        await end_left_out(database, trail, listed, today)
    return result


async def _take(batch: Batch[CaseloadPerson], team: str | None, today: date) -> None:
    db, lines = batch.db, batch.records
    known = await load_known(db, lines, team, today)
    changed = await take_people(db, known, lines)
    cases, in_cases = await take_cases(db, known, lines)
    changed |= in_cases
    for line in lines:
        case = cases[line.line]
        batch.took(changed=line.line in changed, family_id=case.family_id, case_id=case.id,
                   subject=line.council_id, act=ACT)  # fmt: skip
