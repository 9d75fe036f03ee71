"""A family's story: its entries, newest first, eight weeks to a page; the chronology is one of its views."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from store.case_people import people_on
from store.practice.entries import LABELS
from store.practice.roles import ROLES
from store.practice.told import Told
from store.practice.weeks import Week
from store.story import Showing, list_authors, list_story
from store.visibility import CaseAccess
from web.endpoint import Call

SIGNIFICANT = "significant"
SHOWN = {
    "": "All",
    SIGNIFICANT: "Chronology",
    "visit": "Visits",
    "weekly_entry": "Weekly",
    "significant_event": "Events",
}


@dataclass(frozen=True)
class Way:
    """A link that shows the same story in another way."""

    text: str
    href: str
    here: bool


class Links:
    """Addresses of the same story with one thing changed; each begins with its newest week again."""

    def __init__(self, request: Request) -> None:
        self._path = request.url.path
        self._kept = {name: request.query_params[name] for name in ("show", "by") if name in request.query_params}

    def to(self, **changed: str) -> str:
        query = {name: value for name, value in (self._kept | changed).items() if value}
        return f"{self._path}?{urlencode(query)}" if query else self._path


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
    chronology: bool
    kinds: tuple[Way, ...]
    writers: tuple[Way, ...]
    writer: str
    names: dict[int, str]
    earlier: str
    newest: str
    is_filtered: bool


async def show(call: Call) -> Response:
    """`show`: a kind of entry or “significant”; `by`: a practitioner's id; `before`: a week like 2026-W40."""
    link, showing = Links(call.request), _showing(call.request.query_params)
    story = await list_story(call.db, call.case.case_id, showing)
    authors = await list_authors(call.db, call.case.case_id)
    people = await people_on(call.db, call.case)
    page = StoryScreen(
        case=call.case,
        tab="story",
        weeks=tuple(ToldWeek(Week(monday), told) for monday, told in story.weeks),
        chronology=showing.significant,
        kinds=tuple(Way(text, link.to(show=key), key == _shown(showing)) for key, text in SHOWN.items()),
        writers=_writers(authors, link, showing),
        writer=next((name for key, name, _ in authors if key == showing.author_id), ""),
        names={child.id: child.given_name for child in people.children},
        earlier=link.to(before=str(Week(story.earlier))) if story.earlier else "",
        newest=link.to() if showing.before else "",
        is_filtered=bool(_shown(showing) or showing.author_id is not None),
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
        significant=shown == SIGNIFICANT,
        author_id=int(by) if by.isascii() and by.isdecimal() and len(by) < 10 else None,
        before=_monday(asked.get("before", "")),
    )


def _monday(text: str) -> date | None:
    try:
        return Week.parse(text).start
    except ValueError:
        return None


def _shown(showing: Showing) -> str:
    return SIGNIFICANT if showing.significant else showing.kind
