"""How high everybody of a genogram stands: parents above their children, couples and siblings level."""

from collections.abc import Iterable, Sequence

from store.practice.genogram import COUPLES, PARENTS, Bond, Someone, Tie


def levels_of(people: Sequence[Someone], ties: Sequence[Tie], bonds: Sequence[Bond]) -> dict[int, int]:
    """From 0, the top. A tie that contradicts earlier ones moves nobody."""
    level = {one.id: 0 for one in people}
    above: list[tuple[int, int]] = []
    level_with: list[tuple[int, int]] = []
    for tie in (tie for kind in PARENTS for tie in ties if tie.kind == kind):
        level = _tried(level, [*above, (tie.one, tie.other)], level_with, above, (tie.one, tie.other))
    for pair in _level_pairs(ties, bonds):
        level = _tried(level, above, [*level_with, pair], level_with, pair)
    return _lowered(level, above, level_with)


def _tried(
    level: dict[int, int], above: list[tuple[int, int]], level_with: list[tuple[int, int]],
    kept: list[tuple[int, int]], new: tuple[int, int],
) -> dict[int, int]:  # fmt: skip
    """The levels with one more demand, which is kept where they settle."""
    found = dict(level)
    for _ in range(len(level) + 1):
        before = dict(found)
        for parent, child in above:
            found[child] = max(found[child], found[parent] + 1)
        for one, other in level_with:
            found[one] = found[other] = max(found[one], found[other])
        if found == before:
            kept.append(new)
            return found
    return level


def _level_pairs(ties: Iterable[Tie], bonds: Iterable[Bond]) -> list[tuple[int, int]]:
    couples = [(tie.one, tie.other) for tie in ties if tie.kind in COUPLES]
    parents = [(bond.parents[0], other) for bond in bonds for other in bond.parents[1:]]
    return couples + parents + [(tie.one, tie.other) for tie in ties if tie.kind not in (*COUPLES, *PARENTS)]


def _lowered(
    level: dict[int, int], above: Sequence[tuple[int, int]], level_with: Sequence[tuple[int, int]]
) -> dict[int, int]:
    """Who has neither parents nor a partner in the drawing stands right above the child, however deep that is."""
    bound = {child for _, child in above} | {one for pair in level_with for one in pair}
    for one in level.keys() - bound:
        level[one] = min(level[child] for parent, child in above if parent == one) - 1
    return level
