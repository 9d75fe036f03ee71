"""A case's conference reports begin with the first thing that is done to them: a text, or handing them over."""

from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.report_texts import gathers
from store.tables.reports import ConferenceReport


async def begin_report(db: AsyncSession, *, case_id: int, since: date | None, by: int, now: datetime) -> UUID:
    """Of two who begin it at one moment both begin the same one."""
    report_id = uuid5(NAMESPACE_URL, f"weekbook:conference-report:{case_id}:{since}")
    begun = {"id": report_id, "case_id": case_id, "since": since, "begun_by_id": by, "begun_at": now}
    await insert_once(db, ConferenceReport, begun)
    return report_id


async def report_since(db: AsyncSession, *, case_id: int, since: date | None, by: int, now: datetime) -> UUID:
    """The one that gathers from `since` on; begun where nobody has."""
    rows = await db.execute(
        select(ConferenceReport.id, ConferenceReport.since, ConferenceReport.begun_at)
        .where(ConferenceReport.case_id == case_id)
        .order_by(ConferenceReport.begun_at.desc(), ConferenceReport.id)
    )
    known = (UUID(str(one)) for one, own, begun_at in rows if gathers(own, begun_at, since))
    return next(known, None) or await begin_report(db, case_id=case_id, since=since, by=by, now=now)
