"""What stands on the record beside what somebody wrote, where the two differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from store.practice.consultations import Answer, Part, Question
from store.practice.entries import ChildSeen, Content, SignificantEvent, Visit
from store.practice.group_supervision import GroupSupervision
from store.practice.individual_supervision import CasePart
from store.practice.sessions import Session, Talk
from store.practice.visit_words import how_seen


@dataclass(frozen=True)
class Difference:
    label: str
    on_record: str
    yours: str


def differences(on_record: Content, yours: Content, names: Mapping[str, str]) -> tuple[Difference, ...]:
    """Field by field; `names` of the family's people, by id."""
    ours, theirs = (dict(_texts(content, names)) for content in (yours, on_record))
    labels = [*theirs, *(label for label in ours if label not in theirs)]
    found = (Difference(label, theirs.get(label, ""), ours.get(label, "")) for label in labels)
    return tuple(one for one in found if one.on_record != one.yours)


def _texts(content: Content, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    if isinstance(content, SignificantEvent):
        yield from (("What happened", content.what), ("What it means for the children", content.impact))
    elif isinstance(content, Session):
        yield from _of_a_session(content, names)
    elif isinstance(content, CasePart):
        yield from _of_a_case_part(content, names)
    elif isinstance(content, Question):
        yield "Your question", _part(content.question)
        yield "What you have seen and tried", _part(content.background)
    elif isinstance(content, Answer):
        yield "How you understand it", _part(content.formulation)
        yield "Beside it", _part(content.further)
        yield "Recommendations", "\n".join(f"{one.name}: {one.text} ({one.by})" for one in content.recommendations)
        yield "Looking at it again", content.review_on
    elif isinstance(content, GroupSupervision):
        yield from _of_a_supervision(content)
    elif isinstance(content, Visit):
        yield "What you saw and heard", content.observed
        yield "A parent’s own words", content.parent_words
        yield "How the family received you", content.received
        yield "Why the visit did not happen", content.why_not
        yield "Agreed", "\n".join(content.agreed)
        yield "What it meant for the children", content.impact
        for key, child in content.children.items():
            name = names.get(key, "A child")
            yield f"{name}’s own words", child.words
            yield f"What it means for {name}", child.meaning
            yield f"How {name} was seen", _seen(child)


def _part(part: Part) -> str:
    return f"{part.text} ({part.mark_in_words})" if part.mark else part.text


def _of_a_session(session: Session, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    yield "Whom you worked with", names.get(str(session.parent), "")
    yield "Module", session.module_title
    yield "What you did", session.did
    yield "What it showed", session.showed
    for key, text in session.children.items():
        yield f"What it means for {names.get(key, 'a child')}", text
    for talk in session.talks:
        yield f"Talking about {talk.behaviour or 'change'}", _talk(talk)
    yield "What it meant for the children", session.impact


def _of_a_case_part(part: CasePart, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    yield "With whom you talked", part.practitioner_name
    yield "What you talked through", part.talked
    yield "Worries", part.worries
    yield "What is decided", part.decided
    yield "Why", part.why
    for key, text in part.children.items():
        yield f"What it means for {names.get(key, 'a child')}", text
    yield "Actions", "\n".join(part.agreed)
    yield "What it meant for the children", part.impact


def _of_a_supervision(said: GroupSupervision) -> Iterable[tuple[str, str]]:
    yield "Worries", said.worries
    yield "What works", said.works
    yield "What needs to happen", said.needs
    yield "The number agreed on", "" if said.safety is None else str(said.safety)
    yield "The view agreed on", said.agreed
    for who, words in said.dissent.items():
        yield f"{said.called(who)} sees it otherwise", words
    yield "Decisions", said.decisions
    yield "Actions", "\n".join(said.actions)
    yield "Who was there", ", ".join(said.called(who) for who in said.present)
    yield "Who else was there", said.others
    yield "What it meant for the children", said.impact


def _talk(talk: Talk) -> str:
    scores = (("Importance", talk.importance), ("Confidence", talk.confidence))
    said = [
        *(f"{one.text} ({one.mark_in_words})" if one.mark_in_words else one.text for one in talk.words),
        *(f"{name} {score}" for name, score in scores if score is not None),
        *(f"{name}: {text}" for name, text in (
            ("Why not lower", talk.why_not_lower), ("Stage", talk.stage_in_words), ("Next step", talk.next_step),
        ) if text),
    ]  # fmt: skip
    return "\n".join(said)


def _seen(child: ChildSeen) -> str:
    why = child.why_not_alone.removesuffix(".")
    return how_seen(child).lower() + (f" ({why})" if why else "")
