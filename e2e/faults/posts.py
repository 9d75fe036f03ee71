"""Forms of every kind as a phone posts them, each with its own id and with what must come of it exactly once."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from e2e.faults.council import WEEKS_BACK, Council, Place
from store.practice.calendar import LONDON
from store.practice.weeks import Week
from tests.cast import TODAY

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Post:
    """One form on its way. `effects`: keys of e2e.faults.effects, each of which must be there exactly once."""

    kind: str
    who: str
    path: str
    fields: Fields
    effects: tuple[str, ...]


Make = Callable[[Council, AsyncSession, int, str], Awaitable[list[Post]]]
KINDS: dict[str, Make] = {}
SAY_NOTHING = ("closing", "reopening", "allocation", "ending")
"""Kinds in which nothing is written."""


def kind(make: Make) -> Make:
    KINDS[make.__name__] = make
    return make


def new_mark() -> str:
    """A word that stands nowhere else."""
    return f"mark{uuid4().hex}"


def form(fields: Mapping[str, object], draft_id: object = "", opened: int = 0) -> Fields:
    about = {"draft_id": draft_id or uuid4(), "opened_version": opened}
    about["written_on_phone_at"] = datetime.now(UTC).isoformat()
    return tuple((name, str(value)) for name, value in {**about, **fields}.items())


def just_now() -> dict[str, object]:
    here = datetime.now(LONDON) - timedelta(minutes=20)
    return {"on": here.date().isoformat(), "at": here.strftime("%H:%M")}


def about_visit(council: Council, mark: str, more: str) -> dict[str, object]:
    maya, dawn = council.people["Maya"], council.people["Dawn"]
    return just_now() | {
        "planned": "yes", "carried_out": "yes", "went": council.who["sam"], "seen": maya, "alone": maya,
        "adults": dawn, "received": "Wary", f"words-{maya}": "I like the chart.", "observed": f"{mark} {more}",
        "agreed-0": f"agreed {mark}", "owner-0": f"f{dawn}", "due-0": "2031-03-04",
    }  # fmt: skip


@kind
async def visit(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    made = []
    for mark in (new_mark() for _ in range(many)):
        effects = (f"revision {mark}", f"task {mark}")
        fields = form(about_visit(council, mark, more))
        made.append(Post("visit", "priya", f"/families/{council.family}/visits", fields, effects))
    return made


@kind
async def visit_revised(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    okafor = _at_home(council, many)
    made = []
    for entry in await council.entries(db, "visit", okafor):
        mark = new_mark()
        fields = form(about_visit(council, mark, more), entry, 1)
        path = f"/visits/{entry}/revisions"
        made.append(Post("visit_revised", "priya", path, fields, (f"revision {mark}", f"task {mark}")))
    return made


@kind
async def event(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    path = f"/families/{council.family}/significant-events"
    return [_event("event", path, form(_about_event(mark, more)), mark) for mark in _marks(many)]


@kind
async def event_revised(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    entries = await council.entries(db, "event", _at_home(council, many))
    return [
        _event("event_revised", f"/significant-events/{entry}/revisions",
               form(_about_event(mark, more), entry, 1), mark)
        for entry, mark in zip(entries, _marks(many), strict=True)
    ]  # fmt: skip


@kind
async def weekly(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    made = []
    for place, mark in zip(await council.places(db, many), _marks(many), strict=True):
        fields = form(_about_week(place, mark, more))
        path = f"/families/{place.family}/weekly-entries"
        made.append(Post("weekly", "priya", path, fields, (f"revision {mark}", f"task {mark}")))
    return made


@kind
async def weekly_revised(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    """Says of a task that it is done, too."""
    places = await council.places(db, many)
    entries, tasks = await council.entries(db, "weekly", places), await council.tasks(db, [p.case for p in places])
    made = []
    for place, entry, task, mark in zip(places, entries, tasks, _marks(many), strict=True):
        said = {f"task_{task}": "done", f"difference_{task}": "Mornings are calmer."}
        fields = form(_about_week(place, mark, more) | said, entry, 1)
        effects = (f"revision {mark}", f"task {mark}", f"closed {task}")
        made.append(Post("weekly_revised", "priya", f"/weekly-entries/{entry}/revisions", fields, effects))
    return made


@kind
async def task(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    path, owner = f"/families/{council.family}/tasks", f"p{council.who['priya']}"
    made = []
    for mark in _marks(many):
        about = {"title": f"agreed {mark} {more}"[:290], "owner": owner, "due": ""}
        made.append(Post("task", "priya", path, form(about), (f"task {mark}",)))
    return made


@kind
async def closing(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    tasks = await council.tasks(db, [council.case] * many)
    return [Post("closing", "priya", f"/tasks/{one}/closing", form({}), (f"closed {one}",)) for one in tasks]


@kind
async def reopening(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    tasks = await council.tasks(db, [council.case] * many, closed=True)
    return [Post("reopening", "priya", f"/tasks/{one}/reopening", form({}), (f"open {one}",)) for one in tasks]


@kind
async def signature(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    entries = await council.entries(db, "visit", _at_home(council, many))
    await council.ask_sam(db, entries)
    return [
        Post("signature", "sam", f"/visits/{entry}/signatures",
             form({"answer": "signed", "account": f"{mark} {more}"}, opened=1), (f"account {mark}",))
        for entry, mark in zip(entries, _marks(many), strict=True)
    ]  # fmt: skip


@kind
async def amendment(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    [entry] = await council.entries(db, "visit", _at_home(council, 1), signed_off=True)
    path = f"/entries/{entry}/amendments"
    return [
        Post("amendment", "priya", path, form({"text": f"{mark} {more}"}), (f"amendment {mark}",))
        for mark in _marks(many)
    ]


@kind
async def sign_off(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    places = await council.places(db, many)
    entries = await council.entries(db, "event", places)
    return [
        Post("sign_off", "ruth", f"/families/{place.family}/weeks/{place.week}/sign-off",
             form({"remark": f"{mark} {more}"[:1900]}), (f"remark {mark}", f"signed off {entry}"))
        for place, entry, mark in zip(places, entries, _marks(many), strict=True)
    ]  # fmt: skip


@kind
async def allocation(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    places = await _cases_of_their_own(council, db, many)
    about = {"practitioner": council.who["tom"], "for_person": "", "since": TODAY.isoformat()}
    return [
        Post("allocation", "ruth", f"/families/{place.family}/allocations", form(about),
             (f"held {place.case} {council.who['tom']}",))
        for place in places
    ]  # fmt: skip


@kind
async def ending(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    places = await _cases_of_their_own(council, db, many)
    held = await council.hold(db, "joan", [place.case for place in places])
    return [
        Post("ending", "ruth", f"/families/{place.family}/allocations/{one}/ending", form({}), (f"ended {one}",))
        for place, one in zip(places, held, strict=True)
    ]


def _marks(many: int) -> list[str]:
    return [new_mark() for _ in range(many)]


def _event(kind: str, path: str, fields: Fields, mark: str) -> Post:
    return Post(kind, "priya", path, fields, (f"revision {mark}",))


def _about_event(mark: str, more: str) -> dict[str, object]:
    return just_now() | {"what": f"{mark} {more}", "impact": "Leo was cold."}


def _about_week(place: Place, mark: str, more: str) -> dict[str, object]:
    return {"week": str(place.week), "headline": "Steadier mornings", "worked_on": f"{mark} {more}", "safety": 6,
            "new_title_1": f"agreed {mark}"}  # fmt: skip


def _at_home(council: Council, many: int) -> list[Place]:
    """The Okafor-Hill family, now."""
    return [Place(council.family, council.case, Week.of(TODAY))] * many


async def _cases_of_their_own(council: Council, db: AsyncSession, many: int) -> Sequence[Place]:
    return (await council.places(db, many * WEEKS_BACK))[::WEEKS_BACK]
