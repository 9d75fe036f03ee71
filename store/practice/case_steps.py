"""From the dated steps of a case, as the record keeps them, to the dates that its due dates need.

A step's `kind`: assessment, strategy_discussion, section_47, initial_conference, review, core_group,
group_supervision, report_shared. Facts of an imported step bear the names of the census parts, its
days as ISO text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from store.practice.case_dates import CaseDates, PlanDates

CONFERENCES = ("initial_conference", "review")


@dataclass(frozen=True)
class Step:
    kind: str
    on: date
    until: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def case_dates(
    *,
    today: date,
    opened: date | None,
    plans: Iterable[PlanDates] = (),
    steps: Sequence[Step] = (),
    next_conference: date | None = None,
) -> CaseDates:
    """What is known of the case today; a step in the future has not been held and counts as a booking."""
    held = [step for step in steps if step.on <= today]
    conferences = [step.on for step in held if step.kind in CONFERENCES]
    shared = last(held, "report_shared")
    return CaseDates(
        opened=opened,
        plans=tuple(plans),
        strategy_discussion=_strategy_discussion(held),
        initial_conference=last(held, "initial_conference"),
        last_review=last(held, "review"),
        next_conference=next_conference or _booked(steps, today),
        report_shared=shared if shared and shared > max(conferences, default=date.min) else None,
        last_core_group=last(held, "core_group"),
        last_group_supervision=last(held, "group_supervision"),
    )


def last(steps: Iterable[Step], kind: str) -> date | None:
    return max((step.on for step in steps if step.kind == kind), default=None)


def _booked(steps: Iterable[Step], today: date) -> date | None:
    return min((step.on for step in steps if step.kind in CONFERENCES and step.on > today), default=None)


def _strategy_discussion(held: Sequence[Step]) -> date | None:
    """The census dates a section 47 enquiry by the discussion that began it; one without need of a
    conference, or whose conference its facts name, asks for none any more."""
    asked = [step.on for step in held if step.kind == "strategy_discussion"]
    enquiries = [step for step in held if step.kind == "section_47"]
    newest = max(enquiries, key=lambda step: step.on, default=None)
    if newest and not (newest.facts.get("conference_not_required") or newest.facts.get("conference_on")):
        asked.append(newest.on)
    return max(asked, default=None)
