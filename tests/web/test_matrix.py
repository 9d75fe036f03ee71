"""Every route × role × relation to the case × signed in or not, read from the app itself.

Whoever may not see a case gets the very 404 that a case which does not exist gets. On SQLite only: the
statements are the same on both databases, and tests/store/test_visibility.py asks both.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.routing import Route

from store.begun_reports import report_since
from store.conferences import record_booking
from store.practice.permissions import Permission, Relation, has_power, permissions_of, relations_with
from store.practice.report.kept_paper import kept_of
from store.practice.report.paper import Paper
from store.practice.roles import ROLES
from store.practice.weeks import Week
from store.report_versions import NewVersion, record_version
from store.sign_ins import record_sign_in
from store.supervision_leading import record_meeting
from store.tables.cases import Involvement
from store.tables.consultations import Consultation
from store.tables.entries import Entry, EntryRevision, Task
from store.tables.people import Practitioner, Team
from store.tables.photographs import Photograph
from tests.cast import LONG_AGO, TODAY, Cast
from tests.conftest import App, Browser
from web.cookies import SIGN_IN_COOKIE
from web.endpoint import Guard, guard_of

TEAM_OF = {Relation.SAME_TEAM: "Hatfield", Relation.SAME_AREA: "Welwyn"}
HELD = {Relation.SAME_TEAM: {Relation.SAME_AREA}}
KINDS = {"weekly_entry": "weekly-entries", "visit": "visits", "significant_event": "significant-events",
         "session": "sessions", "consultation": "consultations",
         "consultation_answer": "consultation-answers", "group_supervision": "group-supervisions",
         "individual_supervision": "individual-supervisions"}  # fmt: skip
OF_NOBODY = {"week_of"}
"""What names no thing of somebody's, and needs no more than a sign-in: a week."""
ROOM = {"supervision_room", "supervision_events"}
"""A meeting is for its own team and for whoever leads it."""


@dataclass
class Subject:
    """What the addresses are filled with: the Okafor-Hill family, an entry of each kind, a task, a photograph,
    a conference and a version of its report.
    """

    family_id: int
    entries: dict[str, UUID]
    task_id: UUID
    supervision_id: UUID
    photograph_id: UUID
    conference_id: UUID
    version_id: UUID


async def stage(app: App) -> Subject:
    async with app.services.database.writing() as db:
        family = await Cast.family(db, "Okafor-Hill")
        case_id, author = await Cast.case_id(db, "Okafor-Hill"), await Cast.practitioner_id(db, "priya")
        now = datetime.now(UTC)
        subject = Subject(family.id, {kind: uuid4() for kind in KINDS}, uuid4(), uuid4(), uuid4(), uuid4(), uuid4())
        for kind, entry_id in subject.entries.items():
            facts = {"fingerprint": "0" * 64, "content": {"headline": "x", "what": "x", "observed": "x", "talked": "x"}}
            db.add(Entry(id=entry_id, case_id=case_id, kind=kind, author_id=author, written_at=now, happened_at=now,
                         week=TODAY - timedelta(days=TODAY.weekday()), **facts))  # fmt: skip
            await db.flush()
            db.add(EntryRevision(entry_id=entry_id, number=1, written_at=now, **facts))
        db.add(Consultation(entry_id=subject.entries["consultation"], case_id=case_id, state="answered",
                            taken_by_id=author, answer_id=subject.entries["consultation_answer"]))  # fmt: skip
        db.add(Photograph(id=subject.photograph_id, entry_id=subject.entries["visit"], author_id=author, caption="x",
                          fingerprint="0" * 64, picture=b"x", width=1, height=1, arrived_at=now))  # fmt: skip
        db.add(Task(id=subject.task_id, case_id=case_id, title="x", owner_id=author, made_by_id=author, made_at=now))
        facts = {"case_id": case_id, "by": author, "today": TODAY, "now": now}
        await record_booking(db, subject.conference_id, kind="review", on=TODAY, **facts)
        await put_in_supervision(db, subject, case_id)
        await hand_over(db, subject.version_id, case_id, author)
        return subject


