"""What stands on the record beside what somebody wrote, where the two differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from store.practice.entries import ChildSeen, Content, SignificantEvent, Visit
from store.practice.visit_words import how_seen


@dataclass(frozen=True)
class Difference:
    label: str
    on_record: str
    yours: str


def differences(on_record: Content, yours: Content, names: dict[str, str]) -> tuple[Difference, ...]:
    """Field by field; `names` of the children by their id."""
    ours, theirs = dict(_texts(yours, names)), dict(_texts(on_record, names))
    labels = [*theirs, *(label for label in ours if label not in theirs)]
    found = (Difference(label, theirs.get(label, ""), ours.get(label, "")) for label in labels)
    return tuple(one for one in found if one.on_record != one.yours)


def _texts(content: Content, names: dict[str, str]) -> Iterable[tuple[str, str]]:
    if isinstance(content, SignificantEvent):
        yield from (("What happened", content.what), ("What it means for the children", content.impact))
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


def _seen(child: ChildSeen) -> str:
    why = child.why_not_alone.removesuffix(".")
    return how_seen(child).lower() + (f" ({why})" if why else "")
