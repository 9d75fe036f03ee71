"""Visits, significant events, sessions, weekly entries: new ones, what is put right in them; amendments, signatures."""

from sqlalchemy.ext.asyncio import AsyncSession

from e2e.faults.council import Council, Place
from e2e.faults.posts.post import Post, at_home, did, form, just_now, new_entry, new_marks, revision


def about_visit(council: Council, mark: str, more: str) -> dict[str, object]:
    maya, dawn = council.people["Maya"], council.people["Dawn"]
    return just_now() | {
        "planned": "yes", "carried_out": "yes", "went": council.who["sam"], "seen": maya, "alone": maya,
        "adults": dawn, "received": "Wary", f"words-{maya}": "I like the chart.", "observed": f"{mark} {more}",
        "agreed-0": f"agreed {mark}", "owner-0": f"f{dawn}", "due-0": "2031-03-04",
    }  # fmt: skip


async def visit(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    path = f"/families/{council.family}/visits"
    return [
        new_entry("visit", path, form(about_visit(council, mark, more)), _with_task(mark), "visit recorded")
        for mark in new_marks(many)
    ]


async def visit_revised(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    made = []
    for entry, mark in zip(await council.entries(db, "visit", at_home(council, many)), new_marks(many), strict=True):
        fields, path = form(about_visit(council, mark, more), entry, 1), f"/visits/{entry}/revisions"
        made.append(revision("visit_revised", path, fields, _with_task(mark), "visit revised", entry))
    return made


async def event(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    path, act = f"/families/{council.family}/significant-events", "significant event recorded"
    return [
        new_entry("event", path, form(_about_event(mark, more)), (f"revision {mark}",), act) for mark in new_marks(many)
    ]


async def event_revised(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    made, act = [], "significant event revised"
    for entry, mark in zip(await council.entries(db, "event", at_home(council, many)), new_marks(many), strict=True):
        fields, path = form(_about_event(mark, more), entry, 1), f"/significant-events/{entry}/revisions"
        made.append(revision("event_revised", path, fields, (f"revision {mark}",), act, entry))
    return made


async def session(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    path, act = f"/families/{council.family}/sessions", "session recorded"
    return [
        new_entry("session", path, form(_about_session(council, mark, more)), (f"revision {mark}",), act)
        for mark in new_marks(many)
    ]


async def session_revised(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    made, act = [], "session revised"
    for entry, mark in zip(await council.entries(db, "session", at_home(council, many)), new_marks(many), strict=True):
        fields, path = form(_about_session(council, mark, more), entry, 1), f"/sessions/{entry}/revisions"
        made.append(revision("session_revised", path, fields, (f"revision {mark}",), act, entry))
    return made


async def weekly(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    made = []
    for place, mark in zip(await council.places(db, many), new_marks(many), strict=True):
        fields, path = form(_about_week(place, mark, more)), f"/families/{place.family}/weekly-entries"
        made.append(new_entry("weekly", path, fields, _with_task(mark), "weekly entry recorded"))
    return made


async def weekly_revised(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    """Says of a task that it is done, too."""
    places = await council.places(db, many)
    entries, tasks = await council.entries(db, "weekly", places), await council.tasks(db, [p.case for p in places])
    made = []
    for place, entry, task, mark in zip(places, entries, tasks, new_marks(many), strict=True):
        said = {f"task_{task}": "done", f"difference_{task}": "Mornings are calmer."}
        fields, path = form(_about_week(place, mark, more) | said, entry, 1), f"/weekly-entries/{entry}/revisions"
        effects = (*_with_task(mark), f"closed {task}", f"outcome {task}")
        made.append(revision("weekly_revised", path, fields, effects, "weekly entry revised", entry))
    return made


async def signature(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    entries = await council.entries(db, "visit", at_home(council, many))
    await council.ask_sam(db, entries)
    return [
        Post("signature", "sam", f"/visits/{entry}/signatures",
             form({"answer": "signed", "account": f"{mark} {more}"}, opened=1), (f"account {mark}",),
             (did("visit signed", entry),))
        for entry, mark in zip(entries, new_marks(many), strict=True)
    ]  # fmt: skip


async def amendment(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    entries = await council.entries(db, "visit", at_home(council, many), signed_off=True)
    return [
        Post("amendment", "priya", f"/entries/{entry}/amendments", form({"text": f"{mark} {more}"}),
             (f"amendment {mark}",), (did("entry amended", entry),))
        for entry, mark in zip(entries, new_marks(many), strict=True)
    ]  # fmt: skip


def _with_task(mark: str) -> tuple[str, ...]:
    return f"revision {mark}", f"task {mark}"


def _about_event(mark: str, more: str) -> dict[str, object]:
    return just_now() | {"what": f"{mark} {more}", "impact": "Leo was cold."}


def _about_session(council: Council, mark: str, more: str) -> dict[str, object]:
    return just_now() | {
        "parent": council.people["Dawn"], "did": f"{mark} {more}", "behaviour-0": "Drinking on Fridays",
        "quote-0-0": "I want to be up for them", "mark-0-0": "desire", "importance-0": 7, "confidence-0": 4,
    }  # fmt: skip


def _about_week(place: Place, mark: str, more: str) -> dict[str, object]:
    return {"week": str(place.week), "headline": "Steadier mornings", "worked_on": f"{mark} {more}", "safety": 6,
            "new_title_1": f"agreed {mark}"}  # fmt: skip
