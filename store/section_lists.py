"""The sections of each paper as the council has them: every change kept, with who made it and why; the newest holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.practice.report.papers import PAPERS, PaperPlan
from store.practice.report.section_lists import ListedSection, as_listed, to_keep
from store.tables.people import Practitioner
from store.tables.reports import SectionList


class SectionsChanged(Exception):
    """Somebody else changed them since they were opened; nothing was overwritten."""


@dataclass(frozen=True)
class ListChange:
    """Its `number` is the list's version from then on."""

    number: int
    why: str
    by: str
    at: datetime


@dataclass(frozen=True)
class PaperSections:
    """`changes`: the newest first."""

    paper: PaperPlan
    sections: tuple[ListedSection, ...]
    changes: tuple[ListChange, ...]

    @property
    def version(self) -> int:
        """0 before the first change."""
        return self.changes[0].number if self.changes else 0

    @property
    def is_own(self) -> bool:
        return self.sections != as_listed(self.paper.sections)


def kept_sections(paper: PaperPlan) -> ScalarSelect[Any]:
    """To be selected beside other things, so that it costs no way to the database of its own."""
    newest = SectionList.number.desc()
    return (
        select(SectionList.sections).where(SectionList.paper == paper.key).order_by(newest).limit(1).scalar_subquery()
    )


def as_set(paper: PaperPlan, kept: Sequence[Mapping[str, Any]] | None) -> tuple[ListedSection, ...]:
    return as_listed(paper.sections, kept or ())


async def sections_now(db: AsyncSession, paper: PaperPlan) -> tuple[ListedSection, ...]:
    return as_set(paper, await db.scalar(select(kept_sections(paper))))


async def list_section_lists(db: AsyncSession) -> tuple[PaperSections, ...]:
    """Of every paper; one statement."""
    rows = (
        await db.execute(
            select(SectionList.paper, SectionList.number, SectionList.why, Practitioner.name, SectionList.at,
                   SectionList.sections)
            .join(Practitioner, Practitioner.id == SectionList.by_id)
            .order_by(SectionList.number.desc())
        )
    ).all()  # fmt: skip
    return tuple(_of(paper, [row for row in rows if row.paper == paper.key]) for paper in PAPERS.values())


def _of(paper: PaperPlan, rows: Sequence[Any]) -> PaperSections:
    changes = tuple(ListChange(*row[1:5]) for row in rows)
    return PaperSections(paper, as_set(paper, rows[0].sections if rows else None), changes)


async def find_sections(db: AsyncSession, paper: PaperPlan) -> PaperSections:
    return next(one for one in await list_section_lists(db) if one.paper == paper)


async def record_sections(
    db: AsyncSession, paper: PaperPlan, sections: Sequence[ListedSection], *, why: str, by: int, now: datetime,
    opened_version: int,
) -> bool:  # fmt: skip
    """Whether it changed anything. Raises SectionsChanged.

    Of two who bring the same number the second finds it taken; on PostgreSQL it waits for the first.
    """
    stands = await find_sections(db, paper)
    kept = to_keep(paper.sections, sections)
    if kept == to_keep(paper.sections, stands.sections):
        return False
    facts = {"paper": paper.key, "number": opened_version + 1, "sections": kept, "why": why, "by_id": by, "at": now}
    if stands.version != opened_version or not await insert_once(db, SectionList, facts):
        raise SectionsChanged
    return True
