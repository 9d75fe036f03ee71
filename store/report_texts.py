"""What the authors of conference reports wrote: analysis, outline plan and recommendation, with every version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from store.practice.calendar import day_of
from store.practice.report.choices import Choices, read_choices
from store.practice.report.sections import TITLES
from store.practice.roles import InRole
from store.tables.people import Practitioner
from store.tables.reports import ConferenceReport, ReportText, ReportTextRevision

_Texts = Select[UUID, int, str, str, datetime, str, str, int, date | None, datetime, dict[str, Any]]


@dataclass(frozen=True)
class WrittenText(InRole):
    """A section as an author left it; `report_id`, `since`, `begun_at`: of its report. `kept`: its choices."""

    report_id: UUID
    author_id: int
    author: str
    role: str
    written_at: datetime
    text: str
    section: str
    revision: int
    since: date | None
    begun_at: datetime
    kept: Mapping[str, Any]

    @property
    def choices(self) -> Choices:
        return read_choices(self.kept)

    @property
    def title(self) -> str:
        return TITLES[self.section]


def of_report(texts: Iterable[WrittenText], since: date | None) -> tuple[tuple[WrittenText, ...], ...]:
    """Those of the report that gathers from `since` on, and those of earlier reports. `texts`: newest report first."""
    texts = tuple(texts)
    report = next((one.report_id for one in texts if gathers(one.since, one.begun_at, since)), None)
    return tuple(tuple(one for one in texts if (one.report_id == report) is this) for this in (True, False))


def gathers(own: date | None, begun_at: datetime, since: date | None) -> bool:
    """Whether a report is the one from `since` on. One that was begun after that day is, too: the day of a conference
    may be put right later.
    """
    return own == since or since is None or day_of(begun_at) > since


def called_by_day(since: date | None) -> str:
    """How a form says which report it was opened for, while nobody has begun it; afterwards by its id."""
    return since.isoformat() if since else "start"


async def list_texts(db: AsyncSession, case_id: int) -> tuple[WrittenText, ...]:
    """Of every report of the case, the newest report first."""
    rows = await db.execute(texts_of(case_id).order_by(ConferenceReport.begun_at.desc(), ConferenceReport.id))
    return tuple(WrittenText(*row) for row in rows)


def texts_of(case_id: int) -> _Texts:
    """As WrittenText; in no order."""
    return _written(ReportText, ReportText.revision).where(ConferenceReport.case_id == case_id)


async def list_text_versions(db: AsyncSession, case_id: int, section: str) -> tuple[WrittenText, ...]:
    """Every version of a section in every report of the case, the newest first."""
    number = ReportTextRevision.number
    of_section = (ConferenceReport.case_id == case_id, ReportTextRevision.section == section)
    newest = (ConferenceReport.begun_at.desc(), ConferenceReport.id, number.desc())
    rows = await db.execute(_written(ReportTextRevision, number).where(*of_section).order_by(*newest))
    return tuple(WrittenText(*row) for row in rows)


def _written(said: type[ReportText] | type[ReportTextRevision], number: InstrumentedAttribute[int]) -> _Texts:
    return (
        select(ConferenceReport.id, Practitioner.id, Practitioner.name, Practitioner.role, said.written_at, said.text,
               said.section, number.label("revision"), ConferenceReport.since, ConferenceReport.begun_at,
               said.choices)
        .join(ConferenceReport, ConferenceReport.id == said.report_id)
        .join(Practitioner, Practitioner.id == said.author_id)
    )  # fmt: skip
