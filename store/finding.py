"""Find: from what was typed to the families that one may see, the same on both databases.

Only equality is asked of the database. First the vocabulary proposes words that may have been meant, together
with the teams in which this person may read anything; then the postings of all terms are fetched, each row
already passed by `visibility`; what meets every slot is ranked here. What one may not see takes no part at
all: not in a choice between words, not in a count, not in whether there is more.

Beyond the cases that one may read, a family of another team is found by a surname, by a person's name written
out, or by its reference, and never by address, postcode, phone number, date of birth or the beginning of a
word: that would confirm what one did not know, or let one leaf through the council.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from store.find_statements import HEADS, PEOPLE, TEAM, padded, postings, words_and_teams
from store.practice.case_dates import PlanDates
from store.practice.finding.forgiving import Meant, Pair, forgive, pairs_of
from store.practice.finding.query import Slot, parse
from store.practice.finding.ranking import (
    FORGIVEN_BELOW,
    ONE_NAME,
    NamedPerson,
    best_by_slot,
    meets_all,
    meets_all_by_pairs,
    names_that_meet,
    one_person_meets,
)  # fmt: skip
from store.practice.finding.terms import SURNAME, keys_of, term
from store.visibility import Viewer

MOST_SHOWN, MOST_ELSEWHERE = 8, 5
MOST_OF_A_WORD, MOST_LISTED = 4_000, 40
"""Of one word. No team comes near the first; a head of service who types the name of a town may."""
MOST_PAIRS = 150


@dataclass(frozen=True, slots=True)
class FoundPerson:
    id: int
    is_child: bool
    given_name: str
    family_name: str
    relationship: str
    lives_here: bool
    born: date | None
    expected: date | None
    died: date | None
    phone: str
    plans: tuple[PlanDates, ...]


@dataclass(frozen=True, slots=True)
class FoundFamily:
    """A family that the viewer may read. `through`: the person by whose own name it was found."""

    case_id: int
    family_id: int
    name: str
    reference: str
    address_lines: list[str]
    postcode: str
    warnings: list[str]
    team: str
    opened_on: date
    closed_on: date | None
    next_conference_on: date | None
    people: tuple[FoundPerson, ...]
    through: FoundPerson | None


@dataclass(frozen=True, slots=True)
class FoundElsewhere:
    """All that is shown of a family whose case one may not read: that it is known, and whom to ask."""

    name: str
    team: str
    manager: str
    manager_phone: str


@dataclass(frozen=True, slots=True)
class Found:
    """`asked`: something was typed that can be looked for. `more`: more of what one may see would fit."""

    asked: bool
    families: tuple[FoundFamily, ...] = ()
    elsewhere: tuple[FoundElsewhere, ...] = ()
    more: bool = False


async def find_families(db: AsyncSession, viewer: Viewer, text: str) -> Found:
    """The families that meet everything typed, best first; at most four statements."""
    slots = parse(text, viewer.today)
    if not slots:
        return Found(asked=False)
    connection = await db.connection()
    search = await _prepare(connection, viewer, slots)
    readable, elsewhere, families = await _search(connection, search)
    return await _described(connection, search, readable, elsewhere, families)


@dataclass(frozen=True, slots=True)
class _Search:
    """One query on its way: what was meant, and the teams in which there may be something to read."""

    viewer: Viewer
    meant: tuple[Meant, ...]
    teams: tuple[int, ...]
    pairs: Mapping[int, Pair]

    @property
    def readable(self) -> list[list[int]]:
        """The terms of each slot."""
        return [[*meant.whole, *meant.near] for meant in self.meant]

    @property
    def listed(self) -> list[list[int]]:
        """The terms that find a family of another team: first what was typed, then what was forgiven."""
        if len(self.meant) > 1:
            return [list(self.pairs)] if self.pairs else []
        only = self.meant[0]
        near = [term(SURNAME, m.word) for m in only.meanings if m.kind == SURNAME]
        return [terms for terms in ([*only.slot.open], near) if terms]


async def _prepare(connection: AsyncConnection, viewer: Viewer, slots: Sequence[Slot]) -> _Search:
    keys = {key for slot in slots if slot.word for key in keys_of(slot.word)}
    rows = await connection.execute(words_and_teams(viewer), {"keys": padded(sorted(keys), "")})
    proposals = {(kind, word) for kind, word in rows}
    teams = sorted(int(word) for kind, word in proposals if kind == TEAM)
    proposals = {(kind, word) for kind, word in proposals if kind != TEAM}
    meant = tuple(forgive(slot, proposals if slot.word else ()) for slot in slots)
    pairs = pairs_of(meant) if all(slot.word for slot in slots) else {}
    return _Search(viewer, meant, tuple(teams), pairs)


Goodness = dict[int, float]
Families = dict[int, int]


async def _search(connection: AsyncConnection, search: _Search) -> tuple[Goodness, Goodness, Families]:
    """How well each readable case meets the query, each listed one, and the family of each."""
    readable, listed = search.readable, search.listed
    values: dict[str, Any] = {f"terms{n}": padded(terms, -1) for n, terms in enumerate(readable + listed)}
    values |= {"teams": padded(search.teams, -1), "most": MOST_OF_A_WORD}
    values |= {"most_listed": MOST_PAIRS if search.pairs else MOST_LISTED}
    rows = list(await connection.execute(postings(search.viewer, len(readable), len(listed)), values))
    best = best_by_slot(search.meant, ((row[0], row[1], row[2]) for row in rows if row[0] < len(readable)))
    others = _elsewhere(search, [(row[1], row[2]) for row in rows if row[0] >= len(readable)])
    return meets_all(best), others, {row[2]: row[3] for row in rows}


def _elsewhere(search: _Search, rows: Iterable[tuple[int, int]]) -> Goodness:
    if search.pairs:
        return meets_all_by_pairs(len(search.meant), search.pairs, rows)
    return meets_all(best_by_slot(search.meant, ((0, key, case_id) for key, case_id in rows)))


async def _described(
    connection: AsyncConnection, search: _Search, readable: Goodness, elsewhere: Goodness, families: Families
) -> Found:
    """Fetch what is shown, of readable families and of others; a family stands once, the readable way first."""
    own = _best_families(readable, families, MOST_SHOWN)
    others = _best_families(elsewhere, families, MOST_ELSEWHERE, without={families[case_id] for case_id in readable})
    if any(good >= FORGIVEN_BELOW for good in [*own.values(), *others.values()]):
        others = {family_id: good for family_id, good in others.items() if good >= FORGIVEN_BELOW}
    more = len(own) > MOST_SHOWN or len(others) > MOST_ELSEWHERE
    own, others = dict(list(own.items())[:MOST_SHOWN]), dict(list(others.items())[:MOST_ELSEWHERE])
    if not own and not others:
        return Found(asked=True)
    wanted = [
        case_id for case_id in {**readable, **elsewhere} if families[case_id] in own or families[case_id] in others
    ]
    heads = dict[int, Any]()
    for row in await connection.execute(HEADS, {"cases": padded(wanted, -1)}):
        if row.id in (readable if row.family_id in own else elsewhere):
            heads.setdefault(row.family_id, row)
    shown = await _with_people(connection, search, [(heads[family_id], good) for family_id, good in own.items()])
    listed = [heads[family_id] for family_id in others]
    return Found(True, shown, tuple(sorted((_listed(head) for head in listed), key=lambda e: e.name)), more)


def _best_families(goodness: Goodness, families: Families, most: int, without: Iterable[int] = ()) -> dict[int, float]:
    """Families with how well they meet the query, best first, and one more than is shown."""
    best = dict[int, float]()
    for case_id, good in goodness.items():
        family_id = families[case_id]
        best[family_id] = max(good, best.get(family_id, 0))
    for family_id in without:
        best.pop(family_id, None)
    return dict(sorted(best.items(), key=lambda item: (-item[1], -item[0]))[: most + 1])


def _listed(head: Any) -> FoundElsewhere:
    return FoundElsewhere(head.name, head.team, head.manager or "", head.manager_phone or "")


async def _with_people(
    connection: AsyncConnection, search: _Search, heads: Sequence[tuple[Any, float]]
) -> tuple[FoundFamily, ...]:
    if not heads:
        return ()
    values = {
        "families": padded([head.family_id for head, _ in heads], -1),
        "cases": padded([h.id for h, _ in heads], -1),
    }
    people = _people(await connection.execute(PEOPLE, values))
    found = [_family(search, head, good, people.get(head.family_id, [])) for head, good in heads]
    return tuple(family for _, family in sorted(found, key=_best_first))


def _best_first(found: tuple[float, FoundFamily]) -> tuple[float, bool, str]:
    good, family = found
    return -good, family.closed_on is not None, family.name


def _people(rows: Iterable[Any]) -> dict[int, list[FoundPerson]]:
    seen = dict[int, tuple[Any, list[PlanDates]]]()
    for row in rows:
        _, plans = seen.setdefault(row.id, (row, []))
        if row.plan:
            plans.append(PlanDates(row.plan, str(row.id), row.started_on, row.ended_on, row.category))
    people = dict[int, list[FoundPerson]]()
    for row, plans in seen.values():
        people.setdefault(row.family_id, []).append(
            FoundPerson(row.id, row.kind == "child", row.given_name, row.family_name, row.relationship, row.lives_here,
                        row.birth_date, row.expected_on, row.died_on, row.phone, tuple(plans))
        )  # fmt: skip
    return people


def _family(search: _Search, head: Any, good: float, people: Sequence[FoundPerson]) -> tuple[float, FoundFamily]:
    names = [NamedPerson(p.given_name, p.family_name, p.born, p.phone) for p in people]
    family_meets, who = names_that_meet(search.meant, head.name, names)
    if family_meets or (who is not None and one_person_meets(search.meant, names[who])):
        good += ONE_NAME
    through = people[who] if who is not None and not family_meets else None
    facts = (head.name, head.reference, head.address_lines, head.postcode, head.warnings, head.team)
    dates = (head.opened_on, head.closed_on, head.next_conference_on)
    return good, FoundFamily(head.id, head.family_id, *facts, *dates, tuple(people), through)
