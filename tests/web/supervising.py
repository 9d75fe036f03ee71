"""For tests of group supervision: a meeting about the Okafor-Hill and Brennan families, views, and their opening."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
from sqlalchemy import select

from store.practice.calendar import LONDON
from store.tables.cases import Case
from store.tables.families import Family
from tests.cast import Cast
from tests.conftest import App

Fields = dict[str, object]


@dataclass(frozen=True)
class Sitting:
    """Hatfield's meeting. `family`: the Okafor-Hill family's id, `brennan`: the other's."""

    app: App
    id: UUID
    family: int
    brennan: int

    @property
    def room(self) -> str:
        return f"/supervisions/{self.id}"

    @property
    def turn(self) -> str:
        return f"/families/{self.family}{self.room}"

    async def gives(self, who: str, safety: int | str, evidence: str, **more: object) -> httpx.Response:
        return await (await self.app.as_(who)).post(f"{self.turn}/views", given(safety, evidence) | more)

    async def opens(self, who: str = "ruth") -> httpx.Response:
        return await (await self.app.as_(who)).post(f"{self.turn}/opening", about_the_form())

    async def written(self, **changed: object) -> str:
        """What was agreed, on the record; its address."""
        answer = await (await self.app.as_("ruth")).post(f"{self.turn}/records", await self.record(**changed))
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def record(self, **changed: object) -> Fields:
        async with self.app.services.database.reading() as db:
            ids = {name: str(await Cast.practitioner_id(db, name)) for name in ("priya", "sam", "ruth")}
        return about_the_form() | {
            "worries": "Fridays.", "works": "The chart.", "needs": "A plan for Friday nights.", "safety": "5",
            "agreed": "Safe in the week, not on Fridays.", f"dissent-{ids['sam']}": "Fridays are better than we say.",
            "decisions": "Visit on Fridays.", "present": list(ids.values()), "others": "Dr Lee",
            "agreed-0": "Ring Dawn on Friday", "owner-0": f"p{ids['priya']}", "due-0": "2031-03-04",
        } | changed  # fmt: skip


def about_the_form() -> Fields:
    now = datetime.now(UTC).isoformat()
    return {"draft_id": str(uuid4()), "opened_version": "0", "written_on_phone_at": now}


def given(safety: int | str, evidence: str) -> Fields:
    return about_the_form() | {"safety": str(safety), "evidence": evidence}


async def sitting(app: App, *, in_days: int = 1) -> Sitting:
    """Ruth sets a date and picks the two families."""
    async with app.services.database.reading() as db:
        wanted = select(Case.id, Family.id).join(Family).where(Family.name.in_(("Okafor-Hill", "Brennan")))
        rows = (await db.execute(wanted.order_by(Family.name))).all()
    on = datetime.now(LONDON).date() + timedelta(days=in_days)
    fields = about_the_form() | {"on": on.isoformat(), "case": [str(row[0]) for row in rows]}
    answer = await (await app.as_("ruth")).post("/supervisions", fields)
    assert answer.status_code == 303, answer.text
    return Sitting(app, UUID(answer.headers["location"].rsplit("/", 1)[-1]), rows[1][1], rows[0][1])
