"""Forms of every kind as a phone posts them, each with its own id and with what must come of it exactly once."""

from e2e.faults.posts import deciding, entries, pictures, thinking
from e2e.faults.posts.post import Fields, Make, Post

__all__ = ["BY_AUTHOR", "KINDS", "SAY_NOTHING", "Fields", "Post"]

KINDS: dict[str, Make] = {
    make.__name__: make
    for make in (
        entries.visit, entries.visit_revised, entries.event, entries.event_revised, entries.session,
        entries.session_revised, entries.weekly, entries.weekly_revised,
        deciding.task, deciding.closing, deciding.reopening, entries.signature,
        entries.amendment, deciding.sign_off, deciding.allocation, deciding.ending,
        thinking.question, thinking.answer, thinking.view, thinking.agreed, thinking.case_part, thinking.private_part,
        pictures.photograph,
    )
}  # fmt: skip
SAY_NOTHING = ("closing", "reopening", "allocation", "ending")
"""Kinds in which nothing is written."""
_RUTHS = ("sign_off", "allocation", "ending", "agreed", "case_part", "private_part")
_BY_THEMSELVES = ("photograph",)
"""Neither in a pack nor in an envelope: the phone keeps and sends them apart."""
BY_AUTHOR = {
    "ruth": _RUTHS,
    "sam": ("signature",),
    "helen": ("answer",),
    "priya": tuple(kind for kind in KINDS if kind not in ("signature", "answer", *_RUTHS, *_BY_THEMSELVES)),
}
"""Who sends which together. What Ruth decides goes by its own post alone."""
