"""The manager's sign-off of the weeks that are over: eleven of them, and some of the twelfth."""

from collections import defaultdict
from collections.abc import Set
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from store.practice.calendar import LONDON
from store.sample.clock import WEEKS
from store.sample.recording import Recorder
from store.tables.entries import Entry, Signature, WeekSignOff

REMARKS = (
    "Thank you both; bring the difference between your two views to group supervision.",
    "Read. Please put the school’s answer into next week’s entry.",
    "A lot of work in four days. The children are easy to see in it.",
    "Good that the disagreement is written down. I would like to hear it out loud.",
    "Read with the chronology beside it; the pattern around weekends is worth a line.",
)  # fmt: skip


def sign_off_weeks(
    recorder: Recorder, case_id: int, manager_id: int, entries: list[dict[str, Any]], unsigned: Set[UUID]
) -> None:
    """Closes the weeks of one case; `entries` are its rows. A week with a signature missing stays open."""
    rows, clock = recorder.rows, recorder.clock
    by_week: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for entry in entries:
        by_week[entry["week"]].append(entry)
    for week in range(1, WEEKS):
        written = by_week.get(clock.monday(week), [])
        waits = any(entry["id"] in unsigned for entry in written)
        if not written or (week == WEEKS - 1 and case_id % 2) or waits:
            continue
        at = _when(recorder, week, max(entry["written_at"] for entry in written))
        if at is None:
            continue
        for entry in written:
            entry["signed_off_at"] = at
        remark = rows.random.choice(REMARKS) if rows.random.random() < 0.06 else ""
        rows.add(WeekSignOff, case_id=case_id, week=clock.monday(week), manager_id=manager_id, signed_off_at=at,
                 remark=remark)  # fmt: skip
        recorder.did(at, "week signed off", manager_id, case_id, clock.monday(week))


def _when(recorder: Recorder, week: int, last: datetime) -> datetime | None:
    """In the morning, after the last was written, on the Monday after at the earliest; None while that is to come."""
    clock, random = recorder.clock, recorder.rows.random
    day = max(clock.monday(week + 1), last.astimezone(LONDON).date() + timedelta(days=1))
    at = datetime.combine(day, time(random.randrange(9, 12), random.randrange(60)), LONDON).astimezone(UTC)
    return at if at < clock.now else None


def unsigned(recorder: Recorder) -> frozenset[UUID]:
    """The visits for whose signature somebody is waiting."""
    return frozenset(s["entry_id"] for s in recorder.rows.of[Signature] if s["signed_at"] is None)


def entries_by_case(recorder: Recorder) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for entry in recorder.rows.of[Entry]:
        found[entry["case_id"]].append(entry)
    return found
