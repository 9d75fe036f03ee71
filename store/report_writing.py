"""The author of a conference report writes a section: every version kept, nobody overwritten."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.report_texts import gathers
from store.tables.reports import ConferenceReport, ReportText, ReportTextRevision


@dataclass(frozen=True)
class NewText:
    """What a form brought. `opened_version`: the revision it was opened on, 0 for a first one."""

    draft_id: UUID
    case_id: int
    since: date | None
    section: str
    text: str
    author_id: int
    opened_version: int
    phone_wrote_at: datetime | None


@dataclass(frozen=True)
class TextKept:
    """`is_new`: this call changed it."""

    revision: int
    at: datetime
    is_new: bool


class TextChanged(Exception):
    """Somebody changed it since the form was opened; nothing was overwritten."""

    def __init__(self, revision: int, text: str) -> None:
        super().__init__(f"revision {revision} is newer")
        self.revision, self.text = revision, text


async def record_text(db: AsyncSession, new: NewText, *, now: datetime) -> TextKept:
    """Write a section, or its next version; the same text again changes nothing. Raises TextChanged.

    The first text of a report begins it. Its row is locked meanwhile, so that two authors come one after the other.
    """
    report_id = await _report(db, new, now)
    known = await _known(db, report_id, new.section)
    if known is None:
        return await _keep(db, report_id, new, 1, now)
    if known.text == new.text:
        return TextKept(known.revision, known.written_at, is_new=False)
    if known.revision > new.opened_version and known.draft_id != new.draft_id:
        raise TextChanged(known.revision, known.text)
    return await _keep(db, report_id, new, known.revision + 1, now)


async def _report(db: AsyncSession, new: NewText, now: datetime) -> UUID:
    """The id of the report that gathers from that day on, locked; begun now where there is none."""
    found = await db.execute(
        select(ConferenceReport.id, ConferenceReport.since, ConferenceReport.begun_at)
        .where(ConferenceReport.case_id == new.case_id)
        .order_by(ConferenceReport.begun_at.desc())
        .with_for_update()
    )
    for report_id, since, begun_at in found:
        if gathers(since, begun_at, new.since):
            return UUID(str(report_id))
    report_id = uuid5(NAMESPACE_URL, f"weekbook:conference-report:{new.case_id}:{new.since}")
    begun = {"id": report_id, "case_id": new.case_id, "since": new.since, "begun_by_id": new.author_id, "begun_at": now}
    await insert_once(db, ConferenceReport, begun)
    return report_id


async def _known(db: AsyncSession, report_id: UUID, section: str) -> ReportText | None:
    one = (ReportText.report_id == report_id, ReportText.section == section)
    return (await db.scalars(select(ReportText).where(*one).execution_options(populate_existing=True))).first()


async def _keep(db: AsyncSession, report_id: UUID, new: NewText, number: int, now: datetime) -> TextKept:
    said: dict[str, object] = {"text": new.text, "author_id": new.author_id, "written_at": now}
    said |= {"phone_wrote_at": new.phone_wrote_at, "draft_id": new.draft_id}
    where = {"report_id": report_id, "section": new.section}
    if number == 1:
        await db.execute(insert(ReportText).values(**where, revision=1, **said))
    else:
        one = (ReportText.report_id == report_id, ReportText.section == new.section)
        await db.execute(update(ReportText).where(*one).values(revision=number, **said))
    await db.execute(insert(ReportTextRevision).values(**where, number=number, **said))
    return TextKept(number, now, is_new=True)
