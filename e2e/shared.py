"""A conference report of the demonstration that its chair reads in Weekbook, for the screens that show it."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.begun_reports import report_since
from store.practice.report.copies import HERE
from store.practice.report.kept_paper import fingerprint_of, kept_of
from store.practice.report.paper import Paper, PaperSection, Written
from store.practice.report.report import Fact
from store.report_versions import NewVersion, decide_on, record_version
from store.shared_reports import CHAIR_ROLE, list_shared, share_here
from store.tables.cases import Case
from store.tables.families import Family
from store.tables.people import Practitioner
from store.tables.report_copies import ReportSharing
from store.tables.report_versions import APPROVED
from tests.cast import TODAY

FAMILY, HARM = "Fletcher", "Neglect goes on in the weeks in which nobody comes on a Friday."


async def shared_with_chair(db: AsyncSession, by: int) -> UUID:
    """Of the family of that name, by its sharing."""
    here = select(Practitioner.id).where(Practitioner.role == CHAIR_ROLE).order_by(Practitioner.id).limit(1)
    reader = (await db.scalars(here)).one()
    if known := await list_shared(db, reader):  # asked for before
        return known[0].id
    of_family = select(Case.id).join(Family).where(Family.name == FAMILY).order_by(Case.id).limit(1)
    case_id = (await db.scalars(of_family)).one()
    now, sharing, version = datetime.now(UTC), uuid4(), uuid4()
    kept = kept_of(_paper(now))
    report = await report_since(db, case_id=case_id, since=None, by=by, now=now)
    await record_version(db, NewVersion(version, report, case_id, kept, "", "", by), now=now)
    await decide_on(db, version, APPROVED, "", by=by, now=now)
    facts = {"recipient": "chair", "name": "The conference chair", "way": HERE, "on": TODAY, "why_late": ""}
    db.add(ReportSharing(id=sharing, version_id=version, withheld={}, fingerprint=fingerprint_of(kept), by_id=by,
                         at=now, **facts))  # fmt: skip
    await db.flush()
    await share_here(db, sharing_id=sharing, reader_id=reader)
    return sharing


def _paper(now: datetime) -> Paper:
    written = Written(HARM, "Wanda Gledhill", "childrens_social_worker", now)
    sections = (
        PaperSection("family", "The family", required=True, facts=(Fact("Danielle Fletcher", "mother"),)),
        PaperSection("harm", "Analysis of significant harm", required=True, written=written),
        PaperSection("plan", "Outline plan", required=True),
    )
    return Paper("Conference report", f"{FAMILY} family", (), sections)
