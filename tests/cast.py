"""The named cast. Whoever reads a test knows by the name what that person may see.

Mid area: Hatfield and Welwyn teams. North area: Stevenage.
The Okafor-Hill family is Hatfield's: Priya leads, Sam works with Dawn, Helen was consulted, Colin chairs,
Fiona held it until last month and is now in Stevenage. The Brennan family is Hatfield's (Priya, Joan);
the Adeyemi family is Stevenage's (Grace); the Vine family is Hatfield's and restricted (Tom only).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.database import Database
from store.sign_ins import record_sign_in
from store.tables.cases import Case, Involvement, Plan
from store.tables.families import Family, Person
from store.tables.people import OfficeArea, Practitioner, Team

TODAY = date.today()
LONG_AGO = TODAY - timedelta(days=200)

# name: (full name, role, team, area)
PEOPLE = {
    "priya": ("Priya Raman", "childrens_social_worker", "Hatfield", None),
    "tom": ("Tom Ashdown", "childrens_social_worker", "Hatfield", None),
    "sam": ("Sam Okoro", "recovery_worker", "Hatfield", None),
    "joan": ("Joan Tierney", "mental_health", "Hatfield", None),
    "ruth": ("Ruth Calder", "team_manager", "Hatfield", None),
    "wendy": ("Wendy Small", "childrens_social_worker", "Welwyn", None),
    "grace": ("Grace Mensah", "childrens_social_worker", "Stevenage", None),
    "fiona": ("Fiona Reid", "childrens_social_worker", "Stevenage", None),
    "olu": ("Olu Bright", "team_manager", "Stevenage", None),
    "helen": ("Helen Voss", "psychologist", None, "Mid"),
    "mark": ("Mark Dyer", "service_manager", None, "Mid"),
    "hilary": ("Hilary Stone", "head_of_service", None, None),
    "colin": ("Colin Marsh", "conference_chair", None, None),
    "beth": ("Beth Quill", "business_support", None, None),
    "alan": ("Alan Frost", "auditor", None, None),
}


@dataclass(frozen=True)
class Cast:
    """Ids by name, looked up in a database that `cast_council` filled."""

    @staticmethod
    async def practitioner_id(db: AsyncSession, name: str) -> int:
        return (await db.scalars(select(Practitioner.id).where(Practitioner.name == PEOPLE[name][0]))).one()

    @staticmethod
    async def family(db: AsyncSession, name: str) -> Family:
        return (await db.scalars(select(Family).where(Family.name == name))).one()

    @staticmethod
    async def case_id(db: AsyncSession, name: str) -> int:
        return (await db.scalars(select(Case.id).join(Family).where(Family.name == name))).one()

    @staticmethod
    async def person(db: AsyncSession, given_name: str) -> Person:
        return (await db.scalars(select(Person).where(Person.given_name == given_name))).one()

    @staticmethod
    async def sign_in(database: Database, name: str) -> str:
        """A living sign-in; returns its token."""
        async with database.writing() as db:
            who = await Cast.practitioner_id(db, name)
            return await record_sign_in(db, practitioner_id=who, phone_id=None, passkey_id=None, now=datetime.now(UTC))


async def cast_council(db: AsyncSession) -> None:
    areas = {name: OfficeArea(name=name) for name in ("Mid", "North")}
    db.add_all(areas.values())
    await db.flush()
    teams = {
        name: Team(name=name, area_id=areas[area].id)
        for name, area in (("Hatfield", "Mid"), ("Welwyn", "Mid"), ("Stevenage", "North"))
    }
    db.add_all(teams.values())
    await db.flush()
    people = {
        key: Practitioner(
            name=name,
            role=role,
            team_id=teams[team].id if team else None,
            area_id=areas[area].id if area else None,
            phone="01632 960123",
            user_handle=key.encode().ljust(64, b"-"),
        )
        for key, (name, role, team, area) in PEOPLE.items()
    }
    db.add_all(people.values())
    await db.flush()
    ids = {key: person.id for key, person in people.items()}
    await _okafor_hill(db, teams, ids)
    await _others(db, teams, ids)


async def _family(db: AsyncSession, family: Family, team: Team, people: list[Person], **case: object) -> Case:
    db.add(family)
    await db.flush()
    for person in people:
        person.family_id = family.id
    opened = Case(family_id=family.id, team_id=team.id, opened_on=LONG_AGO, **case)
    db.add_all([*people, opened])
    await db.flush()
    return opened


async def _okafor_hill(db: AsyncSession, teams: dict[str, Team], ids: dict[str, int]) -> None:
    family = Family(
        reference="H204711",
        name="Okafor-Hill",
        address_lines=["14 Cedar Close", "Hatfield"],
        postcode="AL10 0ZZ",
        warnings=["Visit in pairs.", "Dog in the yard."],
    )
    maya = Person(kind="child", given_name="Maya", family_name="Okafor-Hill", relationship="daughter", sex="F",
                  birth_date=date(2019, 4, 11), council_id="C1001")  # fmt: skip
    leo = Person(kind="child", given_name="Leo", family_name="Okafor-Hill", relationship="son", sex="M",
                 birth_date=date(2023, 2, 3), council_id="C1002")  # fmt: skip
    dawn = Person(kind="adult", given_name="Dawn", family_name="Hill", relationship="mother", phone="07700 900123")
    chris = Person(kind="adult", given_name="Chris", family_name="Okafor", relationship="father", lives_here=False)
    case = await _family(db, family, teams["Hatfield"], [maya, leo, dawn, chris],
                         next_conference_on=TODAY + timedelta(days=12))  # fmt: skip
    for child in (maya, leo):
        db.add(Plan(case_id=case.id, person_id=child.id, kind="child_protection", category="neglect",
                    started_on=LONG_AGO))  # fmt: skip
    db.add_all(
        [
            Involvement(case_id=case.id, practitioner_id=ids["priya"], lead=True, since=LONG_AGO),
            Involvement(case_id=case.id, practitioner_id=ids["sam"], for_person_id=dawn.id, since=LONG_AGO),
            Involvement(case_id=case.id, practitioner_id=ids["helen"], relation="consultation", since=LONG_AGO),
            Involvement(case_id=case.id, practitioner_id=ids["colin"], relation="chair", since=LONG_AGO),
            Involvement(case_id=case.id, practitioner_id=ids["fiona"], since=LONG_AGO,
                        until=TODAY - timedelta(days=30)),
        ]
    )  # fmt: skip


async def _others(db: AsyncSession, teams: dict[str, Team], ids: dict[str, int]) -> None:
    brennan = Family(reference="H204718", name="Brennan", address_lines=["2 Mill Row", "Hatfield"], postcode="AL10 0ZY")
    aoife = Person(kind="child", given_name="Aoife", family_name="Brennan", birth_date=date(2015, 1, 9))
    niamh = Person(kind="adult", given_name="Niamh", family_name="Brennan", relationship="mother")
    case = await _family(db, brennan, teams["Hatfield"], [aoife, niamh])
    db.add(Plan(case_id=case.id, person_id=aoife.id, kind="child_in_need", started_on=LONG_AGO))
    db.add(Involvement(case_id=case.id, practitioner_id=ids["priya"], lead=True, since=LONG_AGO))
    db.add(Involvement(case_id=case.id, practitioner_id=ids["joan"], since=LONG_AGO))

    adeyemi = Family(
        reference="S300001", name="Adeyemi", address_lines=["9 High Street", "Stevenage"], postcode="SG1 0ZZ"
    )
    tobi = Person(kind="child", given_name="Tobi", family_name="Adeyemi", birth_date=date(2017, 6, 1))
    case = await _family(db, adeyemi, teams["Stevenage"], [tobi])
    db.add(Involvement(case_id=case.id, practitioner_id=ids["grace"], lead=True, since=LONG_AGO))

    vine = Family(reference="H204999", name="Vine", address_lines=["7 Quiet Lane", "Hatfield"], postcode="AL10 0ZX")
    nell = Person(kind="child", given_name="Nell", family_name="Vine", birth_date=date(2020, 2, 29))
    case = await _family(db, vine, teams["Hatfield"], [nell], restricted=True)
    db.add(Involvement(case_id=case.id, practitioner_id=ids["tom"], lead=True, since=LONG_AGO))
