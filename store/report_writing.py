"""The author of a conference report writes a section: every version kept, nobody overwritten."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.begun_reports import begin_report
from store.practice.report.choices import AS_IT_COMES, Choices, kept_choices, read_choices
from store.report_texts import called_by_day, gathers
from store.tables.reports import ConferenceReport, ReportText, ReportTextRevision


@dataclass(frozen=True)
class NewText:
    """What a form brought: the author's `text`, or their `choices`. `opened_version`: the revision it was opened on, 0
    for a first one. `since`: of the report that is written today; `report`: for which it was opened, its id or as in
    called_by_day, empty for today's.
    """

    draft_id: UUID
    case_id: int
    since: date | None
    section: str
    text: str
    author_id: int
    opened_version: int
    phone_wrote_at: datetime | None
    report: str = ""
    choices: Choices = AS_IT_COMES


@dataclass(frozen=True)
class TextKept:
    """`is_new`: this call changed it."""

    revision: int
    at: datetime
    is_new: bool


class TextChanged(Exception):
    """Somebody changed it since the form was opened, or it was opened for a report that is none any more; nothing was
    overwritten. `report`: the one in which `text` stands, as in NewText; revision 0 where nothing stands in it.
    """

    def __init__(self, revision: int, text: str, report: str, choices: Choices = AS_IT_COMES) -> None:
        super().__init__(f"revision {revision} stands")
        self.revision, self.text, self.report, self.choices = revision, text, report, choices


async def record_text(db: AsyncSession, new: NewText, *, now: datetime) -> TextKept:
    """Write a section, or its next version; the same text again changes nothing. Raises TextChanged.

    The first text of a report begins it. Its row is locked meanwhile, so that two authors come one after the other.
    """
    todays, meant = await _reports(db, new)
    if meant is None and (new.report not in ("", called_by_day(new.since)) or (todays is None and new.opened_version)):
        raise await _changed(db, new, todays)
    report_id = (
        meant or todays or await begin_report(db, case_id=new.case_id, since=new.since, by=new.author_id, now=now)
    )
    known = await _known(db, report_id, new.section)
    if known and (known.text, known.choices) == (new.text, kept_choices(new.choices)):
        return TextKept(known.revision, known.written_at, is_new=False)
    if not _goes_on_from(known, new):
        raise await _changed(db, new, report_id)
    return await _keep(db, report_id, new, known.revision + 1 if known else 1, now)


def _goes_on_from(known: ReportText | None, new: NewText) -> bool:
    if known is None:
        return new.opened_version == 0
    return new.opened_version == known.revision or (
        new.opened_version < known.revision and known.draft_id == new.draft_id
    )


async def _reports(db: AsyncSession, new: NewText) -> tuple[UUID | None, UUID | None]:
    """The report that gathers from today's day on, and the one for which the form was opened; all of them locked."""
    found = await db.execute(
        select(ConferenceReport.id, ConferenceReport.since, ConferenceReport.begun_at)
        .where(ConferenceReport.case_id == new.case_id)
        .order_by(ConferenceReport.begun_at.desc())
        .with_for_update()
    )
    rows = [(UUID(str(one)), since, begun_at) for one, since, begun_at in found]
    todays = (one for one, since, begun_at in rows if gathers(since, begun_at, new.since))
    meant = (one for one, since, _ in rows if new.report in (str(one), called_by_day(since)))
    return next(todays, None), next(meant, None)


async def _changed(db: AsyncSession, new: NewText, report_id: UUID | None) -> TextChanged:
    if report_id is None:
        return TextChanged(0, "", called_by_day(new.since))
    known = await _known(db, report_id, new.section)
    if known is None:
        return TextChanged(0, "", str(report_id))
    return TextChanged(known.revision, known.text, str(report_id), read_choices(known.choices))


async def _known(db: AsyncSession, report_id: UUID, section: str) -> ReportText | None:
    one = (ReportText.report_id == report_id, ReportText.section == section)
    return (await db.scalars(select(ReportText).where(*one).execution_options(populate_existing=True))).first()


async def _keep(db: AsyncSession, report_id: UUID, new: NewText, number: int, now: datetime) -> TextKept:
    said: dict[str, object] = {"text": new.text, "choices": kept_choices(new.choices), "author_id": new.author_id}
    said |= {"written_at": now, "phone_wrote_at": new.phone_wrote_at, "draft_id": new.draft_id}
    where = {"report_id": report_id, "section": new.section}
    if number == 1:
        await db.execute(insert(ReportText).values(**where, revision=1, **said))
    else:
        one = (ReportText.report_id == report_id, ReportText.section == new.section)
        await db.execute(update(ReportText).where(*one).values(revision=number, **said))
    await db.execute(insert(ReportTextRevision).values(**where, number=number, **said))
    return TextKept(number, now, is_new=True)
