"""What the database holds of a batch of census children: asked once for all of them."""

from dataclasses import dataclass

from sqlalchemy import select

from store.exchange.census_parts import CensusChild
from store.importing.batches import Batch
from store.importing.census_rows import PlanKey, StepKey
from store.importing.families import cases_by_family, people_by_number, team_id_for
from store.tables.cases import Case, CaseDate, Plan
from store.tables.families import Person


@dataclass
class Known:
    """What is there already, and what the batch has added since."""

    team_id: int
    people: dict[str, Person]
    cases: dict[int, list[Case]]
    plans: dict[tuple[int, PlanKey], Plan]
    steps: dict[tuple[int, StepKey], CaseDate]


async def load_known(batch: Batch[CensusChild], team: str | None) -> Known:
    db = batch.db
    people = await people_by_number(db, {child.identifiers.child_id for child in batch.records})
    cases = await cases_by_family(db, (person.family_id for person in people.values()))
    ids = [case.id for found in cases.values() for case in found]
    plans = await db.scalars(select(Plan).where(Plan.case_id.in_(ids)))
    steps = await db.scalars(select(CaseDate).where(CaseDate.case_id.in_(ids)))
    return Known(
        await team_id_for(db, team), people, cases,
        {(plan.case_id, (plan.person_id, plan.kind, plan.started_on)): plan for plan in plans},
        {(step.case_id, (step.person_id or 0, step.kind, step.on)): step for step in steps},
    )  # fmt: skip
