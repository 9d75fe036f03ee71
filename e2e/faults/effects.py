"""What came of the forms: all that bears a mark on the record, each deed on the trail; and what is wrong there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Select, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Text

from e2e.faults.posts import Post
from e2e.faults.posts.post import did
from e2e.faults.wire import Receipt
from store.practice.calendar import day_of
from store.tables.cases import Involvement
from store.tables.entries import (
    Amendment,
    EarlierOutcome,
    Entry,
    EntryRevision,
    Signature,
    Task,
    TaskOutcome,
    WeekSignOff,
)
from store.tables.individual_supervision import OneToOneRevision
from store.tables.photographs import Photograph
from store.tables.supervision import SupervisionViewRevision
from store.tables.trail import TrailRow

MARK = re.compile(r"mark[0-9a-f]{32}")
Found = Mapping[str, Sequence[datetime | None]]
"""Each effect and each deed that is there, as often as it is, with when; None where the record does not say when."""

_OF_A_CASE = {"week signed off": "{case} {subject}", "allocation made": "{case}"}
"""Deeds whose subject alone does not tell of which form they are."""


async def last_deed(db: AsyncSession) -> int:
    """The number of the trail's end."""
    return await db.scalar(select(func.max(TrailRow.number))) or 0


async def effects(db: AsyncSession, *, after: int = 0) -> Found:
    """All that is on the record; of the trail what stands after the deed of that number."""
    found: dict[str, list[datetime | None]] = defaultdict(list)
    for name, texts in _TEXTS.items():
        for text, at in await db.execute(texts):
            marks = MARK.findall(text)
            # A visit says its mark also in what was agreed: its text and its tasks are looked at apart.
            for mark in set(marks) if name == "revision" else marks:
                found[f"{name} {mark}"].append(at)
    for task_id, closed_at in await db.execute(select(Task.id, Task.closed_at)):
        found[f"{'closed' if closed_at else 'open'} {task_id}"].append(closed_at)
    for said in (TaskOutcome, EarlierOutcome):
        for task_id, at in await db.execute(select(said.task_id, said.at)):
            found[f"outcome {task_id}"].append(at)
    for entry_id, at in await db.execute(select(Entry.id, Entry.signed_off_at).where(Entry.signed_off_at.is_not(None))):
        found[f"signed off {entry_id}"].append(at)
    today = day_of(datetime.now(UTC))  # as the server has it: midnight may have come since the start
    for one, case, who, until in await db.execute(
        select(Involvement.id, Involvement.case_id, Involvement.practitioner_id, Involvement.until)
    ):
        found[f"ended {one}" if until and until < today else f"held {case} {who}"].append(None)
    for one, arrived_at in await db.execute(select(Photograph.id, Photograph.arrived_at)):
        found[f"photograph {one}"].append(arrived_at)
    trail = select(TrailRow.act, TrailRow.case_id, TrailRow.subject, TrailRow.at).where(TrailRow.number > after)
    for act, case_id, subject, at in await db.execute(trail):
        found[did(act, _OF_A_CASE.get(act, "{subject}").format(case=case_id, subject=subject))].append(at)
    return found


_TEXTS: dict[str, Select[str, datetime]] = {
    "revision": select(cast(EntryRevision.content, Text), EntryRevision.written_at),
    "task": select(Task.title, Task.made_at),
    "amendment": select(Amendment.text, Amendment.written_at),
    "account": select(Signature.account, Signature.signed_at),
    "view": select(SupervisionViewRevision.evidence, SupervisionViewRevision.given_at),
    "between two": select(cast(OneToOneRevision.content, Text), OneToOneRevision.written_at),
    "remark": select(WeekSignOff.remark, WeekSignOff.signed_off_at),
}


def lost(posts: Iterable[Post], found: Found) -> list[str]:
    return [f"{post.kind}: {effect}" for post in posts for effect in post.effects if effect not in found]


def doubled(posts: Iterable[Post], found: Found) -> list[str]:
    """Effects that are there twice, and what was done twice though the record shows it but once: closed, ended, …"""
    return [f"{post.kind}: {one}" for post in posts for one in post.effects + post.deeds if len(found.get(one, ())) > 1]


def without_trail(posts: Iterable[Post], found: Found) -> list[str]:
    """What is on the record and has no deed of its own kind on the trail, or none of that very moment.

    Change and trail are one transaction with one time, so that the times must agree to the microsecond.
    """
    return [
        f"{post.kind}: {words}"
        for post in posts
        if any(effect in found for effect in post.effects)
        for words in _not_told(post, found)
    ]


def _not_told(post: Post, found: Found) -> Iterable[str]:
    told = {at for deed in post.deeds for at in found.get(deed, ())}
    yield from (deed for deed in post.deeds if deed not in found)
    for effect in post.effects:
        yield from (effect for at in found.get(effect, ()) if at and at not in told)


def untrue(receipts: Iterable[tuple[Post, Receipt]], found: Found) -> list[str]:
    """Receipts that name another time than the one at which the form was taken: not the first that it got."""
    return [
        f"{post.kind}: {receipt}"
        for post, receipt in receipts
        if datetime.fromisoformat(receipt["at"]) not in found.get(post.deeds[0], ())
    ]


async def revisions_out_of_order(db: AsyncSession) -> list[str]:
    kept = select(EntryRevision.entry_id, func.count(), func.max(EntryRevision.number)).group_by(EntryRevision.entry_id)
    return [str(entry) for entry, count, newest in await db.execute(kept) if count != newest]
