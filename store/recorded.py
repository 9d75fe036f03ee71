"""What is on the record of one entry: its latest words, who signed, every version, the amendments."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.bank_holidays import around
from store.practice.entries import Content, read_content
from store.practice.lateness import is_late
from store.practice.roles import ROLES
from store.tables.cases import Involvement
from store.tables.entries import Amendment, Entry, EntryRevision, Signature
from store.tables.people import Practitioner


@dataclass(frozen=True)
class Signer:
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
    def role_label(self) -> str:
        return ROLES[self.role].label

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
class Recorded:
    """One entry as it stands. `late` is the mark that the record keeps."""

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
    content: Content
    signers: tuple[Signer, ...] = ()

    @property
    def role_label(self) -> str:
        return ROLES[self.role].label

    def asked(self, practitioner_id: int) -> Signer | None:
        return next((signer for signer in self.signers if signer.practitioner_id == practitioner_id), None)


@dataclass(frozen=True)
class Version:
    number: int
    written_at: datetime
    content: Content


@dataclass(frozen=True)
class Addition:
    """An amendment beneath what it amends."""

    author: str
    role: str
    written_at: datetime
    text: str

    @property
    def role_label(self) -> str:
        return ROLES[self.role].label


@dataclass(frozen=True)
class _Head:
    entry: Entry
    author: str
    role: str
    signers: list[Signer] = field(default_factory=list)


async def find_recorded(db: AsyncSession, *, case_id: int, entry_id: UUID) -> Recorded | None:
    """The entry with its author and signers, in one statement; None where the case has no such entry."""
    author, signer = aliased(Practitioner), aliased(Practitioner)
    rows = await db.execute(
        select(Entry, author.name, author.role, Signature, signer.name.label("signer"), signer.role.label("as_role"))
        .join(author, author.id == Entry.author_id)
        .outerjoin(Signature, Signature.entry_id == Entry.id)
        .outerjoin(signer, signer.id == Signature.practitioner_id)
        .where(Entry.id == entry_id, Entry.case_id == case_id)
        .order_by(Signature.asked_at, Signature.id)
        .execution_options(populate_existing=True)
    )
    return _recorded(tuple(row) for row in rows)


async def list_versions(db: AsyncSession, *, entry: Recorded) -> tuple[Version, ...]:
    """Every version of the entry, the newest first."""
    kept = select(EntryRevision).where(EntryRevision.entry_id == entry.id).order_by(EntryRevision.number.desc())
    return tuple(
        Version(row.number, row.written_at, read_content(entry.kind, row.content)) for row in await db.scalars(kept)
    )


async def list_amendments_to(db: AsyncSession, *, entry_id: UUID) -> tuple[Addition, ...]:
    """The amendments beneath the entry, the oldest first."""
    added = (
        select(Practitioner.name, Practitioner.role, Amendment.written_at, Amendment.text)
        .join(Amendment, Amendment.author_id == Practitioner.id)
        .where(Amendment.entry_id == entry_id)
        .order_by(Amendment.written_at, Amendment.id)
    )
    return tuple(Addition(*row) for row in await db.execute(added))


async def kind_of_entry(db: AsyncSession, *, case_id: int, entry_id: UUID) -> str | None:
    return await db.scalar(select(Entry.kind).where(Entry.id == entry_id, Entry.case_id == case_id))


async def held_on(db: AsyncSession, *, case_id: int, practitioner_id: int, day: date) -> bool:
    """Whether the case was allocated to the practitioner on that day."""
    held = and_(Involvement.since <= day, or_(Involvement.until.is_(None), Involvement.until >= day))
    whose = (Involvement.case_id == case_id, Involvement.practitioner_id == practitioner_id)
    found = select(Involvement.id).where(*whose, Involvement.relation == "allocated", held).limit(1)
    return await db.scalar(found) is not None


async def mark_lateness(db: AsyncSession, *, entry_id: UUID) -> None:
    """A corrected time can make late what was in time: reckon again from the two times that are kept."""
    times = select(Entry.kind, Entry.happened_at, Entry.written_at).where(Entry.id == entry_id)
    kind, happened_at, written_at = (await db.execute(times)).one()
    late = is_late(kind, happened_at, written_at, around(written_at.year)).late
    await db.execute(update(Entry).where(Entry.id == entry_id).values(late=late))


def _recorded(rows: Iterable[tuple[Any, ...]]) -> Recorded | None:
    head: _Head | None = None
    for entry, author, role, signature, signer, as_role in rows:
        head = head or _Head(entry, author, role)
        if signature:
            head.signers.append(_signer(signature, signer, as_role, entry.revision))
    if head is None:
        return None
    same = ("id", "kind", "author_id", "week", "happened_at", "written_at", "phone_wrote_at", "late", "revision",
            "signed_off_at")  # fmt: skip
    facts = {name: getattr(head.entry, name) for name in same}
    content = read_content(head.entry.kind, head.entry.content)
    return Recorded(**facts, author=head.author, role=head.role, content=content, signers=tuple(head.signers))


def _signer(signature: Signature, name: str, role: str, revision: int) -> Signer:
    same = ("practitioner_id", "asked_at", "signed_at", "signed_revision", "declined_at", "account")
    return Signer(**{key: getattr(signature, key) for key in same}, name=name, role=role, entry_revision=revision)
