"""Which visits count for the next that is due: a child was seen; before the birth, the parents were met."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from store.database import Database
from store.practice.entries import ChildSeen, Visit, content_of
from store.tables.entries import Entry
from store.tables.families import Person
from store.visits_that_count import visit_counts
from tests.cast import TODAY, Cast

SEEN, NOT_SEEN = {"1": ChildSeen(seen=True)}, {"1": ChildSeen(seen=False)}
VISITS = {
    "a child was seen": (Visit(children=SEEN, observed="o"), True, True),
    "no child was seen": (Visit(children=NOT_SEEN, observed='"seen": true'), False, True),
    "nobody was at home": (Visit(carried_out=False, why_not="out"), False, False),
}


@pytest.mark.parametrize("name", VISITS)
async def test_what_counts(database: Database, name: str) -> None:
    visit, counts, counts_before_birth = VISITS[name]
    async with database.writing() as db:
        now = datetime.now(UTC)
        case_id = await Cast.case_id(db, "Brennan")
        facts = {"week": TODAY, "happened_at": now, "written_at": now, "fingerprint": "a", "content": content_of(visit)}
        author = await Cast.practitioner_id(db, "priya")
        db.add(Entry(id=uuid4(), case_id=case_id, kind="visit", author_id=author, **facts))
        await db.flush()
        found = select(Entry.id).where(visit_counts())
        assert bool((await db.scalars(found)).all()) is counts
        unborn = {"birth_date": None, "expected_on": TODAY + timedelta(days=60)}
        await db.execute(update(Person).where(Person.given_name == "Aoife").values(unborn))
        assert bool((await db.scalars(found)).all()) is counts_before_birth
