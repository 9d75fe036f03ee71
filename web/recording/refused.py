"""Why a form came back although nothing in it is wrong: what changed meanwhile, with both texts."""

from dataclasses import dataclass
from uuid import UUID

from store.entries import Stale
from store.practice.consultations import EVERY_MARK
from store.practice.entries import Content, read_content
from web.recording.choices import Choices
from web.recording.differences import Difference, differences


@dataclass(frozen=True)
class ChangedMeanwhile:
    """There is a newer version than the form was opened on."""

    revision: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class ClosedMeanwhile:
    """The week was signed off; the words can go into an amendment, by whoever may still write on the case."""

    entry_id: UUID
    may_amend: bool


def changed(stale: Stale, yours: Content, choices: Choices) -> ChangedMeanwhile:
    """What is on the record beside `yours`; whoever is not among the choices is not named."""
    names = {str(child.id): child.given_name or "the unborn child" for child in choices.children}
    names |= {str(adult.id): adult.name for adult in choices.adults}
    now_there = read_content(stale.current.kind, stale.current.content, EVERY_MARK)  # one's own, as `Stale` always is
    return ChangedMeanwhile(stale.current.revision, differences(now_there, yours, names))
