"""What is on the record of one entry: its latest words, and who signed."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.practice.came_later import came_later
from store.practice.consultations import NO_MARK
from store.practice.entries import Content, read_content
from store.practice.roles import InRole
from store.tables.entries import Entry, Signature, WeekSignOff
from store.tables.people import Practitioner
from store.tables.photographs import Photograph


@dataclass(frozen=True)
class Signer(InRole):
    """A colleague of a joint visit. Who signed an earlier version is asked again for the newest."""

    practitioner_id: int
    name: str
    role: str
    asked_at: datetime
    signed_at: datetime | None
    signed_revision: int | None
    declined_at: datetime | None
    account: str
    entry_revision: int

    @property
    def signed_this(self) -> bool:
        return self.signed_at is not None and self.signed_revision == self.entry_revision

    @property
    def signed_earlier(self) -> bool:
        return self.signed_at is not None and not self.signed_this

    @property
    def was_not_there(self) -> bool:
        return self.declined_at is not None

    @property
    def is_waited_for(self) -> bool:
        return not self.signed_this and not self.was_not_there


@dataclass(frozen=True)
class Recorded(InRole):
    """One entry as it stands. `late` is the mark that the record keeps; `came_later`: after its week's sign-off."""

    id: UUID
    kind: str
    author_id: int
    author: str
    role: str
    week: date
    happened_at: datetime
    written_at: datetime
    phone_wrote_at: datetime | None
    late: bool
    revision: int
    signed_off_at: datetime | None
    came_later: bool
    content: Content
    signers: tuple[Signer, ...] = ()
    pictured: bool = False
    """Photographs stand beside it, or stood there."""

    def asked(self, practitioner_id: int) -> Signer | None:
        return next((signer for signer in self.signers if signer.practitioner_id == practitioner_id), None)


@dataclass(frozen=True)
class _Head:
    entry: Entry
    author: str
    role: str
    week_signed_off_at: datetime | None
    pictured: bool
    signers: list[Signer] = field(default_factory=list)


async def find_recorded(
    db: AsyncSession, *, case_id: int, entry_id: UUID, marks: Set[str] = NO_MARK
) -> Recorded | None:
    """The entry with its author and signers, in one statement; None where the case has no such entry.

    `marks`: which parts of a consultation are opened.
    """
    author, signer = aliased(Practitioner), aliased(Practitioner)
    rows = await db.execute(
        select(Entry, author.name, author.role, WeekSignOff.signed_off_at.label("week_signed_off_at"),
               exists().where(Photograph.entry_id == Entry.id).label("pictured"),
               Signature, signer.name.label("signer"), signer.role.label("as_role"))
        .join(author, author.id == Entry.author_id)
        .outerjoin(WeekSignOff, and_(WeekSignOff.case_id == Entry.case_id, WeekSignOff.week == Entry.week))
        .outerjoin(Signature, Signature.entry_id == Entry.id)
        .outerjoin(signer, signer.id == Signature.practitioner_id)
        .where(Entry.id == entry_id, Entry.case_id == case_id)
        .order_by(Signature.asked_at, Signature.id)
        .execution_options(populate_existing=True)
    )  # fmt: skip
    return _recorded((tuple(row) for row in rows), marks)


async def kind_of_entry(db: AsyncSession, *, case_id: int, entry_id: UUID) -> str | None:
    return await db.scalar(select(Entry.kind).where(Entry.id == entry_id, Entry.case_id == case_id))


def _recorded(rows: Iterable[tuple[Any, ...]], marks: Set[str]) -> Recorded | None:
    head: _Head | None = None
    for entry, author, role, week_signed_off_at, pictured, signature, signer, as_role in rows:
        head = head or _Head(entry, author, role, week_signed_off_at, pictured)
        if signature:
            head.signers.append(_signer(signature, signer, as_role, entry.revision))
    if head is None:
        return None
    same = ("id", "kind", "author_id", "week", "happened_at", "written_at", "phone_wrote_at", "late", "revision",
            "signed_off_at")  # fmt: skip
    facts = {name: getattr(head.entry, name) for name in same}
    content = read_content(head.entry.kind, head.entry.content, marks)
    return Recorded(
        **facts, author=head.author, role=head.role, content=content, signers=tuple(head.signers),
        came_later=came_later(head.entry.signed_off_at, head.week_signed_off_at), pictured=head.pictured,
    )  # fmt: skip


def _signer(signature: Signature, name: str, role: str, revision: int) -> Signer:
    same = ("practitioner_id", "asked_at", "signed_at", "signed_revision", "declined_at", "account")
    return Signer(**{key: getattr(signature, key) for key in same}, name=name, role=role, entry_revision=revision)
