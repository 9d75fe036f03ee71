"""The manager's sign-off of the weeks that are over: eleven of them, and some of the twelfth."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import Any

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


def sign_off_weeks(recorder: Recorder, case_id: int, manager_id: int, entries: list[dict[str, Any]]) -> None:
    """Closes the weeks of one case; `entries` are its rows. A week with a signature missing stays open."""
    rows, clock = recorder.rows, recorder.clock
    by_week: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for entry in entries:
        by_week[entry["week"]].append(entry)
    for week in range(1, WEEKS):
        written = by_week.get(clock.monday(week), [])
        if not written or (week == WEEKS - 1 and case_id % 2) or _waits(recorder, written):
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
    """After the last was written, on the Monday after at the earliest; None while that is to come."""
    monday = recorder.clock.monday(week + 1)
    earliest = recorder.clock.moment(week + 1, 0, time(9, 40)) + timedelta(minutes=recorder.rows.random.randrange(200))
    at = max(earliest, last + timedelta(hours=3))
    return at if at < recorder.clock.now and monday <= recorder.clock.today else None


def _waits(recorder: Recorder, written: list[dict[str, Any]]) -> bool:
    ids = {entry["id"] for entry in written}
    return any(s["entry_id"] in ids and s["signed_at"] is None for s in recorder.rows.of[Signature])


def entries_by_case(recorder: Recorder) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for entry in recorder.rows.of[Entry]:
        found[entry["case_id"]].append(entry)
    return found
