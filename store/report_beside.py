"""What a conference report needs beside the entries, in one statement: what was said of tasks, colleagues' accounts,
what its authors wrote, and what was handed over.
"""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import literal, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.report.from_entries import SaidBeside
from store.report_texts import WrittenText, texts_of
from store.report_versions import HANDED_OVER, in_brief, versions_beside
from store.said_beside import said_beside
from store.version_rows import VersionInBrief


@dataclass(frozen=True)
class Beside:
    """`texts`, `versions`: of all reports of the case, the newest first."""

    said: tuple[SaidBeside, ...]
    texts: tuple[WrittenText, ...]
    versions: tuple[VersionInBrief, ...]


async def list_beside(db: AsyncSession, case_id: int, since: date | None) -> Beside:
    """What authors wrote has a revision, and so has a version its number."""
    besides = (literal("").label("done"), literal("").label("mark"))
    texts_too = texts_of(case_id).add_columns(*besides)
    rows = (await db.execute(union_all(texts_too, *said_beside(case_id, since), versions_beside(case_id)))).all()
    texts = [WrittenText(*row[:-2]) for row in rows if row.revision and row.mark != HANDED_OVER]
    texts.sort(key=lambda one: (one.begun_at, one.report_id), reverse=True)
    versions = [in_brief(row) for row in rows if row.mark == HANDED_OVER]
    versions.sort(key=lambda one: (one.handed_over_at, one.number), reverse=True)
    said = (replace(SaidBeside(*row[:7]), done=row.done, mark=row.mark) for row in rows if not row.revision)
    return Beside(tuple(said), tuple(texts), tuple(versions))
