"""A family's running plans as the one chip that stands on its card."""

from collections.abc import Iterable

# The gravest first.
PLANS = {
    "pre_proceedings": ("Pre-proceedings", "plain"),
    "looked_after": ("Looked after", "plain"),
    "child_protection": ("CP", "cp"),
    "child_in_need": ("Child in need", "cin"),
}


def plan_words(plans: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The gravest of the running plans (kind, category) as a chip's words and kind; empty without one."""
    known = [(list(PLANS).index(kind), category) for kind, category in plans if kind in PLANS]
    if not known:
        return "", ""
    rank, category = min(known)
    words, chip = list(PLANS.values())[rank]
    said = category.replace("_", " ") if chip == "cp" else ""
    return (f"{words} · {said}" if said else words), chip
