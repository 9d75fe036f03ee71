"""The week's sheet of a family, read in four statements."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Row, Select, and_, literal, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.case_access import CaseAccess
from store.practice.entries import read_content
from store.practice.permissions import Relation
from store.practice.rhythm import DEFAULT_RHYTHM, is_expected
from store.practice.roles import ROLES
from store.practice.week_sheet import Sheet, SheetEntry, SheetNote, SheetTask, SignOff
from store.practice.weekly_summary import Chapter
from store.practice.weeks import Week
from store.tables.cases import Case, Involvement
from store.tables.entries import Amendment, Entry, Signature, Task, TaskOutcome, WeekSignOff
from store.tables.families import Person
from store.tables.people import CouncilSetting, Practitioner
from store.tables.photographs import Photograph
from store.week_statements import held_in

Rows = list[Row[*tuple[Any, ...]]]


async def find_sheet(db: AsyncSession, case: CaseAccess, week: Week) -> Sheet:
    """The week of one case; four statements, whatever was written."""
    of_week = select(Entry.id).where(Entry.case_id == case.case_id, Entry.week == week.start)
    heads = (await db.execute(_entries(case.case_id, week))).all()
    notes = _by_entry(await db.execute(_notes(of_week)))
    tasks = _by_entry(await db.execute(_tasks(of_week)))
    people = (await db.execute(_people(case, week))).all()
    entries = tuple(_entry(row, notes[row.Entry.id], tasks[row.Entry.id]) for row in heads if row.Entry)
    wrote = {entry.author_id for entry in entries if entry.kind == "weekly_entry"}
    due = is_expected(week, min(week, Week.of(case.opened_on)), int(heads[0].rhythm or DEFAULT_RHYTHM))
    return Sheet(
        week, entries, {row.id: row.name for row in people if not row.role},
        _missing((row for row in people if row.role and row.id not in wrote), due), _sign_off(heads[0]),
    )  # fmt: skip


def _by_entry(rows: Iterable[Row[*tuple[Any, ...]]]) -> dict[UUID, Rows]:
    found: dict[UUID, Rows] = defaultdict(list)
    for row in rows:
        found[row.entry_id].append(row)
    return found


def _entries(case_id: int, week: Week) -> Select[*tuple[Any, ...]]:
    """At least one row, with the sign-off; each entry with its author, in the order in which they happened."""
    author, manager = aliased(Practitioner), aliased(Practitioner)
    rhythm = select(CouncilSetting.value).where(CouncilSetting.key == "rhythm_weeks").scalar_subquery()
    return (
        select(Entry, author.name.label("author"), author.role, WeekSignOff.signed_off_at,
               WeekSignOff.remark, manager.name.label("manager"), rhythm.label("rhythm"))
        .select_from(Case)
        .outerjoin(Entry, and_(Entry.case_id == Case.id, Entry.week == week.start))
        .outerjoin(author, author.id == Entry.author_id)
        .outerjoin(WeekSignOff, and_(WeekSignOff.case_id == Case.id, WeekSignOff.week == week.start))
        .outerjoin(manager, manager.id == WeekSignOff.manager_id)
        .where(Case.id == case_id)
        .order_by(Entry.happened_at, Entry.written_at)
        .execution_options(populate_existing=True)
    )  # fmt: skip


def _notes(of_week: Select[UUID]) -> CompoundSelect[*tuple[Any, ...]]:
    """Signatures, amendments and what photographs are called; only a signature was asked for."""
    who = (Practitioner.name, Practitioner.role)
    signatures = (
        select(Signature.entry_id, *who, literal("signature").label("what"), Signature.asked_at, Signature.signed_at,
               Signature.declined_at, Signature.signed_revision, Signature.account.label("text"))
        .join(Practitioner, Practitioner.id == Signature.practitioner_id)
        .where(Signature.entry_id.in_(of_week))
    )  # fmt: skip
    amendments = (
        select(Amendment.entry_id, *who, literal("amendment"), Amendment.written_at, null(), null(), null(),
               Amendment.text)
        .join(Practitioner, Practitioner.id == Amendment.author_id)
        .where(Amendment.entry_id.in_(of_week), Amendment.mark == "")
    )  # fmt: skip
    photographs = (
        select(Photograph.entry_id, *who, literal("photograph"), Photograph.arrived_at, null(), null(), null(),
               Photograph.caption)
        .join(Practitioner, Practitioner.id == Photograph.author_id)
        .where(Photograph.entry_id.in_(of_week), Photograph.removed_at.is_(None))
    )  # fmt: skip
    return union_all(signatures, amendments, photographs).order_by("asked_at")


def _tasks(of_week: Select[UUID]) -> CompoundSelect[*tuple[Any, ...]]:
    """What was said of tasks, and the tasks that were made, with their owners."""
    facts = (Task.title, Practitioner.name.label("practitioner"), Person.given_name, Person.family_name, Task.due_on,
             Task.closed_at, Task.made_at)  # fmt: skip
    said = (
        select(TaskOutcome.entry_id, *facts, TaskOutcome.outcome, TaskOutcome.difference)
        .select_from(TaskOutcome).join(Task, Task.id == TaskOutcome.task_id)
        .outerjoin(Practitioner, Practitioner.id == Task.owner_id).outerjoin(Person, Person.id == Task.owner_person_id)
        .where(TaskOutcome.entry_id.in_(of_week))
    )  # fmt: skip
    made = (
        select(Task.made_in_id, *facts, literal(""), literal(""))
        .select_from(Task)
        .outerjoin(Practitioner, Practitioner.id == Task.owner_id).outerjoin(Person, Person.id == Task.owner_person_id)
        .where(Task.made_in_id.in_(of_week))
    )  # fmt: skip
    return union_all(said, made).order_by("made_at")


def _people(case: CaseAccess, week: Week) -> CompoundSelect[*tuple[Any, ...]]:
    """The family's people (without a role), and whoever held the case in that week."""
    given = Person.given_name
    people = select(Person.id, given.label("name"), literal("").label("role"), literal(False).label("lead")).where(
        Person.family_id == case.family_id
    )
    held = (
        select(Practitioner.id, Practitioner.name, Practitioner.role, Involvement.lead)
        .join(Involvement, Involvement.practitioner_id == Practitioner.id)
        .where(Involvement.case_id == case.case_id, Practitioner.left_on.is_(None),
               *held_in(week, Relation.ALLOCATED))
    )  # fmt: skip
    return union_all(people, held)