async def hand_over(db: AsyncSession, version_id: UUID, case_id: int, by: int) -> None:
    now, kept = datetime.now(UTC), kept_of(Paper("Conference report", "Okafor-Hill", (), ()))
    report_id = await report_since(db, case_id=case_id, since=None, by=by, now=now)
    await record_version(db, NewVersion(version_id, report_id, case_id, kept, "", "", by), now=now)


async def put_in_supervision(db: AsyncSession, subject: Subject, case_id: int) -> None:
    manager, team = await Cast.practitioner_id(db, "ruth"), select(Team.id).where(Team.name == "Hatfield")
    facts = {"team_id": (await db.scalars(team)).one(), "planned_on": TODAY, "case_ids": [case_id], "by": manager}
    await record_meeting(db, subject.supervision_id, **facts, now=datetime.now(UTC))


async def someone(app: App, role: str, relation: Relation) -> Browser:
    """A person of that role who stands in that relation to the Okafor-Hill case, signed in."""
    async with app.services.database.writing() as db:
        team = (await db.scalars(select(Team).where(Team.name == TEAM_OF.get(relation, "Stevenage")))).one()
        person = Practitioner(
            name=f"{role} {relation}", role=role, team_id=team.id, phone="", user_handle=uuid4().bytes
        )
        db.add(person)
        await db.flush()
        if relation in (Relation.ALLOCATED, Relation.CONSULTATION, Relation.CHAIR, Relation.FORMER):
            over = TODAY - timedelta(days=30) if relation is Relation.FORMER else None
            name = Relation.ALLOCATED if relation is Relation.FORMER else relation
            case_id = await Cast.case_id(db, "Okafor-Hill")
            db.add(Involvement(case_id=case_id, practitioner_id=person.id, relation=name, since=LONG_AGO, until=over))
        if relation is Relation.ASKED:
            await db.execute(update(Consultation).values(taken_by_id=person.id))
        token = await record_sign_in(
            db, practitioner_id=person.id, phone_id=None, passkey_id=None, now=datetime.now(UTC)
        )
    browser = app.signed_out()
    browser.http.cookies.set(SIGN_IN_COOKIE, token, domain="weekbook.example")
    return browser


def routes_of(app: App) -> list[tuple[Route, str, Guard]]:
    found = [route for route in app.asgi.routes if isinstance(route, Route)]  # type: ignore[attr-defined]
    return [(route, next(iter(set(route.methods or ()) - {"HEAD"})), guard_of(route.endpoint)) for route in found]


def address(route: Route, subject: Subject, *, missing: bool = False) -> str:
    """The route's address filled in; with `missing`, for a case that does not exist."""
    kind = next((kind for kind, noun in KINDS.items() if route.path.startswith(f"/{noun}/")), "visit")
    values = {
        "family_id": 999_999 if missing else subject.family_id,
        "entry_id": UUID(int=7) if missing else subject.entries[kind],
        "task_id": UUID(int=7) if missing else subject.task_id,
        "supervision_id": subject.supervision_id,
        "photograph_id": UUID(int=7) if missing else subject.photograph_id,
        "conference_id": UUID(int=7) if missing else subject.conference_id,
        "version_id": UUID(int=7) if missing else subject.version_id,
        "draft_id": UUID(int=9),
        "note_id": UUID(int=9),
        "one_to_one_id": UUID(int=9),
        "relationship_id": UUID(int=9),
        "reply_id": UUID(int=9),
        "sharing_id": UUID(int=9),
        "section": "worries" if route.path.endswith(("/choosing", "/choices")) else "harm",
        "paper": "core-group",
        "recipient": "chair",
        "piece": "x",
        "week": str(Week.of(TODAY)),
        "token": "x" * 43,
    }
    return re.sub(r"{(\w+)(?::\w+)?}", lambda found: str(values.get(found[1], 999_999)), route.path)


def is_somebodys(route: Route, guard: Guard, role: str) -> bool:
    """Names a thing, and its guard asks for a sign-in only: the handler itself tells whose it is."""
    alone = guard.signed_in and not guard.about and "{" in route.path and route.name not in OF_NOBODY
    return alone and not (route.name in ROOM and permissions_of(role, frozenset({Relation.NONE})) & {Permission.READ})


