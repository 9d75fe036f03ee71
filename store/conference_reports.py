"""The conference report of a case as it stands: read in four statements, whatever was written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.case_access import CaseAccess
from store.case_people import CasePeople, CasePerson, people_on
from store.practice.case_dates import CaseDates
from store.practice.case_steps import CONFERENCES, Step, case_dates
from store.practice.dates_in_words import day_and_month
from store.practice.plans_in_words import plan_in_words, step_in_words
from store.practice.report.assembly import assemble
from store.practice.report.facts import Member, facts_of, told_apart
from store.practice.report.from_entries import sources_of
from store.practice.report.report import Report, with_written
from store.report_beside import list_beside
from store.report_texts import WrittenText, of_report
from store.report_versions import VersionInBrief
from store.safety import Views, held_until, rhythm_weeks, views_in
from store.said_beside import asked_apart, gathered_since
from store.tables.cases import CaseDate
from store.tables.entries import Entry
from store.tables.people import Practitioner
from store.told_entries import told_entries, told_of


@dataclass(frozen=True)
class GatheredReport:
    """`since`: the conference before, from which on it gathers; None for the start of the case. `conference`: the day
    of the next one, where it is booked; `dates`: what is known of the case. `names`: the children's, by id. `texts`:
    what authors wrote and chose in this report, `earlier`: what they wrote in earlier ones; `versions`: what was
    handed over of any report of the case, the newest first.
    """

    report: Report
    names: Mapping[int, str]
    views: Views
    since: date | None
    dates: CaseDates
    conference: date | None
    texts: tuple[WrittenText, ...]
    earlier: tuple[WrittenText, ...]
    versions: tuple[VersionInBrief, ...]


async def gather_report(db: AsyncSession, case: CaseAccess, *, today: date) -> GatheredReport:
    """From all entries of the case since the last conference. What is kept to a few is not read."""
    people = await people_on(db, case)
    steps = await _steps(db, case.case_id)
    dates = _dates(case, people, steps, today)
    since = _since(dates, today)
    rows = (await db.execute(_entries(case.case_id, since))).all()
    beside = await list_beside(db, case.case_id, since)
    names = told_apart(people.called | {adult.id: adult.called for adult in people.adults})
    entries, apart_ids = [told_of(row) for row in rows], {row.id for row in rows if row.asked_apart}
    facts = facts_of(
        [_member(person, names[person.id], today) for person in people.everyone], entries,
        referral=case.referral, steps=_held(steps, today), since=since,
    )  # fmt: skip
    sources = sources_of(entries, beside.said, names, apart_ids)
    here, earlier = of_report(beside.texts, since)
    choices = {one.section: one.choices for one in here}
    report = assemble(sources, facts=facts, people=tuple(names.values()), choices=choices)
    return GatheredReport(
        with_written(report, {one.section: one.text for one in here}),
        {child: names[child] for child in people.called}, views_in(rows, entries, today), since, dates,
        dates.upcoming_conference(today), here,
        tuple(one for one in earlier if one.text), beside.versions,
    )  # fmt: skip


async def gathers_since(db: AsyncSession, case: CaseAccess, *, today: date) -> date | None:
    """The conference from which on the case's report gathers; None for the start of the case."""
    return _since(await dates_of(db, case, await people_on(db, case), today=today), today)


async def dates_of(db: AsyncSession, case: CaseAccess, people: CasePeople, *, today: date) -> CaseDates:
    """What is known of the case, from which its dates are reckoned."""
    return _dates(case, people, await _steps(db, case.case_id), today)


def _since(dates: CaseDates, today: date) -> date | None:
    """The later of both: a family may have come back to an initial conference after its last review."""
    return max(filter(None, (dates.last_review, dates.initial_held(today))), default=None)


def _entries(case_id: int, since: date | None) -> Select[Any]:
    besides = {
        "asked_apart": asked_apart(), "left_on": Practitioner.left_on, "held_until": held_until(Entry.case_id),
        "rhythm": rhythm_weeks(),
    }  # fmt: skip
    wanted = told_entries().add_columns(*(column.label(name) for name, column in besides.items()))
    return wanted.where(*gathered_since(case_id, since)).order_by(Entry.week, Entry.written_at, Entry.id)


async def _steps(db: AsyncSession, case_id: int) -> tuple[Step, ...]:
    rows = await db.execute(
        select(CaseDate.kind, CaseDate.on, CaseDate.until, CaseDate.facts)
        .where(CaseDate.case_id == case_id)
        .order_by(CaseDate.on, CaseDate.id)
    )
    return tuple(Step(*row) for row in rows)


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


def _member(person: CasePerson, called: str, today: date) -> Member:
    """Who died has no plan any more, whatever day its end was recorded for."""
    plans = () if person.died_on else person.running_plans(today)
    words = (plan_in_words(plan.kind, plan.category) for plan in plans)
    died = f"died {day_and_month(person.died_on)} {person.died_on.year}" if person.died_on else ""
    same = (person.id, called, person.name or called, person.relationship, person.lives_here, person.is_child)
    return Member(
        *same, age=person.age(today), plan=", ".join(dict.fromkeys(words)), died=died,
        is_baby=_is_baby(person, today), is_unborn=person.is_unborn,
    )  # fmt: skip


def _is_baby(person: CasePerson, today: date) -> bool:
    """Under two, who has no words of their own yet."""
    return person.birth_date is None or (today - person.birth_date).days < 2 * 365
