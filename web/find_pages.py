"""What the screen of Find is made of: families folded to a few lines, the first unfolded for the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.desk import Desk
from store.door_cards import DoorCard, LastWritten, Worker, door_card
from store.found_families import Found, FoundElsewhere, FoundFamily, FoundPerson
from store.practice.ages import age
from store.practice.due_date import DueDate, words
from store.practice.people_in_words import about_adult, closeness, with_ages
from store.practice.plan_chip import plan_words

MOST_CALLED = 4
MOST_DUE = 3


@dataclass(frozen=True, slots=True)
class Chip:
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody whom one may have to call from the kerb."""

    name: str
    about: str
    phone: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A family that one may read, folded to a few lines."""

    href: str
    name: str
    where: str
    children: str
    through: str
    plan: Chip | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Door:
    """The first hit, unfolded."""

    warnings: list[str]
    callers: tuple[Caller, ...]
    last: LastWritten | None
    due: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class FindPage:
    """`said`: what a screen reader hears, and the line above the answers."""

    q: str
    asked: bool
    said: str
    hits: tuple[Hit, ...]
    door: Door | None
    elsewhere: tuple[FoundElsewhere, ...]
    more: bool


def find_page(typed: str, found: Found, door: Door | None, today: date) -> FindPage:
    if not found.asked:
        return FindPage(typed, False, "", (), None, (), False)
    hits = tuple(hit_of(family, today) for family in found.families)
    return FindPage(typed, True, _said(found), hits, door, found.elsewhere, found.more)


def _said(found: Found) -> str:
    number = len(found.families) + len(found.elsewhere)
    if not number:
        return "Nothing that you may see"
    if found.more:
        return f"The first {number} families; another word narrows them"
    return "1 family" if number == 1 else f"{number} families"


def hit_of(family: FoundFamily, today: date) -> Hit:
    children = [(p.given_name, age(p.born, today, p.expected)) for p in family.people if p.is_child and not p.died]
    plans = [(plan.kind, plan.category) for p in family.people for plan in p.plans if plan.runs_on(today)]
    said, kind = plan_words(plans)
    where = [family.reference, " ".join(filter(None, [", ".join(family.address_lines), family.postcode]))]
    return Hit(
        href=f"/families/{family.family_id}",
        name=family.name,
        where=" · ".join(filter(None, where)),
        children=with_ages(children),
        through=_through(family.through),
        plan=Chip(said, kind) if said else None,
        closed=family.closed_on is not None and family.closed_on <= today,
    )


def _through(person: FoundPerson | None) -> str:
    """Jamie Hill · uncle · lives elsewhere"""
    if person is None:
        return ""
    return f"{person.given_name} {person.family_name} · {about_adult(person.relationship, person.lives_here)}"


def door_of(desk: Desk, family: FoundFamily, today: date, *, me: int) -> Door:
    """The card needed at the door; one statement. `me` is who reads it: nobody needs to call themselves."""
    plans = [plan for person in family.people for plan in person.plans]
    opened, conference = family.opened_on, family.next_conference_on
    card = door_card(desk, case_id=family.case_id, today=today, opened=opened, plans=plans, next_conference=conference)
    due = tuple(Chip(words(d, today), _due_kind(d.days_left)) for d in _soonest(card.due))
    return Door(family.warnings, _callers(family, card, me), card.last, due)


def _callers(family: FoundFamily, card: DoorCard, me: int) -> tuple[Caller, ...]:
    """Who lives there first; of those the mother, who is the main carer in most families, then the father."""
    adults = [p for p in family.people if not p.is_child and not p.died and p.phone]
    nearest = sorted(adults, key=lambda p: (not p.lives_here, closeness(p.relationship)))
    callers = [Caller(f"{p.given_name} {p.family_name}", about_adult(p.relationship, p.lives_here), p.phone)
               for p in nearest[: MOST_CALLED // 2]]  # fmt: skip
    return (*callers, *(_worker(worker, me) for worker in card.workers[: MOST_CALLED // 2]))


def _soonest(due: Sequence[DueDate]) -> list[DueDate]:
    """What is due first, and a conference that is booked, however much is overdue before it."""
    booked = [d for d in due if d.booked][:1]
    others = [d for d in due if d not in booked]
    return sorted([*others[: MOST_DUE - len(booked)], *booked], key=lambda d: d.on)


def _worker(worker: Worker, me: int) -> Caller:
    about = f"{worker.role} · lead" if worker.lead else worker.role
    return Caller(worker.name, about, "" if worker.id == me else worker.phone)


def _due_kind(days_left: int) -> str:
    if days_left < 0:
        return "overdue"
    return "due" if days_left <= 6 else "plain"
