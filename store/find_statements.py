"""The statements behind Find. Each is built once for a kind of viewer, run with their facts and the query's terms."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    CompoundSelect,
    Select,
    String,
    and_,
    bindparam,
    cast,
    literal,
    select,
    union_all,
)

from store.practice.permissions import Permission, Relation, relations_with
from store.tables.cases import Case, Involvement, Plan
from store.tables.families import Family, Person
from store.tables.finding import FindKey, FindListing, FindPosting
from store.tables.people import Practitioner, Team
from store.visibility import Viewer, ViewerKind, cases_for

T = TypeVar("T")
TEAM = "team"
SIZES = (8, 24, 64, 160, 400)
MOST_OF_A_WORD, MOST_LISTED = 4_000, 40
"""Of one word. No team comes near the first; a head of service who types the name of a town may."""
MOST_PAIRS = 150
Rows = Select[*tuple[Any, ...]]
Compound = CompoundSelect[*tuple[Any, ...]]


def padded(values: Sequence[T], nothing: T) -> list[T]:
    """The values, repeated up to one of few sizes, so that the database meets few different statements."""
    size = next((size for size in SIZES if size >= len(values)), len(values))
    return [*values, *[values[0] if values else nothing] * (size - len(values))]


@lru_cache(maxsize=200)
def words_and_teams(kind: ViewerKind) -> Compound:
    """(kind, word) that share one of :keys, and (“team”, id) of every team in which a case may be one to read.

    The teams are a hint that keeps the look-ups short; what may be read is decided by `visibility` alone.
    """
    viewer = kind.anyone()
    words = select(FindKey.kind, FindKey.word).where(FindKey.key.in_(bindparam("keys", expanding=True)))
    found = [select(literal(TEAM), cast(teams.c.id, String)) for teams in (t.subquery() for t in _teams(viewer))]
    return union_all(words, *found)


def _teams(viewer: Viewer) -> list[Select[int]]:
    relations = relations_with(viewer.role, Permission.READ)
    if Relation.NONE in relations:
        return [select(Team.id)]
    tied = select(Case.team_id.label("id")).join(Involvement).where(Involvement.practitioner_id == viewer.id).distinct()
    own = select(Team.id).where(Team.id == viewer.team_id)
    area = select(Team.id).where(Team.area_id == viewer.area_id)
    by_place = {Relation.SAME_TEAM: own, Relation.SAME_AREA: area, Relation.ASKED: area}
    return [tied, *(teams for relation, teams in by_place.items() if relation in relations)]


@lru_cache(maxsize=800)
def postings(kind: ViewerKind, readable: int, listed: int, *, pairs: bool) -> Compound:
    """(branch, term, case, family). Branches 0 to `readable` - 1 look for :terms0 … among the cases of :teams
    that such a viewer may read; the `listed` ones after them among those of which they may see the name,
    by pairs or by words.
    """
    viewer, most = kind.anyone(), MOST_PAIRS if pairs else MOST_LISTED
    branches = [_readable(viewer, number) for number in range(readable)]
    return union_all(*branches, *(_listed(viewer, number, most) for number in range(readable, readable + listed)))


def _readable(viewer: Viewer, number: int) -> Rows:
    found = (
        cases_for(viewer, Permission.READ)
        .with_only_columns(FindPosting.term, FindPosting.case_id, Case.family_id)
        .join(FindPosting, FindPosting.case_id == Case.id)
        .where(FindPosting.team_id.in_(bindparam("teams", expanding=True)))
        .where(FindPosting.term.in_(bindparam(f"terms{number}", expanding=True)))
    )
    return select(literal(number).label("branch"), found.limit(MOST_OF_A_WORD).subquery())


def _listed(viewer: Viewer, number: int, most: int) -> Rows:
    found = (
        cases_for(viewer, Permission.LISTED)
        .with_only_columns(FindListing.term, FindListing.case_id, Case.family_id)
        .join(FindListing, FindListing.case_id == Case.id)
        .where(FindListing.term.in_(bindparam(f"terms{number}", expanding=True)))
        .order_by(FindListing.term, FindListing.case_id)
    )
    return select(literal(number).label("branch"), found.limit(most).subquery())


HEADS = (
    select(
        Case.id, Case.family_id, Family.name, Family.reference, Family.address_lines, Family.postcode, Family.warnings,
        Team.name.label("team"), Case.opened_on, Case.closed_on, Case.next_conference_on,
        Practitioner.name.label("manager"), Practitioner.phone.label("manager_phone"),
    )
    .select_from(Case)
    .join(Family, Family.id == Case.family_id)
    .join(Team, Team.id == Case.team_id)
    .outerjoin(Practitioner, and_(Practitioner.team_id == Team.id, Practitioner.role == "team_manager",
                                  Practitioner.left_on.is_(None)))
    .where(Case.id.in_(bindparam("cases", expanding=True)))
    .order_by(Case.closed_on.is_not(None), Case.opened_on.desc(), Case.id.desc(), Practitioner.name)
)  # fmt: skip

PEOPLE = (
    select(
        Person.family_id, Person.id, Person.kind, Person.given_name, Person.family_name, Person.relationship,
        Person.lives_here, Person.birth_date, Person.expected_on, Person.died_on, Person.phone,
        Plan.kind.label("plan"), Plan.category, Plan.started_on, Plan.ended_on,
    )
    .outerjoin(Plan, and_(Plan.person_id == Person.id, Plan.case_id.in_(bindparam("cases", expanding=True))))
    .where(Person.family_id.in_(bindparam("families", expanding=True)))
    .order_by(Person.kind.desc(), Person.birth_date.is_(None), Person.birth_date, Person.id)
)  # fmt: skip
