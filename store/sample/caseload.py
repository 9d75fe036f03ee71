"""The other nine hundred families: who they are, where they live, what plan they have, who works with them."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from store.sample.case_steps import CHILD_IN_NEED, CHILD_PROTECTION, PRE_PROCEEDINGS, add_plans
from store.sample.clock import Clock
from store.sample.council import Council
from store.sample.names import GROUPS, Names
from store.sample.places import AREAS, BLOCKS, KINDS, LETTERS, STREETS
from store.sample.referrals import referral
from store.sample.rows import Rows
from store.tables.cases import Case, Involvement
from store.tables.families import Family, Person

WARNINGS = (
    "Visit in pairs.", "Dog in the yard; ask for it to be shut in.", "Do not park outside; use the turning circle.",
    "The buzzer does not work; ring the mobile.", "Two dogs, friendly; one jumps up.",
    "Father is not to be told of visits.",
    "Interpreter needed (Polish); do not use the eldest to interpret.", "Interpreter needed (Romanian).",
    "Ring before you arrive; unannounced knocks frighten the children.", "Steep steps and no light after dark.",
    "Grandfather smokes indoors; ask to talk in the kitchen.", "No lone visits after five.",
    "Ex-partner has threatened workers; tell the duty desk before you go.",
    "Mother is hard of hearing; text, do not ring.",
)  # fmt: skip
STAGES = ((CHILD_IN_NEED, 54), (CHILD_PROTECTION, 33), (PRE_PROCEEDINGS, 6), ("assessment", 7))
CATEGORIES = (("neglect", 49), ("emotional_abuse", 37), ("physical_abuse", 9), ("sexual_abuse", 5))
ADULT_WORK = ("da_victims", "da_harm", "recovery_worker", "mental_health")


@dataclass(frozen=True)
class Member:
    id: int
    name: str
    born: date | None
    relationship: str
    sex: str


@dataclass(frozen=True)
class Worked:
    """A generated family with whom the team works; `allocated` is practitioner ids by role."""

    case_id: int
    name: str
    team: str
    stage: str
    children: tuple[Member, ...]
    parents: tuple[Member, ...]
    allocated: dict[str, int]
    began: date


class Caseload:
    """Adds families one by one, each reference and door number once."""

    def __init__(self, rows: Rows, clock: Clock, council: Council) -> None:
        self.rows, self.clock, self.council = rows, clock, council
        self._reference, self._doors, self._phones = 205000, set[tuple[str, ...]](), 0

    @property
    def random(self) -> Random:
        return self.rows.random

    def add(self, team: str) -> Worked:
        """One family of that team, without entries."""
        names = self.random.choices(GROUPS, [group.share for group in GROUPS])[0]
        family_name = self.random.choice(names.families)
        family_id = self._add_family(team, family_name)
        children = self._add_children(family_id, names, family_name)
        parents = self._add_parents(family_id, names, family_name, children)
        return self._add_case(team, family_name, family_id, children, parents)

    def _add_family(self, team: str, name: str) -> int:
        self._reference += self.random.randrange(3, 40)
        lines, postcode = self._address(team)
        warnings = self.random.sample(WARNINGS, self.random.choices((0, 1, 2), (74, 20, 6))[0])
        return self.rows.add(
            Family, reference=f"H{self._reference}", name=name, address_lines=lines, postcode=postcode,
            warnings=warnings,
        )  # fmt: skip

    def _address(self, team: str) -> tuple[list[str], str]:
        random, outward = self.random, AREAS[self.council.area_of[team]][team]
        while True:
            street = f"{random.choice(STREETS)} {random.choice(KINDS)}"
            first = [f"{random.randrange(1, 140)} {street}"]
            if random.random() < 0.2:
                first = [f"Flat {random.randrange(1, 40)}", f"{random.choice(BLOCKS)}, {street}"]
            if (*first, team) not in self._doors:
                break
        self._doors.add((*first, team))
        return [*first, team], f"{random.choice(outward)} 0{random.choice(LETTERS)}{random.choice(LETTERS)}"

    def _add_children(self, family_id: int, names: Names, family_name: str) -> tuple[Member, ...]:
        random, taken, found = self.random, set[str](), []
        for _ in range(random.choices((1, 2, 3, 4, 5), (34, 34, 20, 9, 3))[0]):
            sex = random.choice("FM")
            given = random.choice([name for name in (names.girls if sex == "F" else names.boys) if name not in taken])
            taken.add(given)
            born = self.clock.today - timedelta(days=int(random.triangular(40, 17 * 365, 5 * 365)))
            facts = (given, family_name, "daughter" if sex == "F" else "son", sex)
            found.append(self._member(family_id, "child", *facts, born=born))
        if random.random() < 0.03:
            expected = self.clock.today + timedelta(days=random.randrange(20, 150))
            found.append(self._member(family_id, "child", "Unborn", family_name, "unborn child", "", expected=expected))
        return tuple(found)

    def _add_parents(
        self, family_id: int, names: Names, family_name: str, children: tuple[Member, ...]
    ) -> tuple[Member, ...]:
        random = self.random
        eldest = min((child.born for child in children if child.born), default=self.clock.today)
        mother_name = family_name if random.random() < 0.6 else random.choice(names.families)
        born = eldest - timedelta(days=random.randrange(17 * 365, 38 * 365))
        found = [self._adult(family_id, random.choice(names.women), mother_name, "mother", "F", born)]
        if random.random() < 0.72:
            theirs = random.choices(GROUPS, [group.share for group in GROUPS])[0] if random.random() < 0.12 else names
            last = (
                family_name if mother_name != family_name or random.random() < 0.5 else random.choice(theirs.families)
            )
            role = random.choices(("father", "stepfather"), (85, 15))[0]
            born = eldest - timedelta(days=random.randrange(18 * 365, 42 * 365))
            here = random.random() < 0.5
            found.append(self._adult(family_id, random.choice(theirs.men), last, role, "M", born, here=here))
        if random.random() < 0.18:
            born = eldest - timedelta(days=random.randrange(40 * 365, 60 * 365))
            here = random.random() < 0.3
            found.append(
                self._adult(family_id, random.choice(names.women), mother_name, "grandmother", "F", born, here=here)
            )
        return tuple(found)

    def _adult(
        self, family_id: int, given: str, last: str, role: str, sex: str, born: date, *, here: bool = True
    ) -> Member:
        self._phones += 1
        phone = f"07700 900{500 + self._phones % 500}" if self._phones % 5 else f"01632 960{self._phones % 1000:03}"
        return self._member(family_id, "adult", given, last, role, sex, born=born, here=here, phone=phone)

    def _member(
        self, family_id: int, kind: str, given: str, last: str, relationship: str, sex: str, *,
        born: date | None = None, expected: date | None = None, here: bool = True, phone: str = "",
    ) -> Member:  # fmt: skip
        number = self.rows.add(
            Person, family_id=family_id, kind=kind, given_name=given, family_name=last, relationship=relationship,
            lives_here=here, birth_date=born, expected_on=expected, sex=sex, phone=phone,
        )  # fmt: skip
        return Member(number, given, born, relationship, sex)

    def _add_case(
        self, team: str, name: str, family_id: int, children: tuple[Member, ...], parents: tuple[Member, ...]
    ) -> Worked:
        random, clock = self.random, self.clock
        stage, category = _chosen(random, STAGES), _chosen(random, CATEGORIES)
        started = clock.ago(days=random.randrange(15, 420 if stage != PRE_PROCEEDINGS else 100))
        opened = started - timedelta(days=random.randrange(30, 60))
        protected = stage in (CHILD_PROTECTION, PRE_PROCEEDINGS)
        conference = clock.today + timedelta(days=random.randrange(4, 110)) if protected else None
        case_id = self.rows.add(
            Case, family_id=family_id, team_id=self.council.teams[team], opened_on=opened, restricted=False,
            referral=referral(random, parents[0].name, children[0].name if children[0].born else ""),
            next_conference_on=_weekday(conference) if conference else None,
        )  # fmt: skip
        ids = [child.id for child in children]
        add_plans(self.rows, clock, case_id, ids, stage, category if protected else "", opened, started)
        allocated = self._allocate(team, case_id, parents, started)
        return Worked(case_id, name, team, stage, children, parents, allocated, opened)

    def _allocate(self, team: str, case_id: int, parents: tuple[Member, ...], since: date) -> dict[str, int]:
        random, found = self.random, {}
        roles = ["childrens_social_worker"]
        roles += ["family_support_worker"] if random.random() < 0.35 else []
        roles += random.sample(ADULT_WORK, random.choices((0, 1, 2), (20, 50, 30))[0])
        if len(parents) < 2 and "da_harm" in roles:
            roles.remove("da_harm")
        for role in roles:
            who = random.choice(self.council.in_role(team, role))
            found[role] = who
            whom = None
            if role in ADULT_WORK:
                whom = parents[1].id if role == "da_harm" else parents[0].id
            self.rows.add(
                Involvement, case_id=case_id, practitioner_id=who, lead=role == "childrens_social_worker",
                relation="allocated", for_person_id=whom, since=since + timedelta(days=random.randrange(0, 12)),
            )  # fmt: skip
        return found


def _chosen(random: Random, shares: tuple[tuple[str, int], ...]) -> str:
    return random.choices([key for key, _ in shares], [share for _, share in shares])[0]


def _weekday(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
