"""What came of the forms: everything on the record that bears a mark, counted; and what stands there without trail."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from datetime import datetime

from sqlalchemy import Select, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Text

from e2e.faults.posts import Post
from store.tables.cases import Involvement
from store.tables.entries import Amendment, Entry, EntryRevision, Signature, Task, WeekSignOff
from store.tables.trail import TrailRow
from tests.cast import TODAY

MARK = re.compile(r"mark[0-9a-f]{32}")


async def effects(db: AsyncSession) -> Counter[str]:
    """How often each effect is on the record."""
    found: Counter[str] = Counter()
    for name, texts in _TEXTS.items():
        for (text,) in await db.execute(texts):
            marks = MARK.findall(text)
            # A visit says its mark also in what was agreed: its text and its tasks are looked at apart.
            found.update(f"{name} {mark}" for mark in (set(marks) if name == "revision" else marks))
    for task_id, closed_at in await db.execute(select(Task.id, Task.closed_at)):
        found[f"{'closed' if closed_at else 'open'} {task_id}"] += 1
    for (entry_id,) in await db.execute(select(Entry.id).where(Entry.signed_off_at.is_not(None))):
        found[f"signed off {entry_id}"] += 1
    for one, case, who, until in await db.execute(
        select(Involvement.id, Involvement.case_id, Involvement.practitioner_id, Involvement.until)
    ):
        found[f"ended {one}" if until and until < TODAY else f"held {case} {who}"] += 1
    return found


_TEXTS: dict[str, Select[str]] = {
    "revision": select(cast(EntryRevision.content, Text)),
    "task": select(Task.title),
    "amendment": select(Amendment.text),
    "account": select(Signature.account),
    "remark": select(WeekSignOff.remark),
}


def lost(posts: Iterable[Post], found: Counter[str]) -> list[str]:
    return [f"{post.kind}: {effect}" for post in posts for effect in post.effects if not found[effect]]


def doubled(posts: Iterable[Post], found: Counter[str]) -> list[str]:
    return [f"{post.kind}: {effect}" for post in posts for effect in post.effects if found[effect] > 1]


async def without_trail(db: AsyncSession) -> list[str]:
    """What was put on the record by a form and has no row on the trail of that very moment.

    Change and trail are one transaction with one time, so that the times must agree to the microsecond. What a
    run put there beforehand bears no mark and is passed over.
    """
    at = {moment for (moment,) in await db.execute(select(TrailRow.at))}
    return [f"{what} {one}" async for what, one, moment in _written(db) if moment not in at]


async def _written(db: AsyncSession) -> AsyncIterator[tuple[str, object, datetime | None]]:
    text = cast(EntryRevision.content, Text)
    for what, one, moment, where in (
        ("revision", EntryRevision.id, EntryRevision.written_at, text),
        ("task", Task.id, Task.made_at, Task.title),
        ("amendment", Amendment.id, Amendment.written_at, Amendment.text),
        ("account", Signature.id, Signature.signed_at, Signature.account),
        ("remark", WeekSignOff.id, WeekSignOff.signed_off_at, WeekSignOff.remark),
    ):
        for row in await db.execute(select(one, moment).where(where.like("%mark%"))):
            yield what, *row


async def revisions_out_of_order(db: AsyncSession) -> list[str]:
    kept = select(EntryRevision.entry_id, func.count(), func.max(EntryRevision.number)).group_by(EntryRevision.entry_id)
    return [str(entry) for entry, count, newest in await db.execute(kept) if count != newest]
