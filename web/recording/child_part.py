"""One child's part of the visit's form: whether and how seen, their words, what it means for them."""

from dataclasses import dataclass
from datetime import date

from store.case_people import CasePerson
from store.practice.entries import ChildSeen
from store.practice.visit_words import WHY_NOT_ALONE, joined, parted
from web.forms import Form


@dataclass(frozen=True)
class ChildPart:
    """As it stands in the form; an unborn child cannot be seen, only thought of."""

    id: int
    name: str
    age: str
    unborn: bool
    seen: bool = False
    not_seen: bool = False
    alone: bool = False
    bedroom: bool = False
    why: str = ""
    why_more: str = ""
    words: str = ""
    kept: bool = False
    meaning: str = ""

    @property
    def label(self) -> str:
        return f"{self.name} · {self.age}" if self.age[:1].isdigit() else self.name

    def as_seen(self, *, carried_out: bool) -> ChildSeen:
        """What goes on the record; on a visit that did not happen nobody was seen, and no words are lost."""
        could_be = carried_out and not self.unborn
        seen = could_be and self.seen
        why = joined(self.why, self.why_more) if seen and not self.alone else ""
        return ChildSeen(
            seen=None if could_be and not (seen or self.not_seen) else seen,
            alone=True if seen and self.alone else False if why else None,
            why_not_alone=why or (self.why_more if could_be and self.not_seen and not seen else ""),
            bedroom=seen and self.bedroom,
            words=self.words,
            meaning=self.meaning,
            kept_from_parents=self.kept and bool(self.words),
        )


def blank_child(child: CasePerson, today: date) -> ChildPart:
    coming = child.birth_date or child.expected_on
    unborn = coming is not None and coming >= today and child.birth_date != today
    return ChildPart(child.id, child.given_name or "the unborn child", child.age(today), unborn)


def posted_child(form: Form, child: CasePerson, today: date) -> ChildPart:
    blank = blank_child(child, today)
    ticked = {name: child.id in form.numbers(name) for name in ("seen", "not_seen", "alone", "bedroom", "kept")}
    return ChildPart(
        blank.id, blank.name, blank.age, blank.unborn,
        ticked["seen"], ticked["not_seen"], ticked["alone"], ticked["bedroom"],
        form.choice(f"why-{child.id}", WHY_NOT_ALONE), form.text(f"why_more-{child.id}"),
        form.text(f"words-{child.id}"), ticked["kept"], form.text(f"meaning-{child.id}"),
    )  # fmt: skip


def stored_child(child: CasePerson, seen: ChildSeen, today: date) -> ChildPart:
    blank = blank_child(child, today)
    why, more = parted(seen.why_not_alone, WHY_NOT_ALONE)
    return ChildPart(
        blank.id, blank.name, blank.age, blank.unborn,
        bool(seen.seen), seen.seen is False and not blank.unborn, bool(seen.alone), seen.bedroom, why, more,
        seen.words, seen.kept_from_parents, seen.meaning,
    )  # fmt: skip
