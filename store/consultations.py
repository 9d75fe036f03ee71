"""Questions to the psychologist: how each stands, the queue of an area, and those of a family."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.insert_once import insert_once
from store.practice.consultations import ANSWERED, ASKED, OPEN, STATES, Part
from store.practice.entries import CONSULTATION, read_content
from store.practice.permissions import Permission
from store.practice.roles import InRole
from store.tables.cases import Case
from store.tables.consultations import Consultation
from store.tables.entries import Entry
from store.tables.families import Family
from store.tables.people import Practitioner
from store.visibility import Viewer, cases_for


@dataclass(frozen=True)
class Standing(InRole):
    """A question with how it stands. `background`: what was seen and tried so far; `author`, `role`: who asked;
    `taken_by`: who took it on, put it off, answered."""

    id: UUID
    case_id: int
    family_id: int
    family: str
    author_id: int
    author: str
    role: str
    asked_at: datetime
    question: Part
    background: Part
    state: str
    taken_by_id: int | None
    taken_by: str
    settled_at: datetime | None
    reason: str
    answer_id: UUID | None
    review_on: date | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def state_in_words(self) -> str:
        return STATES[self.state]

    @property
    def settled(self) -> str:
        """Why it does not wait any more."""
        if self.answer_id:
            return f"It was answered by {self.taken_by or 'somebody else'}"
        return f"It does not wait any more: {self.state_in_words.lower()}"


async def begin_consultation(db: AsyncSession, *, entry_id: UUID, case_id: int) -> None:
    """The question has been asked; once."""
    await insert_once(db, Consultation, {"entry_id": entry_id, "case_id": case_id, "state": ASKED, "reason": ""})


async def settle_consultation(
    db: AsyncSession, *, entry_id: UUID, state: str, who: int | None, now: datetime, reason: str = ""
) -> bool:
    """Taken on, put off or taken back; False where it was settled before, and then nothing is changed."""
    values = {"state": state, "taken_by_id": who, "settled_at": now, "reason": reason}
    return await _change(db, entry_id, values)


async def answer_consultation(
    db: AsyncSession, *, entry_id: UUID, answer_id: UUID, who: int, review_on: date, now: datetime
) -> bool:
    """Answered; False where it was settled otherwise before."""
    values = {"state": ANSWERED, "taken_by_id": who, "settled_at": now, "answer_id": answer_id, "review_on": review_on}
    return await _change(db, entry_id, values)


async def move_review(db: AsyncSession, *, answer_id: UUID, review_on: date) -> None:
    await db.execute(update(Consultation).where(Consultation.answer_id == answer_id).values(review_on=review_on))


async def question_answered_by(db: AsyncSession, *, answer_id: UUID) -> UUID | None:
    return await db.scalar(select(Consultation.entry_id).where(Consultation.answer_id == answer_id))


async def find_standing(db: AsyncSession, *, case_id: int, entry_id: UUID, marks: Set[str]) -> Standing | None:
    found = (await db.execute(_standings().where(Entry.id == entry_id, Entry.case_id == case_id))).first()
    return _standing(found, marks) if found else None


async def list_consultations(db: AsyncSession, case_id: int, marks: Set[str]) -> tuple[Standing, ...]:
    """Those of a case, the newest first."""
    rows = await db.execute(_standings().where(Entry.case_id == case_id).order_by(Entry.happened_at.desc(), Entry.id))
    return tuple(_standing(row, marks) for row in rows)


async def list_queue(db: AsyncSession, viewer: Viewer, marks: Set[str]) -> tuple[Standing, ...]:
    """What waits for an answer by the viewer, the oldest first, and what they answered, by its review."""
    mine = and_(Consultation.state == ANSWERED, Consultation.taken_by_id == viewer.id)
    seen = Entry.case_id.in_(cases_for(viewer, Permission.ADVISE))
    wanted = _standings().where(seen, Case.closed_on.is_(None), or_(Consultation.state.in_(OPEN), mine))
    rows = await db.execute(wanted.order_by(Consultation.review_on, Entry.happened_at, Entry.id))
    return tuple(_standing(row, marks) for row in rows)


async def _change(db: AsyncSession, entry_id: UUID, values: dict[str, Any]) -> bool:
    is_open = (Consultation.entry_id == entry_id, Consultation.state.in_(OPEN))
    changed = await db.execute(update(Consultation).where(*is_open).values(**values).returning(Consultation.entry_id))
    return changed.first() is not None


def _standings() -> Select[Any]:
    taker = aliased(Practitioner)
    return (
        select(Entry.id, Entry.case_id, Case.family_id, Family.name.label("family"), Entry.author_id,
               Practitioner.name.label("author"), Practitioner.role, Entry.happened_at.label("asked_at"),
               Entry.content, Consultation.state, Consultation.taken_by_id, taker.name.label("taken_by"),
               Consultation.settled_at, Consultation.reason, Consultation.answer_id, Consultation.review_on)
        .join(Consultation, Consultation.entry_id == Entry.id)
        .join(Case, Case.id == Entry.case_id).join(Family)
        .join(Practitioner, Practitioner.id == Entry.author_id)
        .outerjoin(taker, taker.id == Consultation.taken_by_id)
    )  # fmt: skip


def _standing(row: Row[Any], marks: Set[str]) -> Standing:
    facts = row._asdict()
    content: Any = read_content(CONSULTATION, facts.pop("content"), marks)
    said = {"question": content.question, "background": content.background}
    return Standing(**(facts | said | {"taken_by": row.taken_by or ""}))
