"""A session on the record, its earlier versions, and all of a family's sessions parent by parent."""

from dataclasses import dataclass

from starlette.responses import Response

from store.amendments import Addition, list_amendments_to
from store.case_access import CaseAccess
from store.case_people import CasePeople, people_on
from store.modules import ListedModule, list_modules
from store.practice.parents_way import Held
from store.practice.sessions import Session
from store.recorded import Recorded
from store.sessions import list_sessions
from store.versions import Version, list_versions
from web.endpoint import Call
from web.photographs_shown import PhotographsShown, photographs_of
from web.recording.finding import find_session
from web.recording.parent_view import ParentView, parent_view
from web.recording.session_view import SessionView, session_view


@dataclass(frozen=True)
class SessionPage:
    family_id: int
    family: str
    found: Recorded
    view: SessionView
    amendments: tuple[Addition, ...]
    is_author: bool
    may_record: bool
    photographs: PhotographsShown


@dataclass(frozen=True)
class SessionVersionsPage:
    family: str
    found: Recorded
    versions: tuple[tuple[Version, SessionView], ...]


@dataclass(frozen=True)
class SessionsPage:
    """`parents`: those with whom there were sessions; `others`: the names of those with whom there were none."""

    case: CaseAccess
    tab: str
    parents: tuple[ParentView, ...]
    others: tuple[str, ...]


async def show(call: Call) -> Response:
    found, session = await find_session(call)
    page = SessionPage(
        family_id=call.case.family_id,
        family=call.case.name,
        found=found,
        view=session_view(session, await people_on(call.db, call.case)),
        amendments=await list_amendments_to(call.db, entry_id=found.id),
        is_author=found.author_id == call.me.id,
        may_record=call.case.may_record,
        photographs=await photographs_of(call, found),
    )
    return call.page("sessions/show.html", page, title="Session")


async def versions(call: Call) -> Response:
    found, _ = await find_session(call)
    people = await people_on(call.db, call.case)
    all_of_them = tuple(
        (version, session_view(version.content, people))
        for version in await list_versions(call.db, entry_id=found.id, kind=found.kind)
        if isinstance(version.content, Session)
    )
    page = SessionVersionsPage(call.case.name, found, all_of_them)
    return call.page("sessions/versions.html", page, title="Versions of a session")


async def index(call: Call) -> Response:
    """Parent by parent: where they are in the modules, and how importance and confidence went."""
    people = await people_on(call.db, call.case)
    sessions = await list_sessions(call.db, call.case.case_id)
    parents = _by_parent(people, sessions, await list_modules(call.db))
    seen = {parent.id for parent in parents}
    others = tuple(adult.name for adult in people.adults if adult.id not in seen and not adult.died_on)
    page = SessionsPage(call.case, "people", parents, others)
    return call.page("sessions/index.html", page, title="One-to-one sessions", place="week")


def _by_parent(
    people: CasePeople, sessions: tuple[Held, ...], modules: tuple[ListedModule, ...]
) -> tuple[ParentView, ...]:
    theirs: dict[int, list[Held]] = {}
    for held in sessions:
        theirs.setdefault(held.session.parent or 0, []).append(held)
    by_id = people.by_id()
    order = [adult.id for adult in people.adults if adult.id in theirs]
    order += [key for key in theirs if key not in order]
    return tuple(parent_view(key, by_id.get(key), theirs[key], modules) for key in order)
