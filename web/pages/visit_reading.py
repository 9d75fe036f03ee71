"""A visit on the record: its words, who signed, what came of it, its earlier versions."""

from dataclasses import dataclass

from starlette.responses import Response

from store.amendments import Addition, list_amendments_to
from store.case_people import people_on
from store.practice.entries import Visit
from store.recorded import Recorded, Signer
from store.tasks import MadeTask, list_made_in
from store.versions import Version, list_versions
from web.endpoint import Call
from web.photographs_shown import PhotographsShown, photographs_of
from web.recording.finding import find_visit
from web.recording.visit_view import VisitView, visit_view


@dataclass(frozen=True)
class VisitPage:
    family_id: int
    family: str
    found: Recorded
    view: VisitView
    tasks: tuple[MadeTask, ...]
    amendments: tuple[Addition, ...]
    mine: Signer | None
    is_author: bool
    may_record: bool
    photographs: PhotographsShown


@dataclass(frozen=True)
class VersionsPage:
    family: str
    found: Recorded
    versions: tuple[tuple[Version, VisitView], ...]


async def show(call: Call) -> Response:
    found, visit = await find_visit(call)
    page = VisitPage(
        family_id=call.case.family_id,
        family=call.case.name,
        found=found,
        view=visit_view(visit, await people_on(call.db, call.case)),
        tasks=await list_made_in(call.db, entry_id=found.id),
        amendments=await list_amendments_to(call.db, entry_id=found.id),
        mine=found.asked(call.me.id),
        is_author=found.author_id == call.me.id,
        may_record=call.case.may_record,
        photographs=await photographs_of(call, found),
    )
    return call.page("visits/show.html", page, title="Visit")


async def versions(call: Call) -> Response:
    found, _ = await find_visit(call)
    people = await people_on(call.db, call.case)
    all_of_them = tuple(
        (version, visit_view(version.content, people))
        for version in await list_versions(call.db, entry_id=found.id, kind=found.kind)
        if isinstance(version.content, Visit)
    )
    page = VersionsPage(call.case.name, found, all_of_them)
    return call.page("visits/versions.html", page, title="Versions of a visit")
