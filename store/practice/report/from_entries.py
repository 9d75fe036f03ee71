"""The parts of an entry that a report may quote; what is for a few, or no report's business, does not come out.

Of supervision only what was agreed and decided, and dissent by name: what was talked through belongs to who was there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from store.practice.consultations import CLOSED, Answer
from store.practice.entries import ANSWER, VISIT, WEEKLY_ENTRY, SignificantEvent, Visit, WeeklyEntry
from store.practice.group_supervision import GroupSupervision
from store.practice.individual_supervision import CasePart
from store.practice.report.source import Source
from store.practice.sessions import Session
from store.practice.told import Told

Names = Mapping[int, str]
Part = dict[str, Any]
NO_MODULE, EACH_WEEK, SOMEBODY = "Other sessions", "Week by week", "A parent"


@dataclass(frozen=True)
class SaidBeside:
    """What stands beside an entry: what it said of a task (`of`: its title, `done`: the outcome), or the account of a
    colleague who signed a joint visit. `mark`: kept to a few, as what the task was made in.
    """

    entry_id: UUID
    author_id: int
    author: str
    role: str
    happened_at: datetime
    text: str
    of: str = ""
    done: str = ""
    mark: str = ""


def sources_of(
    entries: Iterable[Told], beside: Iterable[SaidBeside], names: Names, asked_apart: Set[UUID] = frozenset()
) -> tuple[Source, ...]:
    """`names`: everybody of the family by id, as they are told from each other. `asked_apart`: the answers to questions
    of which a part is kept to a few.
    """
    entries = tuple(entries)
    revisions = {entry.id: entry.revision for entry in entries}
    own = (source for entry in entries for source in _of_entry(entry, names, CLOSED if entry.id in asked_apart else ""))
    return (*own, *(_beside(said, revisions) for said in beside if said.text.strip()))


def _of_entry(entry: Told, names: Names, mark: str) -> Iterator[Source]:
    """`mark`: what its parts are kept under, whatever they say themselves; empty where they say it."""
    same = ("kind", "author_id", "author", "role", "happened_at", "significant", "late", "amendments",
            "revision")  # fmt: skip
    facts: Part = {name: getattr(entry, name) for name in same} | {"entry_id": entry.id}
    for part in _parts(entry, names):
        if part["text"].strip():
            yield Source(**(facts | part | ({"mark": mark} if mark else {})))


def _beside(said: SaidBeside, revisions: Mapping[UUID, int]) -> Source:
    facts: Part = {"kind": WEEKLY_ENTRY, "part": "difference"} if said.of else {"kind": VISIT, "part": "account"}
    return Source(**(vars(said) | facts), revision=revisions.get(said.entry_id, 0))


def _parts(entry: Told, names: Names) -> Iterator[Part]:
    return _READERS[entry.kind](entry.content, names) if entry.kind in _READERS else iter(())


def _written(content: object, *parts: str, of: str = "") -> Iterator[Part]:
    return ({"part": part, "text": getattr(content, part), "of": of} for part in parts)


def _of_children(said: Mapping[str, str], names: Names) -> Iterator[Part]:
    for key, text in said.items():
        child = _id(key)
        if child in names:
            yield {"part": "child", "text": text, "of": names[child], "children": (child,)}


def _weekly_entry(content: WeeklyEntry, names: Names) -> Iterator[Part]:
    yield from _written(content, "headline", "worries", "strengths")
    yield from _written(content, "worked_on", "outcome", of=EACH_WEEK)
    yield from _of_children(content.children, names)


def _visit(content: Visit, names: Names) -> Iterator[Part]:
    """What a child wants kept from a parent is mostly told, too, by what it meant and by why nobody saw them alone."""
    if content.carried_out:
        seen = [names[adult] for adult in content.adults if adult in names]
        yield from _written(content, "observed", "impact")
        for part in _written(content, "parent_words", of=" and ".join(seen) or SOMEBODY):
            yield part | {"people": content.adults}
    for key, child in content.children.items():
        number = _id(key)
        if number in names and content.carried_out:
            whose = {"of": names[number], "children": (number,), "kept_from_parents": child.kept_from_parents}
            yield whose | {"part": "child_words", "text": child.words}
            yield whose | {"part": "child_meaning", "text": child.meaning}
            yield whose | {"part": "why_not_alone", "text": "" if child.alone else child.why_not_alone}


def _event(content: SignificantEvent, names: Names) -> Iterator[Part]:
    for part in _written(content, "what", "impact"):
        yield part | {"children": content.about}


def _session(content: Session, names: Names) -> Iterator[Part]:
    yield from _written(content, "did", "showed", "impact", of=content.module_title or NO_MODULE)
    yield from _of_children(content.children, names)
    who = names.get(content.parent or 0, SOMEBODY)
    whose = (content.parent,) if content.parent else ()
    said = (one.text for talk in content.talks for one in talk.words)
    for number, text in enumerate(said):
        yield {"part": "own_words", "text": text, "of": who, "number": number, "people": whose}


def _answer(content: Answer, names: Names) -> Iterator[Part]:
    """Where the formulation is kept to a few, what follows from it stays with who is to act."""
    for number, one in enumerate(content.recommendations):
        yield {"part": "recommendation", "text": one.text, "number": number, "mark": content.formulation.mark}


def _group_supervision(content: GroupSupervision, names: Names) -> Iterator[Part]:
    yield from _written(content, "agreed", "decisions")
    for number, (who, text) in enumerate(sorted(content.dissent.items())):
        yield {"part": "dissent", "text": text, "of": content.called(who), "number": number}


def _case_part(content: CasePart, names: Names) -> Iterator[Part]:
    return _written(content, "decided", "why")


def _id(key: str) -> int:
    return int(key) if key.isdecimal() else 0


_READERS: dict[str, Callable[[Any, Names], Iterator[Part]]] = {
    WEEKLY_ENTRY: _weekly_entry, VISIT: _visit, "significant_event": _event, "session": _session, ANSWER: _answer,
    "group_supervision": _group_supervision, "individual_supervision": _case_part,
}  # fmt: skip
