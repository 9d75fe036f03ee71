"""A council for the fault runs: the cast, and as many families besides as the forms of a run need."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.records import look, sign_in_token
from e2e.server import Server
from store.practice.consultations import ASKED, Part, Question
from store.practice.entries import Content, SignificantEvent, Visit, WeeklyEntry, content_of, kind_of
from store.practice.sessions import Session
from store.practice.weeks import Week
from store.tables.cases import Case, Involvement
from store.tables.consultations import Consultation
from store.tables.entries import Entry, EntryRevision, Signature, Task
from store.tables.families import Family
from store.tables.supervision import SupervisedFamily, Supervision
from tests.cast import LONG_AGO, PEOPLE, TODAY, Cast

WEEKS_BACK = 20
AUTHORS = ("priya", "sam", "ruth", "helen")
STANDING: dict[str, Content] = {
    "visit": Visit(observed="As it stood."),
    "event": SignificantEvent("As it stood.", "Nobody was hurt."),
    "weekly": WeeklyEntry("As it stood", worked_on="Bedtimes"),
    "session": Session(did="As it stood."),
    "question": Question(Part("As it stood.")),
}


@dataclass(frozen=True)
class Place:
    """One family in one week, of which no other form of the run speaks."""

    family: int
    case: int
    week: Week


@dataclass
class Council:
    """Ids by name, living sign-ins by member of the cast, and fresh places to write about."""

    server: Server
    who: dict[str, int]
    people: dict[str, int]
    family: int
    case: int
    tokens: dict[str, str] = field(default_factory=dict)
    _number: Any = field(default_factory=lambda: count(1))

    def sign_in(self, *names: str) -> None:
        """Anew: a sign-in lasts a quarter of an hour without use, and a killed server forgets the last minute's use."""
        self.tokens |= {name: sign_in_token(self.server, name) for name in names}

    async def places(self, db: AsyncSession, many: int) -> list[Place]:
        """Hatfield's families, led by Priya; each with twenty weeks."""
        families = -(-many // WEEKS_BACK)
        numbers = [next(self._number) for _ in range(families)]
        named = [{"reference": f"F{number:06}", "name": f"Fault {number}"} for number in numbers]
        family_ids = list(await db.scalars(insert(Family).returning(Family.id, sort_by_parameter_order=True), named))
        team = (await db.get_one(Case, self.case)).team_id
        opened = [{"family_id": one, "team_id": team, "opened_on": LONG_AGO} for one in family_ids]
        cases = list(await db.scalars(insert(Case).returning(Case.id, sort_by_parameter_order=True), opened))
        held = [
            {"case_id": case, "practitioner_id": self.who["priya"], "since": LONG_AGO, "lead": True} for case in cases
        ]
        await db.execute(insert(Involvement), held)
        this = Week.of(TODAY)
        found = [
            Place(family, case, this.after(-back))
            for family, case in zip(family_ids, cases, strict=True)
            for back in range(WEEKS_BACK)
        ]
        return found[:many]

    async def entries(
        self, db: AsyncSession, kind: str, places: Sequence[Place], *, signed_off: bool = False
    ) -> list[UUID]:  # fmt: skip
        """Entries of Priya's that stand already, one at each place."""
        now, content = datetime.now(UTC), STANDING[kind]
        ids = [uuid4() for _ in places]
        kept = {"content": content_of(content), "fingerprint": "0" * 64, "written_at": now}
        facts = {"kind": kind_of(content), "author_id": self.who["priya"], "happened_at": now - timedelta(minutes=30)}
        facts |= {"significant": content.is_significant, "signed_off_at": now if signed_off else None}
        rows = [
            {"id": one, "case_id": place.case, "week": place.week.start, **facts, **kept}
            for one, place in zip(ids, places, strict=True)
        ]
        await db.execute(insert(Entry), rows)
        await db.execute(insert(EntryRevision), [{"entry_id": one, "number": 1, **kept} for one in ids])
        return ids

    async def ask_sam(self, db: AsyncSession, entries: Sequence[UUID]) -> None:
        asked = {"practitioner_id": self.who["sam"], "asked_at": datetime.now(UTC)}
        await db.execute(insert(Signature), [{"entry_id": one, **asked} for one in entries])

    async def questions(self, db: AsyncSession, places: Sequence[Place]) -> list[UUID]:
        """Of Priya's, that wait for an answer."""
        ids = await self.entries(db, "question", places)
        rows = [
            {"entry_id": one, "case_id": place.case, "state": ASKED} for one, place in zip(ids, places, strict=True)
        ]
        await db.execute(insert(Consultation), rows)
        return ids

    async def turns(self, db: AsyncSession, many: int, *, opened: bool = False) -> list[tuple[UUID, UUID]]:
        """Meetings of Hatfield's about the Okafor-Hill family alone, and its turn in each."""
        now, ids = datetime.now(UTC) - timedelta(minutes=5), [(uuid4(), uuid4()) for _ in range(many)]
        team = (await db.get_one(Case, self.case)).team_id
        plan = {"team_id": team, "planned_on": TODAY, "made_by_id": self.who["ruth"], "made_at": now, "version": 1}
        plan |= {"started_at": now if opened else None}
        turn = {"case_id": self.case, "position": 0, "revealed_at": now if opened else None}
        turn |= {"revealed_by_id": self.who["ruth"] if opened else None}
        await db.execute(insert(Supervision), [{"id": meeting, **plan} for meeting, _ in ids])
        of_it = [{"id": one, "supervision_id": meeting, **turn} for meeting, one in ids]
        await db.execute(insert(SupervisedFamily), of_it)
        return ids

    async def hold(self, db: AsyncSession, name: str, cases: Sequence[int]) -> list[int]:
        """Allocate the cases; the allocations' ids."""
        rows = [{"case_id": case, "practitioner_id": self.who[name], "since": LONG_AGO} for case in cases]
        made = insert(Involvement).returning(Involvement.id, sort_by_parameter_order=True)
        return list(await db.scalars(made, rows))

    async def tasks(self, db: AsyncSession, cases: Sequence[int], *, closed: bool = False) -> list[UUID]:
        now, ids = datetime.now(UTC), [uuid4() for _ in cases]
        facts = {"title": "As it stood", "made_by_id": self.who["priya"], "made_at": now}
        facts |= {"closed_at": now if closed else None}
        await db.execute(insert(Task), [{"id": one, "case_id": c, **facts} for one, c in zip(ids, cases, strict=True)])
        return ids


def council_of(server: Server) -> Council:
    async def read(db: AsyncSession) -> Council:
        who = {name: await Cast.practitioner_id(db, name) for name in PEOPLE}
        people = {name: (await Cast.person(db, name)).id for name in ("Maya", "Leo", "Dawn")}
        family = (await Cast.family(db, "Okafor-Hill")).id
        return Council(server, who, people, family, await Cast.case_id(db, "Okafor-Hill"))

    council = look(server, read)
    council.sign_in(*AUTHORS)
    return council
