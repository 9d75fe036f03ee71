"""A phone may send a form of the last two releases: it was opened, went into a bag, and came back after an update.

Each file in releases/ holds the forms of one release as they were posted, and is never changed: a field may be given
up only when the release that had it is older than the last two. A new release adds a file (today's forms), and
`test_todays_forms_are_frozen` fails until it does.
"""

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.phone_in_hand import Draft
from tests.web.supervising import sitting
from tests.web.test_sent_again import WEEK, family_id, receipt
from tests.web.with_vaults import post_form

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.json"))
OF_A_FAMILY = {"visit": "visits", "weekly entry": "weekly-entries", "significant event": "significant-events",
               "session": "sessions", "task": "tasks"}  # fmt: skip
FORMS = {name: ("priya", f"/families/{{family}}/{noun}/new") for name, noun in OF_A_FAMILY.items()} | {
    kind: ("sam", f"/practice-file/{kind}/new") for kind in ("training", "fidelity", "reflection")
} | {
    "supervision of a family": ("ruth", "/families/{family}/individual-supervisions/new"),
    "supervision between two": ("ruth", "/supervision/one-to-one/with/{sam}/new"),
    "group supervision view": ("priya", "{turn}/view"),
    "group supervision record": ("ruth", "{turn}/record/new"),
    "question to the psychologist": ("priya", "/families/{family}/consultations/new"),
    "psychologist's answer": ("helen", "/consultations/{asked}/answers/new"),
}  # fmt: skip
MADE = ("task", "visit", "other", "weekly", "event", "session", "talked", "two", "meeting", "view", "agreed",
        "asked")  # fmt: skip
ABOUT = {"draft_id", "opened_version", "written_on_phone_at"}


async def names(app: App) -> dict[str, str]:
    async with app.services.database.reading() as db:
        people = {name: (await Cast.person(db, name.title())).id for name in ("maya", "leo", "dawn")}
        case = await Cast.case_id(db, "Okafor-Hill")
        staff = {name: await Cast.practitioner_id(db, name) for name in ("priya", "sam", "tom")}
    made = {name: str(uuid4()) for name in MADE}
    found = {
        **people,
        **staff,
        **made,
        "module": 1,
        "family": await family_id(app),
        "case": case,
        "today": TODAY.isoformat(),
        "week": WEEK,
    }
    return {name: str(value) for name, value in found.items()}


@pytest.mark.parametrize("path", RELEASES[-3:], ids=lambda path: path.stem)
async def test_the_forms_of_this_release_and_the_last_two_are_accepted(app: App, path: Path) -> None:
    known = await names(app)
    for form in json.loads(path.read_text())["forms"]:
        id, answer = await post_frozen(app, form, known)
        assert answer.status_code == 201, f"{path.stem}: {form['name']}: {answer.status_code} {_errors(answer.text)}"
        assert receipt(answer)["id"] == id


async def post_frozen(app: App, form: dict[str, Any], known: dict[str, str]) -> tuple[str, httpx.Response]:
    """The form's id, and what Weekbook answers to it."""
    fields = [(name.format(**known), value.format(**known)) for name, value in form["fields"]]
    action, id = form["action"].format(**known), form.get("id", str(uuid4())).format(**known)
    draft = Draft(action, action, fields, id=UUID(id), opened_version=form.get("opened", 0))
    return id, await post_form(await app.as_(form["who"]), draft)


def _errors(text: str) -> str:
    return " ".join(re.findall(r'class="error"[^>]*>([^<]*)', text))


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", FORMS)
async def test_todays_forms_are_frozen(app: App, name: str) -> None:
    (who, path), known = FORMS[name], await names(app)
    if "{turn}" in path:
        known["turn"] = await opened_turn(app)
    newest: dict[str, Any] = json.loads(RELEASES[-1].read_text())
    if "{asked}" in path:  # an answer has a form once something was asked
        await post_frozen(app, next(form for form in newest["forms"] if form.get("id") == "{asked}"), known)
    page = (await (await app.as_(who)).fragment(path.format(**known))).text
    today = set(re.findall(r'<(?:input|textarea|select)\b[^>]*\bname="([^"]+)"', page)) - ABOUT
    fields = next(form["fields"] for form in newest["forms"] if form["name"] == name)
    frozen = {_bare(field) for field, _ in fields}
    assert {_bare(field) for field in today} <= frozen, "freeze today's forms in a new file of tests/web/releases"


async def opened_turn(app: App) -> str:
    """A family's turn in a group supervision, its views open."""
    one = await sitting(app)
    await one.opens()
    return one.turn


def _bare(name: str) -> str:
    """`words-12`, `words-{maya}` and `task_5aa3…` without whom they are about."""
    return re.sub(r"[-_]([0-9a-f-]{36}|\d+|\{\w+\})$", "", name)
