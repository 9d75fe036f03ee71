"""What a report reckons and does not quote: who the family are, how each child was seen, how it came to the plan."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from store.practice.calendar import day_of
from store.practice.dates_in_words import day_and_month
from store.practice.entries import Visit
from store.practice.report.report import Fact, SeenOn
from store.practice.report.sections import CHILDREN, FAMILY, REASON
from store.practice.report.source import before_what
from store.practice.told import Told


@dataclass(frozen=True)
class Member:
    """Somebody of the family. `called`: as told from the others; `age`, `plan` in words, empty if not known; `died`: on
    which day, in words. `is_baby`: not born, or so young that nobody would see them alone.
    """

    id: int
    called: str
    name: str
    relationship: str
    lives_here: bool
    is_child: bool
    age: str = ""
    plan: str = ""
    died: str = ""
    is_baby: bool = False
    is_unborn: bool = False


def facts_of(
    members: Sequence[Member],
    visits: Iterable[Told],
    *,
    referral: str,
    steps: Sequence[tuple[str, date]],
    since: date | None = None,
    meeting: str = "conference",
) -> Mapping[str, tuple[Fact, ...]]:
    """`steps`: what was held, in words, with its day; oldest first. `since`: the conference before, or what `meeting`
    says; empty where the day was that of no meeting.
    """
    seen = seen_of(visits, since, meeting)
    began = [Fact("Referral", referral)] if referral else []
    held = [Fact(words, _in_words(on)) for words, on in steps]
    unseen = _not_seen(since, meeting)
    return {
        CHILDREN: tuple(_child(one, seen.get(one.id, ()), unseen) for one in members if one.is_child),
        FAMILY: tuple(_member(one) for one in members),
        REASON: (*began, *held),
    }


def told_apart(called: Mapping[int, str]) -> dict[int, str]:
    """The same names by id; of several of one name, as unborn twins, each with a number as the record has them."""
    many, told = Counter(called.values()), Counter[str]()
    found = dict[int, str]()
    for one, name in sorted(called.items()):
        told[name] += 1
        found[one] = f"{name} ({told[name]} of {many[name]})" if many[name] > 1 else name
    return {one: found[one] for one in called}


def seen_of(
    entries: Iterable[Told], since: date | None = None, meeting: str = ""
) -> dict[int, tuple[SeenOn, ...]]:  # fmt: skip
    """Each child's days on visits, oldest first; what was left open is no statement about a child."""
    found: dict[int, list[SeenOn]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.happened_at, str(entry.id))):
        if isinstance(entry.content, Visit) and entry.content.carried_out:
            for key, child in entry.content.children.items():
                if child.seen and key.isdecimal():
                    on, before = day_of(entry.happened_at), before_what(entry.happened_at, since, meeting)
                    seen = SeenOn(entry.href, on, alone=child.alone is True, before=before)
                    found.setdefault(int(key), []).append(seen)
    return {child: tuple(days) for child, days in found.items()}


def _child(one: Member, seen: Sequence[SeenOn], unseen: str) -> Fact:
    label = ", ".join(filter(None, (one.called, one.age, one.plan, one.died)))
    if one.is_unborn:
        return Fact(label, _before_birth(len(seen)), tuple(seen))
    return Fact(label, _times(one, seen) if seen else "" if one.died else unseen, tuple(seen))


def _before_birth(visits: int) -> str:
    """A visit is to the parents then."""
    many = {0: "No visit", 1: "One visit"}.get(visits, f"{visits} visits")
    return f"{many} before the birth{'' if visits else ' yet'}"


def _times(one: Member, seen: Sequence[SeenOn]) -> str:
    alone = sum(day.alone for day in seen)
    times = "Seen on one visit" if len(seen) == 1 else f"Seen on {len(seen)} visits"
    never = "" if one.is_baby else ", never alone"
    return f"{times}{f', alone on {alone}' if alone else never}"


def _not_seen(since: date | None, meeting: str) -> str:
    if since is None:
        return "Not seen on a visit yet"
    return f"Not seen on a visit since {f'the {meeting} of ' if meeting else ''}{_in_words(since)}"


def _in_words(on: date) -> str:
    return f"{day_and_month(on)} {on.year}"


def _member(one: Member) -> Fact:
    lives = "" if one.is_unborn else "lives in the home" if one.lives_here else "lives elsewhere"
    return Fact(one.name, ", ".join(filter(None, (one.relationship, one.age, one.died or lives))))
