"""When the invented practitioners last signed in: most of them yesterday or today, some on leave, three never yet."""

from datetime import datetime, time, timedelta

from store.sample.clock import WEEKS
from store.sample.recording import Recorder
from store.tables.access import SignIn
from store.tables.entries import Entry
from store.tables.people import Practitioner

NEVER = 3  # of those who write nothing
LASTS = timedelta(minutes=40)


def add_sign_ins(recorder: Recorder) -> None:
    """One sign-in each, over by now; who wrote since was signed in when they wrote."""
    rows = recorder.rows
    wrote: dict[int, datetime] = {}
    for entry in rows.of[Entry]:
        wrote[entry["author_id"]] = max(entry["written_at"], wrote.get(entry["author_id"], entry["written_at"]))
    never = [person["id"] for person in rows.of[Practitioner] if person["id"] not in wrote][-NEVER - 1 : -1]
    for person in rows.of[Practitioner]:
        if person["id"] not in never:
            _add(recorder, person["id"], _last_at(recorder, wrote.get(person["id"])))


def _last_at(recorder: Recorder, wrote: datetime | None) -> datetime:
    random, clock = recorder.rows.random, recorder.clock
    at = time(random.randrange(8, 18), random.randrange(60))
    on_leave = random.random() < 0.08
    lately = clock.moment(WEEKS - 1 if on_leave else WEEKS, random.randrange(5), at)
    return max(lately, wrote - timedelta(minutes=random.randrange(6, 30))) if wrote else lately


def _add(recorder: Recorder, practitioner_id: int, at: datetime) -> None:
    over = min(at + LASTS, recorder.clock.now)
    recorder.rows.add(
        SignIn, token_hash=recorder.rows.random.randbytes(32), practitioner_id=practitioner_id,
        made_at=at, seen_at=over, touched_at=at, ended_at=over,
    )  # fmt: skip
    recorder.did(at, "signed in", practitioner_id, None)
