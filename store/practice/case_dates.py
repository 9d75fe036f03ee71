"""The dated facts of a case from which its due dates are reckoned. Days are London's."""

from dataclasses import dataclass
from datetime import date

CHILD_PROTECTION = "child_protection"
CHILD_IN_NEED = "child_in_need"
PRE_PROCEEDINGS = "pre_proceedings"


def ended_by(ended: date | None, died: date | None) -> date | None:
    """A child's plan is over on the day of the child's death, whether or not somebody said so."""
    return min((day for day in (ended, died) if day), default=None)


@dataclass(frozen=True, slots=True)
class PlanDates:
    """`kind`: child_in_need, child_protection, pre_proceedings or looked_after.

    `seen`: the last day on which its child was seen on a visit (store.visits_that_count).
    """

    kind: str
    child: str
    started: date
    ended: date | None = None
    category: str = ""
    seen: date | None = None

    def runs_on(self, day: date) -> bool:
        return self.started <= day and (self.ended is None or day < self.ended)


@dataclass(frozen=True, slots=True)
class CaseDates:
    """What is not known is left out, and nothing is said to be due from it.

    `strategy_discussion`: the one that began the section 47 enquiry; None again when the enquiry
    ended without a conference. `next_conference`: the day it is booked for. `report_shared`: when
    the report for that conference was shared. `next_kind`: what that conference is, where it was set here;
    `bookings`: kind and day of every meeting that is set here, the soonest first. `core_groups_kept`: they are
    recorded here, or the conference that asks for the first one is.
    """

    opened: date | None = None
    plans: tuple[PlanDates, ...] = ()
    strategy_discussion: date | None = None
    initial_conference: date | None = None
    last_review: date | None = None
    next_conference: date | None = None
    report_shared: date | None = None
    last_core_group: date | None = None
    last_group_supervision: date | None = None
    next_kind: str = ""
    bookings: tuple[tuple[str, date], ...] = ()
    last_in_need_review: date | None = None
    core_groups_kept: bool = True

    def running(self, kind: str, today: date) -> list[PlanDates]:
        return [plan for plan in self.plans if plan.kind == kind and plan.runs_on(today)]

    def starts(self, kind: str, today: date) -> list[date]:
        """When each plan of this kind that runs today started."""
        return [plan.started for plan in self.running(kind, today)]

    def initial_held(self, today: date) -> date | None:
        """The initial conference; where it was not recorded, the start of the plan that it made."""
        return self.initial_conference or min(self.starts(CHILD_PROTECTION, today), default=None)

    @property
    def awaits_initial(self) -> bool:
        asked, held = self.strategy_discussion, self.initial_conference
        return asked is not None and (held is None or held < asked)

    def next_is_initial(self, today: date) -> bool:
        """Without a child protection plan there is nothing to review."""
        if self.next_kind:
            return self.next_kind == "initial_conference"
        return self.awaits_initial or not self.starts(CHILD_PROTECTION, today)

    def booked(self, kind: str) -> date | None:
        """The soonest day for which such a meeting is set."""
        return next((on for set_for, on in self.bookings if set_for == kind), None)

    def upcoming_conference(self, today: date) -> date | None:
        """A booking whose day has gone by says nothing: only a conference that was held counts."""
        booked = self.next_conference
        return booked if booked and booked >= today else None
