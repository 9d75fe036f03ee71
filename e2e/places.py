"""The addresses of one family's screens in the demonstration: Okafor-Hill, led by Priya Raman of Hatfield."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conferences import conferences
from e2e.kept import keep_drafts
from e2e.meetings import opened, written_down
from e2e.records import look
from e2e.server import Server
from e2e.shared import shared_with_chair
from store.practice.case_dates import CHILD_IN_NEED
from store.practice.weeks import Week
from store.tables.cases import Case, CaseDate, Involvement, Plan, Restriction
from store.tables.consultations import Consultation
from store.tables.entries import Entry, Signature, Task
from store.tables.families import Family, Relationship
from store.tables.individual_supervision import OneToOne
from store.tables.people import Practitioner
from store.tables.photographs import Photograph
from store.tables.practice import PracticeNote
from store.tables.supervision import Supervision
from store.tables.words import Word
from tests.cast import TODAY

# Role → the one who stands for it in the demonstration.
SOMEBODY = {
    "social worker": "Priya Raman",
    "manager": "Ruth Calder",
    "recovery worker": "Sam Okoro",
    "psychologist": "Helen Voss",
    "service manager": "service_manager",
    "head of service": "head_of_service",
    "chair": "conference_chair",
    "business support": "business_support",
    "auditor": "auditor",
}

GENOGRAMS = {"half_siblings": "Tanner", "bereaved": "O'Sullivan", "unborn": "Dunmore"}


def places(server: Server) -> Mapping[str, str]:
    """What stands for `{family}`, `{visit}` and so on in an address of e2e.screens."""
    return look(server, lambda db: _places(db, server.key_file))


async def _places(db: AsyncSession, key_file: Path) -> dict[str, str]:
    family = (await db.execute(select(Family).where(Family.name == "Okafor-Hill"))).scalar_one()
    case_id = await db.scalar(select(Case.id).where(Case.family_id == family.id))
    priya = (await db.execute(select(Practitioner).where(Practitioner.name == "Priya Raman"))).scalar_one()
    sam = (await db.execute(select(Practitioner).where(Practitioner.name == "Sam Okoro"))).scalar_one()
    restricted_family, closed_family = await _set_apart(db, priya.id, case_id or 0)
    week = Week.of(TODAY)
    known = {"family": family.id, "week": week, "last_week": week.previous, "closed_week": week.after(-3),
             "old_week": week.after(-30), "colleague": sam.id, "team": priya.team_id,
             "restricted": restricted_family, "closed": closed_family}  # fmt: skip
    known |= {name: await db.scalar(select(Family.id).where(Family.name == of)) for name, of in GENOGRAMS.items()}
    known["unrelated"] = await db.scalar(_unrelated(priya.team_id))
    known["in_need"] = await db.scalar(_in_need(priya.team_id))
    known |= {
        name: (await db.scalars(question.limit(1))).first()
        for name, question in _questions(priya.id, sam.id, case_id or 0).items()
    }
    known["conference"], known["held_conference"] = await conferences(db, family.id, case_id or 0, priya.id)
    known["opened_supervision"] = await opened(db, case_id or 0, priya.team_id)
    known["open_supervised"] = await written_down(db, case_id or 0, priya.team_id, sam.id)
    known["shared"] = await shared_with_chair(db, priya.id)
    known["unwritten"] = await _just_reviewed(db)
    known |= await keep_drafts(db, key_file, family.id, priya)
    assert all(known.values()), f"the demonstration lacks something to show: {known}"
    return {name: str(value) for name, value in known.items()}


def _unrelated(team_id: int | None) -> Select[Any]:
    """A family of the team of whom nobody has said yet who is related to whom."""
    said = select(Relationship.family_id)
    of_team = select(Case.family_id).where(
        Case.team_id == team_id, Case.closed_on.is_(None), Case.restricted.is_(False)
    )
    return of_team.where(Case.family_id.not_in(said)).order_by(Case.family_id).limit(1)


def _in_need(team_id: int | None) -> Select[Any]:
    """A family of the team with a child in need plan."""
    planned = select(Plan.case_id).where(Plan.kind == CHILD_IN_NEED, Plan.ended_on.is_(None))
    of_team = select(Case.family_id).where(Case.team_id == team_id, Case.id.in_(planned))
    return of_team.where(Case.closed_on.is_(None), Case.restricted.is_(False)).order_by(Case.family_id).limit(1)


def _questions(priya: int, sam: int, case_id: int) -> dict[str, Select[Any]]:
    """By name: the first that is found is shown."""
    own = select(Entry.id).where(Entry.author_id == priya).order_by(Entry.week.desc(), Entry.id)
    closed = own.where(Entry.case_id == case_id, Entry.signed_off_at.is_not(None))
    still_open = own.where(Entry.signed_off_at.is_(None))
    of_family = select(Entry.id).where(Entry.case_id == case_id).order_by(Entry.week.desc(), Entry.id)
    sams = of_family.where(Entry.author_id == sam)
    waited_for = select(Signature.entry_id).where(Signature.signed_at.is_(None))
    unsigned = select(Entry.id).where(Entry.kind == "individual_supervision", Entry.id.in_(waited_for))
    between = select(OneToOne.id).where(OneToOne.practitioner_id == sam)
    return {
        "visit": still_open.where(Entry.kind == "visit"),
        "closed_visit": closed.where(Entry.kind == "visit"),
        "entry": still_open.where(Entry.kind == "weekly_entry"),
        "closed_entry": closed.where(Entry.kind == "weekly_entry"),
        "pictured": closed.where(Entry.kind == "weekly_entry", Entry.id.in_(select(Photograph.entry_id))),
        "event": own.where(Entry.kind == "significant_event"),
        "open_event": still_open.where(Entry.kind == "significant_event"),
        "session": of_family.where(Entry.kind == "session"),
        "closed_session": of_family.where(Entry.kind == "session", Entry.signed_off_at.is_not(None)),
        "open_session": sams.where(Entry.kind == "session", Entry.signed_off_at.is_(None)),
        "question": of_family.where(Entry.kind == "consultation", Entry.id.in_(_in_state("asked"))),
        "answered": of_family.where(Entry.kind == "consultation", Entry.id.in_(_in_state("answered"))),
        "own_question": own.where(Entry.kind == "consultation"),
        "answer": of_family.where(Entry.kind == "consultation_answer"),
        "open_answer": select(Entry.id).where(Entry.kind == "consultation_answer", Entry.signed_off_at.is_(None)),
        "put_off": select(Consultation.entry_id).where(Consultation.state == "not_now"),
        "without_sessions": _without_sessions(priya),
        "to_sign": select(Signature.entry_id).where(
            Signature.practitioner_id == sam, Signature.signed_at.is_(None), Signature.declined_at.is_(None)
        ),
        "supervision": of_family.where(Entry.kind == "individual_supervision"),
        "supervision_to_sign": unsigned.where(Entry.signed_off_at.is_(None)),
        "one_to_one": between.where(OneToOne.read_at.is_not(None)),
        "one_to_one_unread": between.where(OneToOne.read_at.is_(None)),
        "note": select(PracticeNote.id).where(PracticeNote.practitioner_id == sam, PracticeNote.kind == "fidelity"),
        "phrase": select(Word.id).where(Word.phrase == "unkempt"),
        "coming_supervision": select(Supervision.id).where(Supervision.started_at.is_(None)),
        "held_supervision": select(Supervision.id).where(Supervision.started_at.is_not(None)),
        "supervised": of_family.where(Entry.kind == "group_supervision"),
        "task": select(Task.id).where(Task.case_id == case_id),
    }


def _in_state(state: str) -> Select[Any]:
    return select(Consultation.entry_id).where(Consultation.state == state)


def _without_sessions(lead_id: int) -> Select[Any]:
    """A family of hers in which nobody has written a session."""
    held = select(Entry.case_id).where(Entry.kind == "session")
    hers = select(Involvement.case_id).where(Involvement.practitioner_id == lead_id, Involvement.lead)
    open_ones = (Case.closed_on.is_(None), Case.restricted.is_(False))
    return select(Case.family_id).where(Case.id.in_(hers), Case.id.not_in(held), *open_ones).order_by(Case.id)


async def _set_apart(db: AsyncSession, lead_id: int, but_not: int) -> tuple[int, int]:
    """Two other families of hers: one is restricted, the other's case is closed."""
    hers = select(Involvement.case_id).where(Involvement.practitioner_id == lead_id, Involvement.lead)
    last = select(Case).where(Case.id.in_(hers), Case.id != but_not).order_by(Case.id.desc()).limit(2)
    restricted, closed = await db.scalars(last)
    restricted.restricted, closed.closed_on = True, TODAY
    manager = select(Practitioner.id).where(
        Practitioner.role == "team_manager", Practitioner.team_id == restricted.team_id
    )
    decided = datetime.now(UTC) - timedelta(days=100)
    reason = "A relative of the family works in the same building."
    db.add(Restriction(case_id=restricted.id, restricted=True, reason=reason, at=decided,
                       manager_id=(await db.scalars(manager)).one()))  # fmt: skip
    return restricted.family_id, closed.family_id


async def _just_reviewed(db: AsyncSession) -> int:
    """A family whose conference was held today: nothing was written since."""
    wrote_today = select(Entry.case_id).where(Entry.happened_at >= datetime.combine(TODAY, time(), UTC))
    quiet = (Case.closed_on.is_(None), Case.restricted.is_(False), Case.id.not_in(wrote_today))
    case = (await db.scalars(select(Case).where(*quiet).order_by(Case.id.desc()).limit(1))).one()
    db.add(CaseDate(case_id=case.id, kind="review", on=TODAY, facts={}))
    return case.family_id
