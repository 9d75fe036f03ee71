"""What the author of a conference report writes: its analysis, outline plan and recommendation, every version kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.practice.calendar import day_of
from store.practice.roles import InRole
from store.tables.people import Practitioner
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
class WrittenText(InRole):
    """A section as an author left it; `report_id`, `since`, `begun_at`: of its report."""

    section: str
    text: str
    revision: int
    written_at: datetime
    author: str
    role: str
    report_id: UUID
    since: date | None
    begun_at: datetime


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


def of_report(texts: Iterable[WrittenText], since: date | None) -> tuple[tuple[WrittenText, ...], ...]:
    """Those of the report that gathers from `since` on, and those of earlier reports. `texts`: newest report first."""
    texts = tuple(texts)
    report = next((one.report_id for one in texts if _gathers(one.since, one.begun_at, since)), None)
    return tuple(tuple(one for one in texts if (one.report_id == report) is this) for this in (True, False))


async def list_texts(db: AsyncSession, case_id: int) -> tuple[WrittenText, ...]:
    """Of every report of the case, the newest report first."""
    rows = await db.execute(
        select(ReportText.section, ReportText.text, ReportText.revision, ReportText.written_at, Practitioner.name,
               Practitioner.role, ConferenceReport.id, ConferenceReport.since, ConferenceReport.begun_at)
        .join(ConferenceReport, ConferenceReport.id == ReportText.report_id)
        .join(Practitioner, Practitioner.id == ReportText.author_id)
        .where(ConferenceReport.case_id == case_id)
        .order_by(ConferenceReport.begun_at.desc(), ReportText.written_at)
    )  # fmt: skip
    return tuple(WrittenText(*row) for row in rows)


async def list_text_versions(db: AsyncSession, case_id: int, section: str) -> tuple[WrittenText, ...]:
    """Every version of a section in every report of the case, the newest first."""
    rows = await db.execute(
        select(ReportTextRevision.section, ReportTextRevision.text, ReportTextRevision.number,
               ReportTextRevision.written_at, Practitioner.name, Practitioner.role, ConferenceReport.id,
               ConferenceReport.since, ConferenceReport.begun_at)
        .join(ConferenceReport, ConferenceReport.id == ReportTextRevision.report_id)
        .join(Practitioner, Practitioner.id == ReportTextRevision.author_id)
        .where(ConferenceReport.case_id == case_id, ReportTextRevision.section == section)
        .order_by(ConferenceReport.begun_at.desc(), ReportTextRevision.number.desc())
    )  # fmt: skip
    return tuple(WrittenText(*row) for row in rows)


async def _report(db: AsyncSession, new: NewText, now: datetime) -> UUID:
    """The id of the report that gathers from that day on, locked; begun now where there is none."""
    found = await db.execute(
        select(ConferenceReport.id, ConferenceReport.since, ConferenceReport.begun_at)
        .where(ConferenceReport.case_id == new.case_id)
        .order_by(ConferenceReport.begun_at.desc())
        .with_for_update()
    )
    for report_id, since, begun_at in found:
        if _gathers(since, begun_at, new.since):
            return UUID(str(report_id))
    report_id = uuid5(NAMESPACE_URL, f"weekbook:conference-report:{new.case_id}:{new.since}")
    begun = {"id": report_id, "case_id": new.case_id, "since": new.since, "begun_by_id": new.author_id, "begun_at": now}
    await insert_once(db, ConferenceReport, begun)
    return report_id


def _gathers(own: date | None, begun_at: datetime, since: date | None) -> bool:
    """Whether a report is the one from `since` on. One that was begun after that day is, too: the day of a conference
    may be put right later.
    """
    return own == since or since is None or day_of(begun_at) > since


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
