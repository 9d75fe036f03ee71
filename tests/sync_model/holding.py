"""What must hold whatever happens; each is said with the marks that break it."""

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from tests.sync_model.people import GRACES, PRIYAS, SHARED
from tests.sync_model.phone import Item
from tests.sync_model.world import MARK, Kept

FAMILIES = {"priya": (SHARED, PRIYAS), "grace": (SHARED, GRACES)}
HATFIELDS = (SHARED, PRIYAS)
"""Priya is of their team and reads them without an allocation."""


def nothing_lost(acknowledged: Iterable[str], kept: Kept) -> None:
    every = set(kept.everything)
    lost = [mark for mark in acknowledged if mark not in every]
    assert not lost, f"acknowledged and not on the record: {lost}"
    assert not kept.without_trail, f"on the record without trail: {kept.without_trail}"


def nothing_doubled(kept: Kept) -> None:
    every = kept.everything
    doubled = sorted({mark for mark in every if every.count(mark) > 1})
    assert not doubled, f"twice on the record: {doubled}"


def nobody_overwritten(writers: Mapping[str, Item], kept: Kept) -> None:
    """Whoever's words stand over others had seen those, or wrote them before in the same form."""
    for revisions in kept.revisions.values():
        for (before, *_), (after, *_) in pairwise(revisions):
            writer = writers[after]
            if before not in writer.typed:
                assert before in writer.knows, f"{after} stands over {before}, which its author had never seen"
            else:
                in_order = writer.typed.index(before) < writer.typed.index(after)
                assert in_order, f"earlier words of a form ({after}) stand over its later ones ({before})"


def shown_to_the_right_person(
    reader: str, page: str, writers: Mapping[str, Item], away: Collection[tuple[str, str]]
) -> None:
    for mark in set(MARK.findall(page)):
        item = writers[mark]
        of_their_team = reader == "priya" and item.family in HATFIELDS
        held = item.family in FAMILIES[reader] and (reader, item.family) not in away
        assert item.who == reader or of_their_team or held, f"{reader} was shown {mark} of {item.family}"