async def ask(browser: Browser, method: str, path: str) -> httpx.Response:
    return await browser.http.request(method, path, data={} if method == "POST" else None)


def without_nonce(answer: httpx.Response) -> str:
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["content-security-policy"])
    assert nonce
    return answer.text.replace(nonce[1], "")


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", ROLES)
async def test_each_relation_opens_what_the_table_says_and_nothing_more(app: App, role: str) -> None:
    subject = await stage(app)
    about_cases = [(route, method, guard) for route, method, guard in routes_of(app) if guard.about]
    assert about_cases
    for relation in Relation:
        browser, nowhere = await someone(app, role, relation), dict[object, httpx.Response]()
        held = permissions_of(role, frozenset({relation, Relation.NONE} | HELD.get(relation, set())))
        for route, method, guard in about_cases:
            answer = await ask(browser, method, address(route, subject))
            seen = f"{role}, {relation}: {method} {route.path} → {answer.status_code}"
            if guard.permissions & held:
                assert answer.status_code not in (401, 405) and answer.status_code < 500, seen
                assert method == "POST" or answer.status_code in (200, 303), seen
            else:
                assert answer.status_code == 404, seen
                # One guard refuses alike at all its addresses: each of them is asked for what is not there once a role
                asked = route.path if relation is Relation.NONE else (method, guard.about)
                if asked not in nowhere:
                    nowhere[asked] = await ask(browser, method, address(route, subject, missing=True))
                missing = nowhere[asked]
                assert (without_nonce(answer), missing.status_code) == (without_nonce(missing), 404), seen


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", ROLES)
async def test_what_needs_a_power_does_not_exist_for_others(app: App, role: str) -> None:
    """Neither does what is somebody's own, or another team's, for whoever is signed in and no more."""
    subject = await stage(app)
    browser = await someone(app, role, Relation.NONE)
    for route, method, guard in routes_of(app):
        if guard.power is None and is_somebodys(route, guard, role):
            named = {"name": "x"} if method == "POST" else None
            theirs = await browser.http.request(method, address(route, subject), data=named)
            assert theirs.status_code == 404, f"{role}: {method} {route.path} → {theirs.status_code}"
        if guard.power is None:
            continue
        answer = await ask(browser, method, address(route, subject))
        seen = f"{role}: {method} {route.path} → {answer.status_code}"
        if has_power(role, guard.power):
            assert answer.status_code < 500 and answer.status_code != 401, seen
        else:
            assert answer.status_code == 404, seen


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_signed_out_nothing_opens(app: App) -> None:
    subject = await stage(app)
    browser = app.signed_out()
    for route, method, guard in routes_of(app):
        if not guard.signed_in:
            continue
        answer = await ask(browser, method, address(route, subject))
        seen = f"signed out: {method} {route.path} → {answer.status_code}"
        if method == "GET":
            assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in"), seen
        else:
            assert answer.status_code == 401, seen
        asked_by_htmx = await browser.http.request(method, address(route, subject), headers={"HX-Request": "true"})
        assert asked_by_htmx.status_code == 401, seen


def test_what_a_meeting_came_to_is_recorded_by_those_who_hold_the_case_and_by_nobody_else() -> None:
    """Plans of children begin and end with it; being consulted, or leading a service, is not enough."""
    held = {role: relations_with(role, Permission.CONVENE) for role in ROLES}
    works = {"team_manager", "psychologist", "childrens_social_worker", "family_support_worker", "da_victims",
             "da_harm", "recovery_worker", "mental_health"}  # fmt: skip
    assert {role for role, relations in held.items() if relations} == works
    assert {held[role] for role in works} == {frozenset({Relation.ALLOCATED, Relation.SAME_TEAM})}


def test_every_permission_is_given_to_somebody() -> None:
    given = {p for role in ROLES for relation in Relation for p in permissions_of(role, frozenset({relation}))}
    assert given == set(Permission)
