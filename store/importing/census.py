"""The children in need census into the record: children, their cases by the day of referral, plans and steps.

A child is known by the council's number (LAchildID). A census has no names: a child who is not known yet
becomes a family of its own, “Child” and the number, until a caseload list says who that is.
"""

from collections.abc import Callable, Iterator

from store.database import Database
from store.exchange.census_parts import CensusChild
from store.exchange.refusal import Refusal
from store.importing.batches import Batch, Imported, import_records
from store.importing.census_cases import take_cases, take_plans, take_steps
from store.importing.census_known import Known, load_known
from store.importing.census_people import take_people
from store.importing.census_rows import rows_of
from store.importing.new_rows import insert_new, insert_with_ids, only_new
from store.tables.cases import Case
from store.trail import Trail

ACT = "imported from a census"


async def import_census(
    database: Database,
    trail: Trail,
    children: Iterator[CensusChild | Refusal],
    *,
    team: str | None,
    progress: Callable[[int], None] = lambda read: None,
) -> Imported:
    """Take the children; the same census again changes nothing. New cases go to `team`, or to “Unassigned”."""

    async def take(batch: Batch[CensusChild]) -> None:
        await _take(batch, await load_known(batch, team))

    return await import_records(database, trail, children, take, progress, rows_of)


async def _take(batch: Batch[CensusChild], known: Known) -> None:
    """In steps that each wait for the database once: families; their children and cases; plans and dated steps."""
    db, children = batch.db, batch.records
    changed = await take_people(db, known, children)
    cases: dict[int, list[Case]] = {}
    for child in children:
        cases[child.line], case_changed = take_cases(known, child)
        changed |= {child.line} if case_changed else set()
    await insert_with_ids(db, only_new(case for some in cases.values() for case in some), Case.source_key)
    for child in children:
        person = known.people[child.identifiers.child_id]
        for case, episode in zip(cases[child.line], child.episodes, strict=True):
            if take_plans(known, case, person, episode) | take_steps(known, case, person, episode):
                changed.add(child.line)
        batch.took(changed=child.line in changed, family_id=person.family_id, case_id=cases[child.line][-1].id,
                   subject=child.identifiers.child_id, act=ACT)  # fmt: skip
    await insert_new(db, only_new(known.plans.values()))
    await insert_new(db, only_new(known.steps.values()))
