"""Whether the database is whole, its trail untouched, its envelopes as they came; each fault in one line."""

from collections.abc import AsyncIterator, Callable

from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.database import Database
from store.envelope_checking import envelope_faults
from store.keys import derive
from store.practice.report.kept_paper import fingerprint_of
from store.recovery import recovery_key
from store.tables.entries import Entry, EntryRevision
from store.tables.photographs import Photograph
from store.tables.report_versions import ReportVersion
from store.tables.trail import TrailRow
from store.trail import faults

Progress = Callable[[str, int, int], None]


async def check(
    database: Database, secret: bytes, progress: Progress = lambda what, done, of: None
) -> AsyncIterator[str]:
    """Every fault of the file, its references, the trail, the entries, the photographs, the reports and the envelopes.

    `secret`: the bytes of the key file. `progress` hears what, done, of all.
    """
    async with database.reading() as db:
        if database.is_sqlite:
            async for fault in _file_faults(db, progress):
                yield fault
        async for fault in _trail_faults(db, derive(secret, "trail"), progress):
            yield fault
        async for fault in _entry_faults(db, progress):
            yield fault
        async for fault in _photograph_faults(db, progress):
            yield fault
        async for fault in _version_faults(db, progress):
            yield fault
        progress("The envelopes", 0, 0)
        async for fault in envelope_faults(db, recovery_key(secret)):
            yield fault


async def _file_faults(db: AsyncSession, progress: Progress) -> AsyncIterator[str]:
    """SQLite's own checks; PostgreSQL enforces references itself and checks pages with its own tools."""
    progress("The file", 0, 0)
    for (found,) in await db.execute(text("PRAGMA integrity_check")):
        if found != "ok":
            yield f"file: {found}"
    for table, row, parent, _ in await db.execute(text("PRAGMA foreign_key_check")):
        yield f"{table}: row {row} points at a row of {parent} that is not there"


async def _trail_faults(db: AsyncSession, key: bytes, progress: Progress) -> AsyncIterator[str]:
    count = await db.scalar(select(func.count()).select_from(TrailRow)) or 0
    progress("The trail", 0, count)
    async for fault in faults(db, key):
        progress("The trail", fault.number, count)
        yield f"trail: row {fault.number}: {fault.reason}"
    progress("The trail", count, count)


async def _entry_faults(db: AsyncSession, progress: Progress) -> AsyncIterator[str]:
    """What an entry says now is what its newest revision says, and no revision is missing."""
    progress("The entries", 0, 0)
    kept = select(EntryRevision.entry_id, func.count().label("kept"), func.max(EntryRevision.number).label("newest"))
    counts = kept.group_by(EntryRevision.entry_id).subquery()
    missing = or_(counts.c.kept.is_(None), counts.c.kept != Entry.revision, counts.c.newest != Entry.revision)
    numbered = select(Entry.id).outerjoin(counts, counts.c.entry_id == Entry.id).where(missing)
    for entry_id in await db.scalars(numbered):
        yield f"entry {entry_id}: its revisions are not numbered 1 to the newest"
    newest = and_(EntryRevision.entry_id == Entry.id, EntryRevision.number == Entry.revision)
    pairs = select(Entry.id, Entry.content, EntryRevision.content, Entry.fingerprint, EntryRevision.fingerprint)
    async for entry_id, content, revised, print_, revised_print in await db.stream(
        pairs.join(EntryRevision, newest).execution_options(yield_per=500)
    ):
        if (content, print_) != (revised, revised_print):
            yield f"entry {entry_id}: what it says is not what its newest revision says"


async def _photograph_faults(db: AsyncSession, progress: Progress) -> AsyncIterator[str]:
    """A photograph has its picture, unless it was taken out."""
    count = await db.scalar(select(func.count()).select_from(Photograph)) or 0
    progress("The photographs", 0, count)
    lost = Photograph.picture.is_(None) == Photograph.removed_at.is_(None)
    for photograph_id in await db.scalars(select(Photograph.id).where(lost)):
        yield f"photograph {photograph_id}: its picture is not there, or still is though it was taken out"
    progress("The photographs", count, count)


async def _version_faults(db: AsyncSession, progress: Progress) -> AsyncIterator[str]:
    """A report that was handed over is what it was then, and what the trail says of it."""
    progress("The reports", 0, 0)
    said = select(TrailRow.facts["fingerprint"].as_string()).where(TrailRow.act == "report handed over")
    known = set(await db.scalars(said))
    kept = select(ReportVersion.id, ReportVersion.paper, ReportVersion.fingerprint).order_by(ReportVersion.id)
    async for version_id, paper, print_ in await db.stream(kept.execution_options(yield_per=50)):
        if fingerprint_of(paper) != print_:
            yield f"report {version_id}: it is not what was handed over"
        elif print_ not in known:
            yield f"report {version_id}: the trail does not know that it was handed over"
