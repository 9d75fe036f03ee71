"""For whom one may record: one's own families, the one that was opened last, and, for who has none, the team's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, case, false, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.ages import age
from store.practice.permissions import Permission
from store.tables.cases import Case, Involvement
from store.tables.families import Family, Person
from store.tables.trail import TrailRow
from store.visibility import Viewer, cases_for


@dataclass(frozen=True)
class FamilyChoice:
    family_id: int
    name: str
    children: tuple[str, ...]
    is_own: bool
    opened_last: bool


async def list_choices(
    db: AsyncSession, viewer: Viewer, *, asked: int | None = None, team: bool = False
) -> tuple[FamilyChoice, ...]:
    """One's own families by name, with the one that `asked` names or that was opened last, in one statement.

    Open cases on which `viewer` may record; a family that is not one's own comes only when asked for or opened last,
    or with all of the `team`.
    """
    own, last = _own(viewer), Case.id == _last_read(viewer)
    teams = Case.team_id == viewer.team_id if team and viewer.team_id is not None else false()
    rows = await db.execute(
        select(
            Case.family_id, Family.name, case((own, 1), else_=0), case((last, 1), else_=0),
            Person.given_name, Person.birth_date, Person.expected_on,
        )
        .select_from(Case)
        .join(Family)
        .outerjoin(Person, (Person.family_id == Family.id) & (Person.kind == "child") & Person.died_on.is_(None))
        .where(
            Case.id.in_(cases_for(viewer, Permission.RECORD)),
            Case.closed_on.is_(None),
            or_(own, last, teams, Case.family_id == (asked or 0)),
        )
        .order_by(Family.name, Family.id, Person.birth_date, Person.id)
    )  # fmt: skip
    return _gathered((tuple(row) for row in rows), viewer.today)


def _own(viewer: Viewer) -> ColumnElement[bool]:
    return (
        select(literal(1))
        .where(
            Involvement.case_id == Case.id,
            Involvement.practitioner_id == viewer.id,
            Involvement.relation == "allocated",
            Involvement.since <= viewer.today,
            or_(Involvement.until.is_(None), Involvement.until >= viewer.today),
        )
        .exists()
    )


def _last_read(viewer: Viewer) -> ScalarSelect[int | None]:
    mine = (TrailRow.practitioner_id == viewer.id, TrailRow.case_id.is_not(None), TrailRow.act == "read")
    return select(TrailRow.case_id).where(*mine).order_by(TrailRow.number.desc()).limit(1).scalar_subquery()


def _gathered(rows: Iterable[tuple[Any, ...]], today: date) -> tuple[FamilyChoice, ...]:
    heads: dict[int, tuple[str, bool, bool, list[str]]] = {}
    for family_id, name, own, last, given, born, expected in rows:
        children = heads.setdefault(family_id, (name, bool(own), bool(last), []))[3]
        if given or born or expected:
            children.append(f"{given or 'Unborn child'} {age(born, today, expected)}")
    return tuple(
        FamilyChoice(key, name, tuple(children), own, last) for key, (name, own, last, children) in heads.items()
    )
