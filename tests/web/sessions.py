"""For tests of sessions: what a form of Sam's with Dawn posts, and one on the record."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select

from store.practice.calendar import LONDON
from store.tables.modules import Module
from tests.conftest import App
from tests.web.visiting import Fields, Scene

DRINKING = {
    "behaviour-0": "Drinking on Fridays", "quote-0-0": "I want to be up for them", "mark-0-0": "desire",
    "quote-0-1": "It is the only thing that switches my head off", "mark-0-1": "sustain",
    "importance-0": "7", "confidence-0": "4", "why_not_lower-0": "She did two Fridays in June.",
    "stage-0": "contemplation", "next_step-0": "Ring her sister on Friday at five",
}  # fmt: skip


def session(scene: Scene, *, days_ago: float = 0.05, **changed: object) -> Fields:
    here = datetime.now(LONDON) - timedelta(days=days_ago)
    maya = scene.people["Maya"]
    return {
        "draft_id": str(uuid4()), "opened_version": "0", "on": here.date().isoformat(), "at": here.strftime("%H:%M"),
        "parent": str(scene.people["Dawn"]), "module": "", "did": "We drew the week as a line.",
        "showed": "Dawn sees for herself that Fridays are the hardest.",
        f"meaning-{maya}": "Maya puts Leo to bed then.",
    } | changed  # fmt: skip


async def recorded(app: App, scene: Scene, who: str = "sam", **changed: object) -> tuple[Fields, str]:
    """On the record; its fields and its address."""
    fields = session(scene, **changed)
    answer = await (await app.as_(who)).post(f"/families/{scene.family}/sessions", fields)
    assert answer.status_code == 303, answer.text
    return fields, answer.headers["location"]


async def modules(app: App) -> list[Module]:
    async with app.services.database.reading() as db:
        return list(await db.scalars(select(Module).order_by(Module.position)))
