"""Who and whom a run is about: two teams, Priya, Grace and their managers, three families; made for each run."""

from itertools import count

from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.cases import Case, Involvement
from store.tables.families import Family, Person
from store.tables.people import OfficeArea, Practitioner, Team
from tests.cast import LONG_AGO

SHARED, PRIYAS, GRACES = "Okafor-Hill", "Brennan", "Adeyemi"
_runs = count(1)

Ids = dict[str, int]
Families = dict[str, tuple[int, int]]
"""Name → ids of the family and of its case."""


async def people_of_a_run(db: AsyncSession) -> tuple[Ids, Families]:
    """Priya leads two families of Hatfield's; Grace, of Stevenage, has one there and works with one of Priya's."""
    run = next(_runs)
    area = OfficeArea(name=f"Area {run}")
    db.add(area)
    await db.flush()
    teams = {name: Team(name=f"{name} {run}", area_id=area.id) for name in ("Hatfield", "Stevenage")}
    db.add_all(teams.values())
    await db.flush()
    people = {
        name: Practitioner(name=name, role=role, team_id=teams[team].id, user_handle=f"{name} {run}".encode())
        for name, role, team in (
            ("priya", "childrens_social_worker", "Hatfield"), ("ruth", "team_manager", "Hatfield"),
            ("grace", "childrens_social_worker", "Stevenage"), ("olu", "team_manager", "Stevenage"),
        )
    }  # fmt: skip
    families = {name: Family(reference=f"{name} {run}", name=name) for name in (SHARED, PRIYAS, GRACES)}
    db.add_all([*people.values(), *families.values()])
    await db.flush()
    cases = {
        name: Case(family_id=family.id, team_id=teams["Stevenage" if name == GRACES else "Hatfield"].id,
                   opened_on=LONG_AGO)
        for name, family in families.items()
    }  # fmt: skip
    db.add_all(cases.values())
    await db.flush()
    held = ((SHARED, "priya"), (PRIYAS, "priya"), (GRACES, "grace"), (SHARED, "grace"))
    db.add_all(Involvement(case_id=cases[f].id, practitioner_id=people[who].id, since=LONG_AGO) for f, who in held)
    db.add_all(
        Person(family_id=family.id, kind="child", given_name="Leo", family_name=name)
        for name, family in families.items()
    )
    await db.flush()
    return {name: one.id for name, one in people.items()}, {name: (families[name].id, cases[name].id) for name in cases}
