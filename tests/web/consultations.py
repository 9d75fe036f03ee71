"""For tests of consultations: what a question and an answer post, and both on the record."""

from datetime import datetime, timedelta
from uuid import uuid4

from store.practice.calendar import LONDON
from tests.conftest import App
from tests.web.visiting import Fields, Scene


def _head() -> Fields:
    here = datetime.now(LONDON) - timedelta(minutes=3)
    return {
        "draft_id": str(uuid4()),
        "opened_version": "0",
        "on": here.date().isoformat(),
        "at": here.strftime("%H:%M"),
    }


def question(**changed: object) -> Fields:
    fields: Fields = {"question": "Why does Leo wake at four?", "question_mark": "", "background": "We tried a chart."}
    return _head() | fields | {"background_mark": ""} | changed


def answer(scene: Scene, **changed: object) -> Fields:
    return _head() | {
        "formulation": "He listens for the door.", "formulation_mark": "", "further": "", "further_mark": "",
        "agreed-0": "Sit with Leo until he sleeps", "owner-0": f"p{scene.practitioners['sam']}", "due-0": "2031-03-04",
        "review_on": "2031-04-01",
    } | changed  # fmt: skip


async def asked(app: App, scene: Scene, who: str = "priya", **changed: object) -> str:
    """A question on the record; its address."""
    posted = await (await app.as_(who)).post(f"/families/{scene.family}/consultations", question(**changed))
    assert posted.status_code == 303, posted.text
    return posted.headers["location"]


async def answered(app: App, scene: Scene, address: str, who: str = "helen", **changed: object) -> Fields:
    fields = answer(scene, **changed)
    posted = await (await app.as_(who)).post(f"{address}/answers", fields)
    assert posted.status_code == 303, posted.text
    return fields
