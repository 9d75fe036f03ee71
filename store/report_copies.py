"""Copies of a report: who gets one, what each leaves out by hand, and what is said of the report beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, Select, Uuid, cast, insert, literal, null, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.practice.entries import VISIT, Visit, read_content
from store.practice.report.copies import AGENCY, Piece, Recipient
from store.practice.report.paper import Reply
from store.practice.roles import InRole
from store.report_replies import TakenBack, in_order, in_order_of_taking_back, replies_beside
from store.tables.base import UtcDateTime
from store.tables.entries import Entry
from store.tables.people import Practitioner
from store.tables.report_copies import ReportAgency, ReportWithholding


@dataclass(frozen=True)
class Withholding(InRole):
    """`recipient`, `piece`, `marks`: their keys; `words`: as in Piece."""

    id: int
    recipient: str
    piece: str
    reason: str
    by: str
    role: str
    at: datetime
    marks: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class CopyGround:
    """`agencies`: those of the case; `withholdings`: of the report, for everybody, that hold now; `replies`: to it;
    `taken_back`: what was one once; `wishes`: as in Beside, of visits that were changed since they were written.
    """

    agencies: tuple[Recipient, ...]
    withholdings: tuple[Withholding, ...]
    replies: tuple[Reply, ...]
    taken_back: tuple[TakenBack, ...]
    wishes: frozenset[tuple[UUID, int]]

    def by_hand(self, recipient: Recipient) -> dict[str, str]:
        return {key: one.reason for one in self._from(recipient) for key in (one.piece, *one.marks)}

    def words(self, recipient: Recipient) -> tuple[str, ...]:
        """Withheld from them by hand, in whichever version."""
        return tuple(word for one in self._from(recipient) for word in one.words)

    def _from(self, recipient: Recipient) -> list[Withholding]:
        return [one for one in self.withholdings if one.recipient == recipient.key]


async def copy_ground(db: AsyncSession, *, case_id: int, report_id: UUID) -> CopyGround:
    """In one statement."""
    replies = replies_beside(report_id).add_columns(_NOT_KNOWN, literal(_REPLY))
    these = union_all(replies, _withholdings(report_id), _agencies(case_id), _changed_visits(case_id))
    rows: dict[str, list[Any]] = {_REPLY: [], _HELD: [], AGENCY: [], VISIT: []}
    for row in await db.execute(these):
        rows[row[-1]].append(row)
    named = (Recipient(AGENCY, row.number, row.words) for row in rows[AGENCY])
    agencies = tuple(sorted(named, key=lambda one: one.name))
    withheld = tuple(sorted(map(_held, rows[_HELD]), key=lambda one: one.id))
    said, wishes = rows[_REPLY], (wish for row in rows[VISIT] for wish in _wishes(row))
    return CopyGround(agencies, withheld, in_order(said), in_order_of_taking_back(said), frozenset(wishes))


def _held(row: Any) -> Withholding:
    marks, words = (tuple(row[-2].get(name, ())) for name in ("marks", "words"))
    by, role, at = row[8:11]
    return Withholding(row.number, row.whose, row.section, row.words, by, role, at, marks, words)


def _wishes(row: Any) -> Iterator[tuple[UUID, int]]:
    visit = read_content(VISIT, row[-2])
    assert isinstance(visit, Visit)
    return ((row.id, int(child)) for child, seen in visit.children.items() if seen.kept_from_parents)


_REPLY, _HELD = "reply", "held"
_NO_ID, _NOT_KNOWN = cast(null(), Uuid), cast(null(), JSON)
_NOT_TAKEN_BACK = (literal(""), cast(null(), UtcDateTime), literal(""))


def _withholdings(report_id: UUID) -> Select[*tuple[Any, ...]]:
    """In the columns of replies."""
    of, nothing = ReportWithholding, (literal(""), literal(""), cast(null(), Date))
    told = (*nothing, Practitioner.name, Practitioner.role, of.at, *_NOT_TAKEN_BACK, of.known, literal(_HELD))
    these = select(_NO_ID, of.id, of.recipient, of.piece, of.reason, *told)
    held = these.where(of.report_id == report_id, of.given_back_at.is_(None))
    return held.join(Practitioner, Practitioner.id == of.by_id)


def _agencies(case_id: int) -> Select[*tuple[Any, ...]]:
    """In the columns of replies: its name in place of a reason."""
    of, nothing = ReportAgency, (literal(""), literal(""), cast(null(), Date), literal(""), literal(""))
    more = (of.added_at, *_NOT_TAKEN_BACK, _NOT_KNOWN, literal(AGENCY))
    return select(_NO_ID, of.id, literal(""), literal(""), of.name, *nothing, *more).where(of.case_id == case_id)


def _changed_visits(case_id: int) -> Select[*tuple[Any, ...]]:
    """In the columns of replies: what they say now."""
    of, nothing = Entry, (literal(""), literal(""), cast(null(), Date), literal(""), literal(""))
    more = (of.written_at, *_NOT_TAKEN_BACK, of.content, literal(VISIT))
    these = select(of.id, literal(0), literal(""), literal(""), literal(""), *nothing, *more)
    return these.where(of.case_id == case_id, of.kind == VISIT, of.revision > 1)


async def add_agency(db: AsyncSession, *, case_id: int, name: str, by: int, now: datetime) -> bool:
    """Whether it is new."""
    facts = {"case_id": case_id, "name": name, "added_by_id": by, "added_at": now}
    return await insert_once(db, ReportAgency, facts) is not None


async def withhold(
    db: AsyncSession, *, report_id: UUID, recipient: str, piece: Piece, reason: str, by: int, now: datetime
) -> None:  # fmt: skip
    known = {"marks": sorted(piece.marks), "words": list(piece.words)}
    said = {"recipient": recipient, "piece": piece.key, "known": known, "reason": reason, "by_id": by, "at": now}
    await db.execute(insert(ReportWithholding).values(report_id=report_id, **said))


async def give_back(db: AsyncSession, *, report_id: UUID, withholding_id: int, by: int, now: datetime) -> bool:
    """Whether it was withheld until now."""
    one = (ReportWithholding.report_id == report_id, ReportWithholding.id == withholding_id)
    held = (*one, ReportWithholding.given_back_at.is_(None))
    given = {"given_back_by_id": by, "given_back_at": now}
    done = await db.execute(update(ReportWithholding).where(*held).values(**given).returning(ReportWithholding.id))
    return done.first() is not None
