"""One entry in one line, and which lines stand in the chronology.

Facts of practice, “Chronology”: headlines of significant events with their impact, positives included,
routine visits left out.
"""

from collections.abc import Mapping

from store.practice.consultations import Answer, Part, Question
from store.practice.entries import Content, SignificantEvent, Visit, WeeklyEntry
from store.practice.group_supervision import GroupSupervision
from store.practice.individual_supervision import CasePart
from store.practice.sessions import Session

LONGEST_LINE, LONGEST_IN_CHRONOLOGY = 120, 400


def headline(content: Content, longest: int = LONGEST_LINE) -> str:
    """The line that its writer gave, or the first words of what was seen, done or happened."""
    match content:
        case WeeklyEntry():
            return first_words(content.headline or content.worked_on or content.outcome, longest)
        case Visit(carried_out=False):
            return first_words(f"Did not take place: {content.why_not}", longest)
        case Visit():
            return first_words(content.observed, longest)
        case SignificantEvent():
            return first_words(content.what, longest)
        case Session():
            return first_words(content.showed or content.did, longest)
        case CasePart():
            return first_words(content.decided or content.talked, longest)
        case Question():
            return _of_part(content.question, "A question for the psychologist", longest)
        case Answer():
            return _of_part(content.formulation, "The psychologist’s answer", longest)
        case GroupSupervision():
            return first_words(f"Agreed: {content.agreed}", longest)


def impact(content: Content) -> str:
    """What it meant for the children, as the chronology shows it; weekly entries have theirs by child."""
    match content:
        case Visit() | SignificantEvent() | Session() | CasePart() | GroupSupervision():
            return content.impact
    return ""


def concerns(content: Content) -> tuple[int, ...]:
    """The ids of the children of whom it says something."""
    match content:
        case SignificantEvent():
            return content.about
        case Visit():
            return _ids({key: child.seen or child.words or child.meaning for key, child in content.children.items()})
        case WeeklyEntry() | Session() | CasePart():
            return _ids(content.children)
        case Question() | Answer() | GroupSupervision():
            return ()


def first_words(text: str, longest: int = LONGEST_LINE) -> str:
    """The text in one line; cut after a whole word, with an ellipsis, where it is longer."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[:longest]
    whole = cut if line[longest] == " " else cut.rpartition(" ")[0] or cut
    return whole.rstrip(" .,;:–-") + "…"


def _of_part(part: Part, called: str, longest: int) -> str:
    return f"{called}, kept to a few" if part.is_shut else first_words(part.text, longest)


def _ids(said: Mapping[str, object]) -> tuple[int, ...]:
    return tuple(int(key) for key, something in said.items() if something and key.isdecimal())
