"""A family's chronology: what is significant and what it meant, from either end, for one child or all, on paper too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from starlette.datastructures import QueryParams
from starlette.responses import Response

from store.case_access import CaseAccess
from store.case_people import people_on
from store.chronology import ChronologyAsked, list_chronology
from store.practice.calendar import day_of
from store.practice.entries import SESSION, SIGNIFICANT_EVENT, VISIT
from store.practice.roles import ROLES
from store.practice.told import Told
from store.story import list_authors
from web.endpoint import Call
from web.story_ways import CHRONOLOGY, ways_of_the_story
from web.ways import Links, Way, number_in

KINDS = {"": "Every kind", SIGNIFICANT_EVENT: "Significant events", VISIT: "Visits", SESSION: "Sessions"}
OLDEST = "oldest"


@dataclass(frozen=True)
class ToldMonth:
    label: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class ChronologyScreen:
    """`names`: the children's given names by id. Links are empty where there is none; `only` says what is left out."""

    case: CaseAccess
    tab: str
    story: tuple[Way, ...]
    months: tuple[ToldMonth, ...]
    children: tuple[Way, ...]
    kinds: tuple[Way, ...]
    writers: tuple[Way, ...]
    names: Mapping[int, str]
    only: str
    oldest_first: bool
    other_end: str
    onward: str
    first: str
    whole: str
    printed_at: datetime


async def show(call: Call) -> Response:
    """`child`, `by`: ids; `what`: a kind of entry; `order`: oldest; `after`: an entry's id; `whole`: yes, for paper."""
    people = await people_on(call.db, call.case)
    names = people.called
    authors = await list_authors(call.db, call.case.case_id, significant=True)
    asked = _asked(call.request.query_params, names)
    found = await list_chronology(call.db, call.case.case_id, asked)
    link = Links(call.request, "child", "by", "what", "order", "whole")
    page = ChronologyScreen(
        case=call.case,
        tab="story",
        story=ways_of_the_story(call.request, call.case, CHRONOLOGY),
        months=_months(found.lines),
        children=_children(names, link, asked),
        kinds=tuple(Way(text, link.to(what=kind), kind == asked.kind) for kind, text in KINDS.items()),
        writers=_writers(authors, link, asked),
        names=names,
        only=_only(asked, names, {key: name for key, name, _ in authors}),
        oldest_first=asked.oldest_first,
        other_end=link.to(order="" if asked.oldest_first else OLDEST),
        onward=link.to(after=found.onward) if found.onward else "",
        first=link.to() if found.is_later else "",
        whole=link.to(whole="yes") if (found.onward or found.is_later) and not asked.whole else "",
        printed_at=call.now,
    )
    return call.page("families/chronology.html", page, title="Chronology of the family", place="week")


def _asked(query: QueryParams, names: Mapping[int, str]) -> ChronologyAsked:
    """What cannot be read is passed over: an old link shows all of it."""
    kind, child = query.get("what", ""), number_in(query.get("child", ""))
    return ChronologyAsked(
        kind=kind if kind in KINDS else "",
        author_id=number_in(query.get("by", "")),
        child_id=child if child in names else None,
        oldest_first=query.get("order") == OLDEST,
        after=_entry_id(query.get("after", "")),
        whole=query.get("whole") == "yes",
    )


def _entry_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _months(lines: Iterable[Told]) -> tuple[ToldMonth, ...]:
    by_month = groupby(lines, key=lambda told: f"{day_of(told.happened_at):%B %Y}")
    return tuple(ToldMonth(label, tuple(told)) for label, told in by_month)


def _children(names: Mapping[int, str], link: Links, asked: ChronologyAsked) -> tuple[Way, ...]:
    each = (Way(name, link.to(child=key), key == asked.child_id) for key, name in names.items())
    return Way("All children", link.to(child=""), asked.child_id is None), *each


def _writers(authors: Iterable[tuple[int, str, str]], link: Links, asked: ChronologyAsked) -> tuple[Way, ...]:
    each = (Way(f"{name}, {ROLES[role].label}", link.to(by=key), key == asked.author_id) for key, name, role in authors)
    return Way("Everyone", link.to(by=""), asked.author_id is None), *each


def _only(asked: ChronologyAsked, names: Mapping[int, str], writers: Mapping[int, str]) -> str:
    """What of the chronology is shown, where it is not all of it: whoever holds the paper must know."""
    child, writer = names.get(asked.child_id or 0), writers.get(asked.author_id or 0)
    if not (asked.kind or child or asked.author_id is not None):
        return ""
    said = [f"Only {KINDS[asked.kind].lower()}" if asked.kind else "Only what"]
    if child:
        said.append(f"{'that concern' if asked.kind else 'concerns'} {child} or the whole family")
    if asked.author_id is not None:
        said[-1] += "," if asked.kind or child else " was"
        said.append(f"written by {writer or 'somebody who wrote nothing significant'}")
    return " ".join(said)
