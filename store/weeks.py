"""The week of all families that somebody holds, or that a team has, in five statements whatever the size."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, exists
from sqlalchemy.ext.asyncio import AsyncSession

from store.bank_holidays import around
from store.practice.ages import age
from store.practice.due import due_dates
from store.practice.permissions import Permission, Relation
from store.practice.plan_chip import plan_words
from store.practice.rhythm import DEFAULT_RHYTHM, is_expected, weeks_covered
from store.practice.roles import ROLES
from store.practice.timescale import Timescale
from store.practice.weekly_summary import Chapter, FamilyWeek, worth_saying
from store.practice.weeks import Week
from store.tables.cases import Case, Involvement
from store.timescales import as_set
from store.visibility import Viewer
from store.week_rows import by_case, dates_of
from store.week_statements import chapters, children, heads, held_in, open_cases, steps


async def list_my_week(db: AsyncSession, viewer: Viewer, week: Week) -> list[FamilyWeek]:
    """The families that `viewer` holds in that week or is consulted on and writes for; four statements."""
    tied = held_in(week, Relation.ALLOCATED, Relation.CONSULTATION)
    mine = exists().where(Involvement.case_id == Case.id, Involvement.practitioner_id == viewer.id, *tied)
    return await _list_week(db, open_cases(viewer, week, Permission.RECORD).where(mine), week, viewer.today)


async def list_team_week(db: AsyncSession, viewer: Viewer, week: Week, *, team_id: int) -> list[FamilyWeek]:
    """The team's families, as far as `viewer` may read them; four statements."""
    return await _list_week(db, open_cases(viewer, week).where(Case.team_id == team_id), week, viewer.today)


async def _list_week(db: AsyncSession, cases: Select[int], week: Week, today: date) -> list[FamilyWeek]:
    found = (await db.execute(heads(cases, week, today))).all()
    rhythm, timescales = _rhythm(found), as_set(found[0].timescales if found else None)
    parts = by_case(await db.execute(chapters(cases, week, rhythm)))
    young = by_case(await db.execute(children(cases)))
    held = by_case(await db.execute(steps(cases)))
    return [
        _family_week(
            head, parts[head.case_id], young[head.case_id], held[head.case_id], week, rhythm, today, timescales
        )
        for head in found
    ]


def _rhythm(heads: Iterable[Row[Any]]) -> int:
    return next((int(head.rhythm) for head in heads if head.rhythm), DEFAULT_RHYTHM)


def _family_week(
    head: Row[Any], parts: list[Row[Any]], young: list[Row[Any]], held: list[Row[Any]],
    week: Week, rhythm: int, today: date, timescales: Sequence[Timescale],
) -> FamilyWeek:  # fmt: skip
    dates = dates_of(head, young, held, today)
    is_now = today in week
    dues = due_dates(dates, today, around(today.year), timescales) if is_now else ()
    names = {child.id: f"{child.given_name} {age(child.birth_date, today, child.expected_on)}" for child in young}
    return FamilyWeek(
        case_id=head.case_id, family_id=head.family_id, name=head.name, team=head.team,
        children=tuple(names.values()),
        plan=plan_words((plan.kind, plan.category) for plan in dates.plans if plan.runs_on(today)),
        chapters=_parts(parts, Week.of(head.opened_on), week, rhythm),
        due=worth_saying(dues), tasks_carried=head.carried * is_now, tasks_overdue=head.overdue * is_now,
        signed_off_at=head.signed_off_at, came_later=head.came_later, reference=head.reference,
    )  # fmt: skip


def _parts(rows: Iterable[Row[Any]], began: Week, week: Week, rhythm: int) -> tuple[Chapter, ...]:
    """A chapter for each who holds the case or wrote; the lead first, then in the order of the roles."""
    turn = weeks_covered(week, began, rhythm)
    due = is_expected(week, began, rhythm)
    wrote = {row.who: row for row in rows if row.entry_id and Week(row.week) in turn}
    held = {row.who: row for row in rows if not row.entry_id and ROLES[row.role].writes}
    found = [
        Chapter(who, row.name, row.role, due and who in held, wrote[who].entry_id if who in wrote else None,
                who in held and bool(held[who].lead))
        for who, row in (wrote | held).items()
    ]  # fmt: skip
    order = list(ROLES)
    return tuple(sorted(found, key=lambda part: (not part.lead, order.index(part.role), part.name)))
