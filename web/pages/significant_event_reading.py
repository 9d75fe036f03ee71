"""A significant event on the record, and its earlier versions."""

from dataclasses import dataclass

from starlette.responses import Response

from store.amendments import Addition, list_amendments_to
from store.case_people import CasePeople, people_on
from store.practice.entries import SignificantEvent
from store.recorded import Recorded
from store.versions import Version, list_versions
from web.endpoint import Call
from web.photographs_shown import PhotographsShown, photographs_of
from web.recording.finding import find_event
from web.recording.visit_view import in_words, name_of


@dataclass(frozen=True)
class EventPage:
    family_id: int
    family: str
    found: Recorded
    event: SignificantEvent
    about: str
    amendments: tuple[Addition, ...]
    is_author: bool
    may_record: bool
    photographs: PhotographsShown


@dataclass(frozen=True)
class EventVersionsPage:
    family: str
    found: Recorded
    versions: tuple[tuple[Version, SignificantEvent, str], ...]


async def show(call: Call) -> Response:
    found, event = await find_event(call)
    page = EventPage(
        family_id=call.case.family_id,
        family=call.case.name,
        found=found,
        event=event,
        about=_about(event, await people_on(call.db, call.case)),
        amendments=await list_amendments_to(call.db, entry_id=found.id),
        is_author=found.author_id == call.me.id,
        may_record=call.case.may_record,
        photographs=await photographs_of(call, found),
    )
    return call.page("significant_events/show.html", page, title="Significant event")


async def versions(call: Call) -> Response:
    found, _ = await find_event(call)
    people = await people_on(call.db, call.case)
    all_of_them = tuple(
        (version, version.content, _about(version.content, people))
        for version in await list_versions(call.db, entry_id=found.id, kind=found.kind)
        if isinstance(version.content, SignificantEvent)
    )
    page = EventVersionsPage(call.case.name, found, all_of_them)
    return call.page("significant_events/versions.html", page, title="Versions of a significant event")


def _about(event: SignificantEvent, people: CasePeople) -> str:
    by_id = people.by_id()
    return in_words(name_of(by_id, str(child)) for child in event.about)
