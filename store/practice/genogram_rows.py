"""In which row of a genogram everybody stands, and in which order: the eldest generation on top, couples side by side.

The order comes from a few sweeps down and up in which everybody moves to where their parents or children are
(Sugiyama, Tagawa and Toda 1981), so that the same people and ties always give the same drawing.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from store.practice.genogram import ADOPTIVE, BIRTH, COUPLES, Bond, Someone, Tie
from store.practice.genogram_levels import levels_of

SWEEPS = 4
OWN = (BIRTH, ADOPTIVE)
Chain = tuple[int, ...]
"""People who stand side by side: a couple, or somebody between two partners."""


def rows_of(people: Sequence[Someone], ties: Sequence[Tie], bonds: Sequence[Bond]) -> list[list[Chain]]:
    """The rows from the top, each from left to right; who has no tie stands in none of them."""
    tied = [one for one in people if any(one.id in tie.pair for tie in ties)]
    level = levels_of(tied, ties, bonds)
    beside = _beside(ties, bonds, level)
    rows: list[list[Chain]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for one in sorted(tied, key=lambda one: one.seniority):
        if not any(one.id in chain for chain in rows[level[one.id]]):
            rows[level[one.id]].append(_chain(_reached(one.id, beside), beside, tied, bonds))
    rank = {one.id: at for at, one in enumerate(sorted(tied, key=lambda one: one.seniority))}
    return _swept([row for row in rows if row], bonds, rank)


def _beside(ties: Sequence[Tie], bonds: Sequence[Bond], level: Mapping[int, int]) -> dict[int, list[int]]:
    """Who wants to stand next to whom: couples first, then those who are parents together."""
    found: dict[int, list[int]] = {one: [] for one in level}
    couples = [(tie.one, tie.other) for tie in ties if tie.kind in COUPLES]
    for one, other in couples + [(bond.parents[0], other) for bond in bonds for other in bond.parents[1:]]:
        if level[one] == level[other] and other not in found[one]:
            found[one].append(other)
            found[other].append(one)
    return found


def _reached(one: int, beside: Mapping[int, list[int]]) -> list[int]:
    found = [one]
    for here in found:
        found += [other for other in beside[here] if other not in found]
    return found


def _chain(
    members: Sequence[int], beside: Mapping[int, list[int]], people: Sequence[Someone], bonds: Sequence[Bond]
) -> Chain:
    """Begins at an end; of two ends, the one with the elder children, then the man (the usual order)."""
    by_id = {one.id: one for one in people}

    def order(one: int) -> tuple[object, ...]:
        own = (bond for bond in bonds if bond.kind in OWN and one in bond.parents)
        children = [by_id[child].seniority for bond in own for child in bond.children]
        return len(beside[one]), min(children, default=by_id[one].seniority), by_id[one].sex != "M", one

    found: list[int] = []
    waiting = [min(members, key=order)]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.append(here)
            waiting += sorted((one for one in beside[here] if one not in found), key=order, reverse=True)
    return tuple(found)


def _swept(rows: list[list[Chain]], bonds: Sequence[Bond], rank: Mapping[int, int]) -> list[list[Chain]]:
    """The last sweep goes down: children stand in the order of their parents and, of the same ones, of their ages."""
    for _ in range(SWEEPS):
        for row in reversed(rows):
            at = _places(rows)
            row.sort(key=_by(partial(_from_children, bonds=bonds, at=at), rank, at))
        for row in rows:
            at = _places(rows)
            row.sort(key=_by(partial(_from_parents, bonds=bonds, at=at), rank, at))
            row[:] = _turned(row, bonds, _places(rows))
    return rows


def _turned(row: Sequence[Chain], bonds: Sequence[Bond], at: Mapping[int, float]) -> list[Chain]:
    """A couple stands the other way round where each then is nearer to the own parents and siblings."""
    found = []
    for chain in row:
        middle = sum(at[one] for one in chain) / len(chain)
        wishes = [(at[one], _drawn_to(one, bonds, at)) for one in chain]
        crossed = sum((here - middle) * (wish - middle) for here, wish in wishes if wish is not None)
        found.append(chain[::-1] if crossed < 0 else chain)
    return found


def _drawn_to(one: int, bonds: Sequence[Bond], at: Mapping[int, float]) -> float | None:
    """Parents can be moved to where they are wanted, brothers and sisters of unknown parents cannot so easily."""
    for bond in bonds:
        if one in bond.children:
            of = bond.parents or [other for other in bond.children if other != one]
            return sum(at[other] for other in of) / len(of)
    return None


def _by(
    wish: Callable[[int], tuple[float, int] | None], rank: Mapping[int, int], at: Mapping[int, float]
) -> Callable[[Chain], tuple[float, int, int]]:
    """Each chain to the middle of its members' wishes; one without any stays."""

    def key(chain: Chain) -> tuple[float, int, int]:
        wishes = [found for one in chain if (found := wish(one))]
        if not wishes:
            return sum(at[one] for one in chain) / len(chain), -1, min(rank[one] for one in chain)
        wanted = {one for one in chain if wish(one)}
        return sum(to for to, _ in wishes) / len(wishes), min(nth for _, nth in wishes), min(rank[o] for o in wanted)

    return key


def _from_parents(one: int, bonds: Sequence[Bond], at: Mapping[int, float]) -> tuple[float, int] | None:
    """The first bond counts: that of birth, where it is known."""
    for nth, bond in enumerate(bonds):
        if one in bond.children:
            of = bond.parents or bond.children
            return sum(at[other] for other in of) / len(of), nth
    return None


def _from_children(one: int, bonds: Sequence[Bond], at: Mapping[int, float]) -> tuple[float, int] | None:
    children = [child for bond in bonds if one in bond.parents for child in bond.children]
    return (sum(at[child] for child in children) / len(children), 0) if children else None


def _places(rows: Sequence[Sequence[Chain]]) -> dict[int, float]:
    """Across, each row about its middle."""
    found: dict[int, float] = {}
    for row in rows:
        everyone = [one for chain in row for one in chain]
        found |= {one: at - (len(everyone) - 1) / 2 for at, one in enumerate(everyone)}
    return found