def _missing(rows: Iterable[Row[*tuple[Any, ...]]], due: bool) -> tuple[Chapter, ...]:
    writing = {row.id: row for row in rows if ROLES[row.role].writes}
    return tuple(Chapter(row.id, row.name, row.role, True, lead=bool(row.lead)) for row in writing.values() if due)


def _sign_off(row: Row[*tuple[Any, ...]]) -> SignOff | None:
    return SignOff(row.signed_off_at, row.manager, row.remark) if row.signed_off_at else None


def _entry(row: Row[*tuple[Any, ...]], notes: Rows, tasks: Rows) -> SheetEntry:
    entry: Entry = row.Entry
    same = ("id", "kind", "author_id", "happened_at", "written_at", "late", "significant", "revision",
            "signed_off_at")  # fmt: skip
    return SheetEntry(
        **{name: getattr(entry, name) for name in same},
        author=row.author, role=row.role, content=read_content(entry.kind, entry.content),
        signatures=tuple(_note(note) for note in notes if note.what == "signature"),
        amendments=tuple(_note(note) for note in notes if note.what == "amendment"),
        photographs=tuple(note.text for note in notes if note.what == "photograph"),
        outcomes=tuple(_task(task) for task in tasks if task.outcome),
        new_tasks=tuple(_task(task) for task in tasks if not task.outcome),
    )  # fmt: skip


def _note(row: Row[*tuple[Any, ...]]) -> SheetNote:
    return SheetNote(row.name, row.role, row.asked_at, row.signed_at, row.declined_at, row.signed_revision, row.text)


def _task(row: Row[*tuple[Any, ...]]) -> SheetTask:
    owner = row.practitioner or f"{row.given_name or ''} {row.family_name or ''}".strip()
    return SheetTask(row.title, owner, row.due_on, row.closed_at, row.outcome, row.difference)
