"""A family's story: its entries, newest first, eight weeks to a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import QueryParams
from starlette.responses import RedirectResponse, Response

from store.case_access import CaseAccess
from store.case_people import people_on
from store.practice.entries import LABELS
from store.practice.roles import ROLES
from store.practice.told import Told
from store.practice.weeks import Week
from store.story import Showing, list_authors, list_story
from web.endpoint import Call
from web.story_ways import ways_of_the_story
from web.ways import Links, Way, number_in

FORMERLY_THE_CHRONOLOGY = "significant"


@dataclass(frozen=True)
class ToldWeek:
    week: Week
    told: tuple[Told, ...]

    @property
    def signed_off(self) -> bool:
        return all(entry.signed_off_at for entry in self.told)


@dataclass(frozen=True)
class StoryScreen:
    """`names`: the children's given names by id. `earlier`, `newest`: links, empty where there is none."""

    case: CaseAccess
    tab: str
    weeks: tuple[ToldWeek, ...]
    kinds: tuple[Way, ...]
    writers: tuple[Way, ...]
    writer: str
    names: dict[int, str]
    earlier: str
    newest: str
    is_filtered: bool


async def show(call: Call) -> Response:
    """`show`: a kind of entry; `by`: a practitioner's id; `before`: a week like 2026-W40."""
    if call.request.query_params.get("show") == FORMERLY_THE_CHRONOLOGY:
        return RedirectResponse(f"/families/{call.case.family_id}/chronology", 303)
    link, showing = Links(call.request, "show", "by"), _showing(call.request.query_params)
    story = await list_story(call.db, call.case.case_id, showing)
    authors = await list_authors(call.db, call.case.case_id)
    people = await people_on(call.db, call.case)
    page = StoryScreen(
        case=call.case,
        tab="story",
        weeks=tuple(ToldWeek(Week(monday), told) for monday, told in story.weeks),
        kinds=ways_of_the_story(call.request, call.case, showing.kind),
        writers=_writers(authors, link, showing),
        writer=next((name for key, name, _ in authors if key == showing.author_id), ""),
        names=people.called,
        earlier=link.to(before=str(Week(story.earlier))) if story.earlier else "",
        newest=link.to() if showing.before else "",
        is_filtered=bool(showing.kind or showing.author_id is not None),
    )
    return call.page("families/story.html", page, title="Story of the family", place="week")


def _writers(authors: Iterable[tuple[int, str, str]], link: Links, showing: Showing) -> tuple[Way, ...]:
    everyone = Way("Everyone", link.to(by=""), showing.author_id is None)
    return everyone, *(
        Way(f"{name}, {ROLES[role].label}", link.to(by=str(key)), key == showing.author_id)
        for key, name, role in authors
    )


def _showing(asked: QueryParams) -> Showing:
    """What cannot be read is passed over: an old link shows the whole story."""
    shown, by = asked.get("show", ""), asked.get("by", "")
    return Showing(
        kind=shown if shown in LABELS else "",
        author_id=number_in(by),
        before=_monday(asked.get("before", "")),
    )


def _monday(text: str) -> date | None:
    try:
        return Week.parse(text).start
    except ValueError:
        return None
