"""Who sees which of the cast's cases, asked of both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from store.case_access import access_to_family
from store.database import Database
from store.practice.permissions import Permission
from store.tables.cases import Case
from store.tables.families import Family
from store.tables.people import OfficeArea, Practitioner, Team
from store.visibility import Viewer, cases_for
from tests.cast import PEOPLE, TODAY, Cast

READS = {
    "priya": {"Okafor-Hill", "Brennan"},
    "tom": {"Okafor-Hill", "Brennan", "Vine"},
    "sam": {"Okafor-Hill", "Brennan"},
    "ruth": {"Okafor-Hill", "Brennan", "Vine"},
    "wendy": set(),
    "grace": {"Adeyemi"},
    "fiona": {"Adeyemi"},
    "olu": {"Adeyemi"},
    "helen": {"Okafor-Hill"},
    "mark": {"Okafor-Hill", "Brennan"},
    "hilary": {"Okafor-Hill", "Brennan", "Adeyemi"},
    "colin": set(),
    "beth": set(),
    "alan": set(),
}
NOT_RESTRICTED = {"Okafor-Hill", "Brennan", "Adeyemi"}


async def viewer(database: Database, name: str) -> Viewer:
    async with database.reading() as db:
        row = (
            await db.execute(
                select(Practitioner.id, Practitioner.role, Practitioner.team_id, OfficeArea.id)
                .outerjoin(Team, Team.id == Practitioner.team_id)
                .outerjoin(OfficeArea, (OfficeArea.id == Team.area_id) | (OfficeArea.id == Practitioner.area_id))
                .where(Practitioner.name == PEOPLE[name][0])
            )
        ).one()
    return Viewer(*row, TODAY)


async def names(database: Database, who: str, permission: Permission) -> set[str]:
    asked = cases_for(await viewer(database, who), permission)
    async with database.reading() as db:
        found = await db.scalars(select(Family.name).join(Case).where(Case.id.in_(asked)))
        return set(found)


@pytest.mark.parametrize("who", READS)
async def test_who_reads_what(database: Database, who: str) -> None:
    assert await names(database, who, Permission.READ) == READS[who]


@pytest.mark.parametrize("who", ["priya", "wendy", "grace", "helen", "mark"])
async def test_a_restricted_family_is_not_even_listed(database: Database, who: str) -> None:
    assert await names(database, who, Permission.LISTED) == NOT_RESTRICTED


async def test_only_the_manager_of_the_team_signs_off(database: Database) -> None:
    signing = {who for who in PEOPLE if "Okafor-Hill" in await names(database, who, Permission.SIGN_OFF)}
    assert signing == {"ruth"}


async def test_who_held_a_case_may_only_record_about_then(database: Database) -> None:
    assert await names(database, "fiona", Permission.RECORD_PAST) == {"Okafor-Hill"}
    assert "Okafor-Hill" not in await names(database, "fiona", Permission.RECORD)


async def test_the_door_and_the_list_agree(database: Database) -> None:
    """`access_to_family` and `cases_for` are made of the same conditions."""
    async with database.reading() as db:
        families = (await db.execute(select(Family.id, Family.name))).all()
        for who in PEOPLE:
            asker = await viewer(database, who)
            for permission in Permission:
                opened = {
                    name
                    for family_id, name in families
                    if (access := await access_to_family(db, asker, family_id=family_id))
                    and permission in access.permissions
                }
                assert opened == await names(database, who, permission), (who, permission)


async def test_an_ended_sign_in_and_an_unknown_family_open_nothing(database: Database) -> None:
    async with database.reading() as db:
        assert await access_to_family(db, await viewer(database, "priya"), family_id=999_999) is None


async def test_an_allocation_that_begins_tomorrow_opens_nothing_today(database: Database) -> None:
    from datetime import timedelta

    from store.tables.cases import Involvement

    async with database.writing() as db:
        db.add(
            Involvement(
                case_id=await Cast.case_id(db, "Okafor-Hill"),
                practitioner_id=await Cast.practitioner_id(db, "grace"),
                since=TODAY + timedelta(days=1),
            )
        )
    assert "Okafor-Hill" not in await names(database, "grace", Permission.READ)


async def test_an_earlier_case_is_no_way_around_a_restricted_one(database: Database) -> None:
    """Address, warnings and people are the family's: whoever opened the old case would read today's."""
    async with database.writing() as db:
        vine = (await db.scalars(select(Case).join(Family).where(Family.name == "Vine"))).one()
        long_ago = {"opened_on": TODAY - timedelta(days=900), "closed_on": TODAY - timedelta(days=700)}
        db.add(Case(family_id=vine.family_id, team_id=vine.team_id, **long_ago))
    for who in PEOPLE:
        async with database.reading() as db:
            seen = await access_to_family(db, await viewer(database, who), family_id=vine.family_id)
        assert (seen is not None) == (who in ("tom", "ruth")), who
    async with database.writing() as db:
        await db.execute(update(Case).where(Case.id == vine.id).values(closed_on=TODAY))
    async with database.reading() as db:
        seen = await access_to_family(db, await viewer(database, "joan"), family_id=vine.family_id)
    assert seen and seen.closed_on == long_ago["closed_on"], "once it is closed the earlier case is the team's again"
