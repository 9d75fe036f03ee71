"""For tests of individual supervision: what Ruth's forms about Sam post, and both parts on the record."""

from datetime import datetime, timedelta
from uuid import uuid4

from store.practice.calendar import LONDON
from tests.cast import Cast
from tests.conftest import App
from tests.web.visiting import Fields, Scene

HERE = "/supervision/one-to-one"


def held_on(days_ago: int = 0) -> str:
    return (datetime.now(LONDON).date() - timedelta(days=days_ago)).isoformat()


def private(*, days_ago: int = 0, **changed: object) -> Fields:
    return {
        "draft_id": str(uuid4()), "opened_version": "0", "on": held_on(days_ago), "wellbeing": "Sam sleeps badly.",
        "workload": "Nine families, two of them new.", "development": "Wants to train others.",
        "agreed": "No new family before December.",
    } | changed  # fmt: skip


def case_part(scene: Scene, *, days_ago: float = 0.02, **changed: object) -> Fields:
    here = datetime.now(LONDON) - timedelta(days=days_ago)
    maya, sam = scene.people["Maya"], scene.practitioners["sam"]
    return {
        "draft_id": str(uuid4()), "opened_version": "0", "on": here.date().isoformat(), "at": here.strftime("%H:%M"),
        "practitioner": str(sam), "talked": "The Fridays, and who sees them.", "worries": "Nobody sees Leo alone.",
        "decided": "Sam goes on Fridays.", "why": "That is when Dawn drinks.",
        f"meaning-{maya}": "Maya acts as parent.",
        "agreed-0": "See Leo at nursery", "owner-0": f"p{sam}", "due-0": "2031-03-04",
    } | changed  # fmt: skip


async def id_of(app: App, name: str) -> int:
    async with app.services.database.reading() as db:
        return await Cast.practitioner_id(db, name)


async def written_privately(app: App, *, by: str = "ruth", about: str = "sam", **changed: object) -> tuple[Fields, str]:
    """The private part is on the record; its fields and its address."""
    fields = private(**changed)
    answer = await (await app.as_(by)).post(f"{HERE}/with/{await id_of(app, about)}", fields)
    assert answer.status_code == 303, answer.text
    return fields, answer.headers["location"]


async def recorded(app: App, scene: Scene, **changed: object) -> tuple[Fields, str]:
    """The case part is on the record; its fields and its address."""
    fields = case_part(scene, **changed)
    answer = await (await app.as_("ruth")).post(f"/families/{scene.family}/individual-supervisions", fields)
    assert answer.status_code == 303, answer.text
    return fields, answer.headers["location"]
