"""Who is who to whom: recorded once, ended and never deleted, each with its author and time."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.case_access import access_to_family
from store.database import Database
from store.practice.genogram import BIRTH, SEPARATED, TOGETHER, Tie
from store.practice.report.papers import CONFERENCE_PAPER
from store.relationships import (
    OVER,
    WRONG,
    NewRelationship,
    SaidOtherwise,
    end_relationship,
    list_relationships,
    record_relationship,
    ties_of,
)
from store.report_steps import ground_of
from store.tables.cases import CaseDate
from store.visibility import Viewer
from tests.cast import Cast

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def related(db: AsyncSession, kind: str, one: str, other: str, *, by: str = "priya", id: UUID | None = None,
                  at: datetime = NOW) -> UUID:  # fmt: skip
    ids = (await Cast.person(db, one)).id, (await Cast.person(db, other)).id
    new = NewRelationship(id or uuid4(), kind, *ids, date(2025, 5, 3) if kind == SEPARATED else None)
    who, family = await Cast.practitioner_id(db, by), await Cast.family(db, "Okafor-Hill")
    await record_relationship(db, new, family_id=family.id, by=who, now=at)
    return new.id


async def test_what_holds_stands_with_its_author_and_time(database: Database) -> None:
    async with database.writing() as db:
        await related(db, BIRTH, "Dawn", "Maya")
        await related(db, SEPARATED, "Dawn", "Chris", by="sam", at=NOW + timedelta(hours=1))
        family = await Cast.family(db, "Okafor-Hill")
        first, second = await list_relationships(db, family_id=family.id)
        dawn, maya, chris = [(await Cast.person(db, name)).id for name in ("Dawn", "Maya", "Chris")]
    assert (first.tie, first.recorded_by, first.recorded_at) == (Tie(BIRTH, dawn, maya), "Priya Raman", NOW)
    assert (second.tie, second.recorded_by) == (Tie(SEPARATED, dawn, chris, date(2025, 5, 3)), "Sam Okoro")
    assert first.holds and second.holds


async def test_what_is_over_stays_with_who_ended_it(database: Database) -> None:
    async with database.writing() as db:
        family, ruth = await Cast.family(db, "Okafor-Hill"), await Cast.practitioner_id(db, "ruth")
        id = await related(db, TOGETHER, "Dawn", "Chris")
        ending = {"family_id": family.id, "by": ruth}
        assert await end_relationship(db, id, **ending, ended_as=OVER, now=NOW)
        assert not await end_relationship(db, id, **ending, ended_as=WRONG, now=NOW + timedelta(days=1))
        [one] = found = await list_relationships(db, family_id=family.id)
    assert (one.ended_by, one.ended_at, one.ended_as, one.holds) == ("Ruth Calder", NOW, OVER, False)
    assert ties_of(found) == ()


async def test_it_is_ended_only_through_its_own_family(database: Database) -> None:
    async with database.writing() as db:
        id, other = await related(db, BIRTH, "Dawn", "Maya"), await Cast.family(db, "Brennan")
        who = await Cast.practitioner_id(db, "priya")
        assert not await end_relationship(db, id, family_id=other.id, ended_as=WRONG, by=who, now=NOW)
        assert await list_relationships(db, family_id=other.id) == []


async def test_the_same_sent_twice_is_one_and_an_id_of_somebody_else_is_refused(database: Database) -> None:
    async with database.writing() as db:
        id = await related(db, BIRTH, "Dawn", "Maya")
        await related(db, BIRTH, "Dawn", "Maya", id=id, at=NOW + timedelta(hours=2))
        family = await Cast.family(db, "Okafor-Hill")
        assert [one.recorded_at for one in await list_relationships(db, family_id=family.id)] == [NOW]
        with pytest.raises(SaidOtherwise):
            await related(db, BIRTH, "Dawn", "Maya", by="sam", id=id)
        with pytest.raises(SaidOtherwise):
            await related(db, BIRTH, "Dawn", "Leo", id=id)


async def test_a_report_asks_for_steps_and_ties_in_one_statement(database: Database) -> None:
    async with database.writing() as db:
        await related(db, SEPARATED, "Dawn", "Chris", at=NOW + timedelta(hours=1))
        await related(db, BIRTH, "Dawn", "Maya")
        over = await related(db, TOGETHER, "Dawn", "Chris", at=NOW + timedelta(hours=2))
        family, priya = await Cast.family(db, "Okafor-Hill"), await Cast.practitioner_id(db, "priya")
        await end_relationship(db, over, family_id=family.id, by=priya, ended_as=OVER, now=NOW)
        case_id = await Cast.case_id(db, "Okafor-Hill")
        held = {"state": "held"}
        db.add(CaseDate(case_id=case_id, kind="review", on=date(2026, 9, 14), facts=held))
        db.add(CaseDate(case_id=case_id, kind="assessment", on=date(2026, 5, 4), until=date(2026, 6, 1), facts={}))
        await db.flush()
        before = len(await steps_of(db, case_id))
        viewer = Viewer(priya, "childrens_social_worker", None, None, NOW.date())
        case = await access_to_family(db, viewer, family_id=family.id)
        assert case
        ground = await ground_of(db, case, NOW.date(), CONFERENCE_PAPER)
        steps, ties = ground.steps, ground.ties
        assert ties == ties_of(await list_relationships(db, family_id=family.id)) and len(ties) == 2
    assert len(steps) == before and [step.on for step in steps] == sorted(step.on for step in steps)
    review = next(step for step in steps if step.kind == "review" and step.on == date(2026, 9, 14))
    assert (review.until, review.facts) == (None, held)


async def steps_of(db: AsyncSession, case_id: int) -> Sequence[CaseDate]:
    return (await db.scalars(select(CaseDate).where(CaseDate.case_id == case_id))).all()
