"""The conference report of a case as it stands, and its other papers: read in four statements, whatever was written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from store.case_access import CaseAccess
from store.case_people import CasePeople, people_on
from store.practice.case_dates import CaseDates
from store.practice.case_steps import CONFERENCES, Step, case_dates
from store.practice.genogram import Tie
from store.practice.plans_in_words import step_in_words
from store.practice.report.assembly import assemble
from store.practice.report.facts import facts_of, told_apart
from store.practice.report.from_entries import sources_of
from store.practice.report.papers import CONFERENCE_PAPER, PaperPlan, gathers_from, papers_of
from store.practice.report.report import Report, with_written
from store.practice.report.section_lists import sections_in
from store.practice.report.source import with_before
from store.report_beside import list_beside
from store.report_members import member_of
from store.report_steps import ground_of
from store.report_texts import WrittenText, of_report
from store.safety import Views, held_until, rhythm_weeks, views_in
from store.said_beside import asked_apart, gathered_since
from store.section_lists import as_set
from store.tables.entries import Entry
from store.tables.people import Practitioner
from store.told_entries import told_entries, told_of
from store.version_rows import VersionInBrief


@dataclass(frozen=True)
class GatheredReport:
    """`since`: the conference before, from which on it gathers; None for the start of the case. `conference`: the day
    of the next one, where it is booked; `dates`: what is known of the case. `names`: the children's, by id. `texts`:
    what authors wrote and chose in this report, `earlier`: what they wrote in earlier ones; `versions`: what was
    handed over of any report of the case, the newest first. Of another paper `since` and `conference` are its own
    meetings'. `meeting`: what was held on that day, in words; `papers`: those that the case has a meeting for.
    """

    report: Report
    people: CasePeople
    ties: tuple[Tie, ...]
    names: Mapping[int, str]
    views: Views
    since: date | None
    dates: CaseDates
    conference: date | None
    texts: tuple[WrittenText, ...]
    earlier: tuple[WrittenText, ...]
    versions: tuple[VersionInBrief, ...]
    meeting: str = "conference"
    papers: tuple[PaperPlan, ...] = ()


async def gather_report(
    db: AsyncSession, case: CaseAccess, *, today: date, paper: PaperPlan = CONFERENCE_PAPER
) -> GatheredReport:
    """From all entries of the case since the last conference. What is kept to a few is not read."""
    people = await people_on(db, case)
    ground = await ground_of(db, case, today, paper)
    steps = ground.steps
    dates = _dates(case, people, steps, today)
    from_when = gathers_from(paper, steps, dates, today)
    since = from_when.on
    rows = (await db.execute(_entries(case.case_id, since))).all()
    beside = await list_beside(db, case.case_id, since)
    names = told_apart(people.called | {adult.id: adult.called for adult in people.adults})
    entries, apart_ids = [told_of(row) for row in rows], {row.id for row in rows if row.asked_apart}
    facts = facts_of(
        [member_of(person, names[person.id], today) for person in people.everyone], entries,
        referral=case.referral, steps=_held(steps, today), since=since,
        meeting=from_when.meeting,
    )  # fmt: skip
    sources = with_before(sources_of(entries, beside.said, names, apart_ids), since, from_when.meeting)
    here, earlier = of_report(beside.texts if paper.is_report else (), since)
    choices = {one.section: one.choices for one in here}
    sections = sections_in(as_set(paper, ground.kept), {one.section for one in here if one.text})
    report = assemble(sources, facts=facts, people=tuple(names.values()), sections=sections, choices=choices)
    return GatheredReport(
        with_written(report, {one.section: one.text for one in here}),
        people,
        ground.ties,
        {child: names[child] for child in people.called},
        views_in(rows, entries, today),
        since,
        dates,
        _coming(paper, dates, today),
        here,
        tuple(one for one in earlier if one.text),
        beside.versions if paper.is_report else (),
        from_when.meeting,
        papers_of(steps, dates, today),
    )


async def gathers_since(db: AsyncSession, case: CaseAccess, *, today: date) -> date | None:
    """The conference from which on the case's report gathers; None for the start of the case."""
    steps = (await ground_of(db, case, today, CONFERENCE_PAPER)).steps
    return gathers_from(CONFERENCE_PAPER, steps, _dates(case, await people_on(db, case), steps, today), today).on


async def dates_of(db: AsyncSession, case: CaseAccess, people: CasePeople, *, today: date) -> CaseDates:
    """What is known of the case, from which its dates are reckoned."""
    return _dates(case, people, (await ground_of(db, case, today, CONFERENCE_PAPER)).steps, today)


def _coming(paper: PaperPlan, dates: CaseDates, today: date) -> date | None:
    return dates.upcoming_conference(today) if paper.is_report else dates.booked(paper.key)


def _entries(case_id: int, since: date | None) -> Select[Any]:
    besides = {
        "asked_apart": asked_apart(), "left_on": Practitioner.left_on, "held_until": held_until(Entry.case_id),
        "rhythm": rhythm_weeks(),
    }  # fmt: skip
    wanted = told_entries().add_columns(*(column.label(name) for name, column in besides.items()))
    return wanted.where(*gathered_since(case_id, since)).order_by(Entry.week, Entry.written_at, Entry.id)


def _dates(case: CaseAccess, people: CasePeople, steps: tuple[Step, ...], today: date) -> CaseDates:
    return case_dates(
        today=today,
        opened=case.opened_on,
        plans=people.plan_dates,
        steps=steps,
        next_conference=case.next_conference_on,
    )


def _held(steps: Iterable[Step], today: date) -> tuple[tuple[str, date], ...]:
    """The conferences that were held, each once for all children."""
    held = (step for step in steps if step.kind in CONFERENCES and step.took_place and step.on <= today)
    return tuple(dict.fromkeys((step_in_words(step.kind), step.on) for step in held))
