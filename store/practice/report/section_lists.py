"""A paper's sections as a council has them: their order, names and limits, and which it leaves out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from store.practice.report.placing import LONGEST_LINE
from store.practice.report.sections import CHILDREN, SectionPlan

LEAST_WORDS, MOST_WORDS, LONGEST_TITLE, LONGEST_HINT = LONGEST_LINE, 1500, 120, 600
"""Of words the least: with fewer a section could stand empty over one line that is too long for it."""
GUARDED = {
    CHILDREN: "How each child was seen stays in: a child whom nobody saw alone is one whom nobody heard, and a meeting "
              "that does not ask will not notice.",
    "child_words": "Each child’s own words stay in: it is the child’s right to be heard where others decide "
                   "(United Nations Convention on the Rights of the Child, article 12).",
}  # fmt: skip
"""By the section's key, why no council takes it out."""
_OWN = ("title", "words", "required", "hint")


@dataclass(frozen=True)
class ListedSection:
    """`plan`: as it holds; `default`: as Weekbook came with it."""

    plan: SectionPlan
    default: SectionPlan
    is_out: bool = False

    @property
    def key(self) -> str:
        return self.plan.key

    @property
    def guarded(self) -> str:
        """Why it stays in; empty where it may go."""
        return GUARDED.get(self.key, "")

    @property
    def has_limit(self) -> bool:
        """It quotes; what is reckoned or written by hand has no limit."""
        return bool(self.default.parts)

    def with_own(self, facts: Mapping[str, Any]) -> "ListedSection":
        """What a later release lets no council set is as it was."""
        own = {name: facts[name] for name in _OWN if name in facts and not (self.guarded and name == "required")}
        return ListedSection(replace(self.default, **own), self.default, bool(facts.get("out")) and not self.guarded)


def as_listed(plans: Sequence[SectionPlan], kept: Sequence[Mapping[str, Any]] = ()) -> tuple[ListedSection, ...]:
    """In the council's order, with what it left out. One that came with a later release stands where it came."""
    own = {one["key"]: one for one in kept}
    order = [key for key in own if key in {plan.key for plan in plans}]
    for at, plan in enumerate(plans):
        if plan.key not in own:
            before = [order.index(other.key) for other in plans[:at]]
            order.insert(before[-1] + 1 if before else 0, plan.key)
    known = {plan.key: ListedSection(plan, plan) for plan in plans}
    return tuple(known[key].with_own(own.get(key, {})) for key in order)


def to_keep(plans: Sequence[SectionPlan], listed: Sequence[ListedSection]) -> list[dict[str, Any]]:
    """What `as_listed` makes the same list of; nothing where it is as Weekbook came."""
    if tuple(listed) == as_listed(plans):
        return []
    return [{"key": one.key} | _differences(one) for one in listed]


def sections_in(listed: Iterable[ListedSection], written: Collection[str] = ()) -> tuple[SectionPlan, ...]:
    """`written`: in which an author has written already; what somebody wrote does not go with its section."""
    return tuple(one.plan for one in listed if not one.is_out or (one.plan.to_write and one.key in written))


def in_order(listed: Sequence[ListedSection], places: Mapping[str, int]) -> tuple[ListedSection, ...]:
    """Each at the place that it was given; what was moved up goes before who stood there, what was moved down after."""
    was = {one.key: at for at, one in enumerate(listed, 1)}

    def place(one: ListedSection) -> tuple[int, int]:
        to = places.get(one.key, was[one.key])
        return to, (to > was[one.key]) - (to < was[one.key])

    return tuple(sorted(listed, key=place))


def problems(listed: Sequence[ListedSection]) -> dict[str, str]:
    """By field and section, as title-needs."""
    found, titles = dict[str, str](), [one.plan.title.casefold() for one in listed]
    for one in listed:
        title, words = one.plan.title, one.plan.words
        if not title:
            found[f"title-{one.key}"] = "Give the section a name"
        elif titles.count(title.casefold()) > 1:
            found[f"title-{one.key}"] = "Another section has this name"
        if one.has_limit and not LEAST_WORDS <= words <= MOST_WORDS:
            found[f"words-{one.key}"] = f"Give a number from {LEAST_WORDS} to {MOST_WORDS}"
        if one.is_out and one.guarded:
            found[f"out-{one.key}"] = one.guarded
    return found


def _differences(one: ListedSection) -> dict[str, Any]:
    own = {name: getattr(one.plan, name) for name in _OWN if getattr(one.plan, name) != getattr(one.default, name)}
    return own | ({"out": True} if one.is_out else {})
