"""From the dated steps of a case, as the record keeps them, to the dates that its due dates need.

A step's `kind`: assessment, strategy_discussion, section_47, initial_conference, review, core_group,
group_supervision, report_shared, child_in_need_review, pre_proceedings_meeting. Facts of an imported step
bear the names of the census parts, its days as ISO text; one that is kept here says its `state`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from store.practice.case_dates import CaseDates, PlanDates

CONFERENCES = ("initial_conference", "review")
STATE, BOOKED, HELD, NOT_HELD = "state", "booked", "held", "not_held"


@dataclass(frozen=True)
class Step:
    kind: str
    on: date
    until: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """booked, held or not_held; empty for a step that came in with its day alone."""
        return str(self.facts.get(STATE, ""))

    @property
    def took_place(self) -> bool:
        return self.state in ("", HELD)


def case_dates(
    *,
    today: date,
    opened: date | None,
    plans: Iterable[PlanDates] = (),
    steps: Sequence[Step] = (),
    next_conference: date | None = None,
) -> CaseDates:
    """What is known of the case today; an imported step in the future has not been held and counts as a booking."""
    held = [step for step in steps if step.took_place and step.on <= today]
    bookings = _bookings(steps, today)
    here = [one for one in bookings if one[0] in CONFERENCES]
    conferences = [step.on for step in held if step.kind in CONFERENCES]
    shared = last(held, "report_shared")
    return CaseDates(
        opened=opened,
        plans=tuple(plans),
        strategy_discussion=_strategy_discussion(held),
        initial_conference=last(held, "initial_conference"),
        last_review=last(held, "review"),
        next_conference=here[0][1] if here else next_conference or _foreseen(steps, today),
        next_kind=here[0][0] if here else "",
        bookings=bookings,
        report_shared=shared if shared and shared > max(conferences, default=date.min) else None,
        last_core_group=last(held, "core_group"),
        last_group_supervision=last(held, "group_supervision"),
        last_in_need_review=last(held, "child_in_need_review"),
        core_groups_kept=any(step.state and step.kind in ("initial_conference", "core_group") for step in held),
    )


def last(steps: Iterable[Step], kind: str) -> date | None:
    return max((step.on for step in steps if step.kind == kind), default=None)


def _bookings(steps: Iterable[Step], today: date) -> tuple[tuple[str, date], ...]:
    """Kind and day of what is set here, the soonest first; a day that has gone by says nothing."""
    found = ((step.kind, step.on) for step in steps if step.state == BOOKED and step.on >= today)
    return tuple(sorted(found, key=lambda one: one[1]))


def _foreseen(steps: Iterable[Step], today: date) -> date | None:
    """What an import says will be."""
    ahead = (step.on for step in steps if step.kind in CONFERENCES and not step.state and step.on > today)
    return min(ahead, default=None)


def _strategy_discussion(held: Sequence[Step]) -> date | None:
    """The census dates a section 47 enquiry by the discussion that began it; one without need of a
    conference, or whose conference its facts name, asks for none any more."""
    asked = [step.on for step in held if step.kind == "strategy_discussion"]
    enquiries = [step for step in held if step.kind == "section_47"]
    newest = max(enquiries, key=lambda step: step.on, default=None)
    if newest and not (newest.facts.get("conference_not_required") or newest.facts.get("conference_on")):
        asked.append(newest.on)
    return max(asked, default=None)
