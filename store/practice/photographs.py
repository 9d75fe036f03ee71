"""Photographs beside an entry: a drawing by a child, a signed agreement."""

from store.practice.entries import SESSION, SIGNIFICANT_EVENT, VISIT, WEEKLY_ENTRY

KINDS = frozenset({VISIT, SESSION, SIGNIFICANT_EVENT, WEEKLY_ENTRY})
"""What is open to everybody who may read the case. Nothing of which a part is marked, and no supervision."""
MOST = 6
LONGEST_SIDE = 1600
MOST_BYTES = 300_000
LONGEST_CAPTION = 200
"""The phone draws each photograph smaller until it fits (js/lib/picture.js); a page still reads well at that size."""


def what_is_wrong(caption: str) -> str:
    """With what its author said that it is; it is what somebody hears who cannot see it."""
    if not caption:
        return "Say what it is, for whoever reads this later or cannot see it"
    return f"Keep it to {LONGEST_CAPTION} characters" if len(caption) > LONGEST_CAPTION else ""
