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

from store.desk import Desk
from store.find_statements import TEAM, padded, postings, words_and_teams
from store.found_families import Families, Found, Goodness, described
from store.practice.finding.forgiving import Meant, Pair, forgive, pairs_of
from store.practice.finding.query import Slot, parse
from store.practice.finding.ranking import best_by_slot, meets_all, meets_all_by_pairs
from store.practice.finding.terms import SURNAME, keys_of, term
from store.visibility import Viewer


def find_families(desk: Desk, viewer: Viewer, text: str) -> Found:
    """The families that meet everything typed, best first; at most four statements."""
    slots = parse(text, viewer.today)
    if not slots:
        return Found(asked=False)
    search = _prepare(desk, viewer, slots)
    readable, elsewhere, families = _search(desk, search)
    return described(desk, search.meant, readable, elsewhere, families)


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


def _prepare(desk: Desk, viewer: Viewer, slots: Sequence[Slot]) -> _Search:
    keys = {key for slot in slots if slot.word for key in keys_of(slot.word)}
    rows = desk.rows(words_and_teams(viewer.kind), {"keys": padded(sorted(keys), ""), **viewer.facts})
    proposals = {(kind, word) for kind, word in rows}
    teams = sorted(int(word) for kind, word in proposals if kind == TEAM)
    proposals = {(kind, word) for kind, word in proposals if kind != TEAM}
    meant = tuple(forgive(slot, proposals if slot.word else ()) for slot in slots)
    pairs = pairs_of(meant) if all(slot.word for slot in slots) else {}
    return _Search(viewer, meant, tuple(teams), pairs)


def _search(desk: Desk, search: _Search) -> tuple[Goodness, Goodness, Families]:
    """How well each readable case meets the query, each listed one, and the family of each."""
    readable, listed = search.readable, search.listed
    values = search.viewer.facts | {f"terms{n}": padded(terms, -1) for n, terms in enumerate(readable + listed)}
    values |= {"teams": padded(search.teams, -1)}
    statement = postings(search.viewer.kind, len(readable), len(listed), pairs=bool(search.pairs))
    rows = desk.rows(statement, values)
    best = best_by_slot(search.meant, ((row[0], row[1], row[2]) for row in rows if row[0] < len(readable)))
    others = _elsewhere(search, [(row[1], row[2]) for row in rows if row[0] >= len(readable)])
    return meets_all(best), others, {row[2]: row[3] for row in rows}


def _elsewhere(search: _Search, rows: Iterable[tuple[int, int]]) -> Goodness:
    if search.pairs:
        return meets_all_by_pairs(len(search.meant), search.pairs, rows)
    return meets_all(best_by_slot(search.meant, ((0, key, case_id) for key, case_id in rows)))
