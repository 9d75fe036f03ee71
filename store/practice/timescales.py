"""When things are due: one row for each timescale, with its source (facts, "When things are due").

A national or guidance row stays as it is; a council changes the local ones with `with_local`.
"Days" are working days there unless said. The 90 days of a restricted record are read as calendar
days: the sooner of the two readings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from store.practice.timescale import Kind, Timescale, Unit

LOCAL, NATIONAL, GUIDANCE = Kind.LOCAL, Kind.NATIONAL, Kind.GUIDANCE
HOURS, WORKING_DAYS, MONTHS = Unit.HOURS, Unit.WORKING_DAYS, Unit.MONTHS

WORKING_TOGETHER = "Working Together to Safeguard Children"
MONTHLY = "the Family Safeguarding model (West Sussex SCP): every month"
LIVERPOOL = "Liverpool's recording standards"
OTHERS_VISIT = "the council's own; others: every 4 weeks"
OTHERS_REPORT = "the council's own; others: 2 and 5 working days, or 48 hours"
COURTS = "the family courts' social work practice guide: up to 16 weeks"

# fmt: off
DEFAULTS: tuple[Timescale, ...] = (
    Timescale("initial_conference", "Initial child protection conference",
              "the strategy discussion that began the section 47 enquiry",
              15, WORKING_DAYS, NATIONAL, WORKING_TOGETHER),
    Timescale("first_core_group", "First core group", "the initial conference",
              10, WORKING_DAYS, NATIONAL, WORKING_TOGETHER),
    Timescale("core_group", "Core group", "the last core group",
              1, MONTHS, LOCAL, "the council's own; every month by default"),
    Timescale("first_review", "First review conference", "the initial conference",
              3, MONTHS, NATIONAL, WORKING_TOGETHER),
    Timescale("review", "Review conference", "the last review conference",
              6, MONTHS, NATIONAL, WORKING_TOGETHER),
    Timescale("visit_child_protection", "Visit under a child protection plan", "the last visit",
              10, WORKING_DAYS, LOCAL, OTHERS_VISIT),
    Timescale("visit_child_in_need", "Visit under a child in need plan", "the last visit",
              20, WORKING_DAYS, LOCAL, "the council's own"),
    Timescale("child_in_need_review", "Child in need review", "the last child in need review",
              3, MONTHS, LOCAL, "the council's own; every 3 months by default"),
    Timescale("report_initial", "Report to family and chair", "the initial conference",
              3, WORKING_DAYS, LOCAL, OTHERS_REPORT, before=True),
    Timescale("report_review", "Report to family and chair", "the review conference",
              5, WORKING_DAYS, LOCAL, OTHERS_REPORT, before=True),
    Timescale("group_supervision", "Group supervision", "the last group supervision of the family",
              1, MONTHS, LOCAL, MONTHLY),
    Timescale("individual_supervision", "Individual supervision", "the last individual supervision",
              1, MONTHS, LOCAL, "the council's own; every month by default"),
    Timescale("pre_proceedings", "Pre-proceedings", "the start of pre-proceedings",
              16, Unit.WEEKS, GUIDANCE, COURTS),
    Timescale("restricted_record", "Reason for a restricted record", "the last time it was given",
              90, Unit.CALENDAR_DAYS, LOCAL, "the council's own"),
    Timescale("record_critical_event", "Record of a critical event", "when it happened",
              24, HOURS, LOCAL, LIVERPOOL),
    Timescale("record_visit", "Record of a statutory visit", "when it happened",
              2, WORKING_DAYS, LOCAL, LIVERPOOL),
    Timescale("record_other", "Record of anything else", "when it happened",
              5, WORKING_DAYS, LOCAL, LIVERPOOL),
)
# fmt: on
AS_SHIPPED = frozenset({"restricted_record", "record_critical_event", "record_visit", "record_other"})
"""Local ones that hold at the moment of writing, and in the words around it: they are the same in every council."""


def by_key(rows: Iterable[Timescale] = DEFAULTS) -> dict[str, Timescale]:
    return {row.key: row for row in rows}


def may_set(key: str) -> bool:
    """Whether a council sets that one on its screen: a local one from which something falls due."""
    row = by_key().get(key)
    return row is not None and row.kind is LOCAL and key not in AS_SHIPPED


def with_local(overrides: Mapping[str, int], rows: Iterable[Timescale] = DEFAULTS) -> tuple[Timescale, ...]:
    """The rows with a council's own intervals; ValueError for what a council cannot set."""
    rows = tuple(rows)
    for key, interval in overrides.items():
        _refuse_unless_local(by_key(rows).get(key), key, interval)
    return tuple(replace(row, interval=overrides.get(row.key, row.interval)) for row in rows)


def _refuse_unless_local(row: Timescale | None, key: str, interval: int) -> None:
    if row is None:
        raise ValueError(f"there is no timescale {key!r}")
    if row.kind is not LOCAL:
        raise ValueError(f"{key!r} is {row.kind.value}: a council does not set it")
    if interval < 1:
        raise ValueError(f"{key!r} needs an interval of at least 1, not {interval}")
