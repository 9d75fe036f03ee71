"""From a fully written family to its rows: the family, its case, plans, tasks and thirteen weeks of entries."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from store.practice.entries import ChildSeen, SignificantEvent, Visit, WeeklyEntry
from store.sample.case_steps import add_plans
from store.sample.clock import Clock
from store.sample.consulting import add_consultations
from store.sample.council import Council
from store.sample.one_to_one import session_of
from store.sample.recording import Recorder, by_id
from store.sample.relationships import add_relationships
from store.sample.rows import Rows
from store.sample.written import (
    WrittenEntry,
    WrittenEvent,
    WrittenFamily,
    WrittenPerson,
    WrittenSession,
    WrittenTask,
    WrittenVisit,
)
from store.tables.cases import Case, Involvement
from store.tables.entries import Task, TaskOutcome
from store.tables.families import Family, Person

TEAM = "Hatfield"
WAITED_FOR_SINCE = {"priya": 10, "sam": 12}
_WRITING_TIMES = ("12:35", "13:10", "14:20", "15:05", "15:40", "16:15", "16:45", "16:55")


@dataclass
class Writing:
    """A family on its way into the rows: ids by key, entries by (practitioner, week)."""

    recorder: Recorder
    council: Council
    family: WrittenFamily
    case_id: int = 0
    people: dict[str, int] = field(default_factory=dict)
    tasks: dict[str, UUID] = field(default_factory=dict)
    entries: dict[tuple[str, int], tuple[UUID, datetime]] = field(default_factory=dict)

    @property
    def rows(self) -> Rows:
        return self.recorder.rows

    @property
    def clock(self) -> Clock:
        return self.recorder.clock


def add_written_family(recorder: Recorder, council: Council, family: WrittenFamily) -> int:
    """Gives the id of its case."""
    writing = Writing(recorder, council, family)
    _add_family(writing)
    _add_allocations(writing)
    add_relationships(recorder, family, writing.people, writing.case_id)
    for entry in family.entry:
        _add_entry(writing, entry)
    for task in family.task:
        _add_task(writing, task)
    for entry in family.entry:
        _add_outcomes(writing, entry)
    for visit in family.visit:
        _add_visit(writing, visit)
    for event in family.event:
        _add_event(writing, event)
    for session in family.session:
        _add_session(writing, session)
    add_consultations(recorder, council, writing.case_id, family.consultation)
    return writing.case_id


def _add_family(writing: Writing) -> None:
    family, rows, clock = writing.family, writing.rows, writing.clock
    family_id = rows.add(
        Family, reference=family.reference, name=family.name, address_lines=list(family.address),
        postcode=family.postcode, warnings=list(family.warnings),
    )  # fmt: skip
    for person in family.people:
        writing.people[person.key] = _add_person(writing, family_id, person)
    started = clock.ago(weeks=family.plan_started_weeks_ago)
    opened = min([started - timedelta(days=38), *(clock.ago(weeks=a.weeks_ago) for a in family.allocations)])
    conference = clock.today + timedelta(days=family.next_conference_in_days)
    writing.case_id = rows.add(
        Case, family_id=family_id, team_id=writing.council.teams[TEAM], opened_on=opened, referral=family.referral,
        next_conference_on=_working(conference) if family.next_conference_in_days else None,
    )  # fmt: skip
    children = [writing.people[person.key] for person in family.people if person.kind == "child"]
    add_plans(rows, clock, writing.case_id, children, family.stage, family.category, opened, started)


def _add_person(writing: Writing, family_id: int, person: WrittenPerson) -> int:
    clock = writing.clock
    return writing.rows.add(
        Person, family_id=family_id, kind=person.kind, given_name=person.given_name, family_name=person.family_name,
        relationship=person.relationship, lives_here=person.lives_here, birth_date=clock.birthday(person.birth),
        expected_on=clock.birthday(person.expected),
        died_on=clock.birthday(person.died), sex=person.sex, phone=person.phone,
    )  # fmt: skip


def _working(day: date) -> date:
    """A conference on a Saturday or Sunday would not be believed."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _add_allocations(writing: Writing) -> None:
    for allocation in writing.family.allocations:
        who = writing.council.cast[allocation.who]
        writing.rows.add(
            Involvement, case_id=writing.case_id, practitioner_id=who, lead=allocation.lead,
            relation="consultation" if allocation.who == "helen" else "allocated",
            for_person_id=writing.people.get(allocation.for_whom), since=writing.clock.ago(weeks=allocation.weeks_ago),
        )  # fmt: skip


def _add_entry(writing: Writing, entry: WrittenEntry) -> None:
    clock, chosen = writing.clock, writing.rows.random.choice(_WRITING_TIMES)
    at = time.fromisoformat(chosen) if entry.day < 5 else time(20, int(chosen[3:]))
    written = clock.moment(entry.week, entry.day, at)
    happened = min(written, clock.moment(entry.week, 4, time(17)))
    content = WeeklyEntry(
        entry.headline, entry.worked_on, entry.outcome, dict(entry.children), entry.worries, entry.strengths,
        entry.next, entry.safety,
    )  # fmt: skip
    who = writing.council.cast[entry.by]
    entry_id = writing.recorder.record(writing.case_id, who, by_id(content, writing.people), happened, written)
    writing.entries[entry.by, entry.week] = entry_id, written


def _add_task(writing: Writing, task: WrittenTask) -> None:
    clock, task_id = writing.clock, writing.rows.new_uuid()
    made_in = writing.entries.get((task.made_by, task.made_week))
    made_at = made_in[1] if made_in else clock.moment(task.made_week, 2, time(15, 20))
    spoken_of = [
        writing.entries[e.by, e.week][1] for e in writing.family.entry for o in e.outcomes if o.task == task.key
    ]
    writing.rows.add_as_is(
        Task, id=task_id, case_id=writing.case_id, title=task.title, owner_id=writing.council.cast.get(task.owner),
        owner_person_id=writing.people.get(task.owner), due_on=clock.monday(task.due_week) + timedelta(days=4),
        made_by_id=writing.council.cast[task.made_by], made_in_id=made_in[0] if made_in else None,
        made_at=min([made_at, *spoken_of]), closed_at=_closed(writing, task),
    )  # fmt: skip
    writing.tasks[task.key] = task_id


def _closed(writing: Writing, task: WrittenTask) -> datetime | None:
    done = [
        writing.entries[entry.by, entry.week][1]
        for entry in writing.family.entry
        for outcome in entry.outcomes
        if (outcome.task, outcome.outcome) == (task.key, "done")
    ]
    return min(done, default=None)


def _add_outcomes(writing: Writing, entry: WrittenEntry) -> None:
    entry_id, at = writing.entries[entry.by, entry.week]
    for outcome in entry.outcomes:
        writing.rows.add(
            TaskOutcome, task_id=writing.tasks[outcome.task], entry_id=entry_id, outcome=outcome.outcome,
            difference=outcome.difference, at=at,
        )  # fmt: skip


def _add_visit(writing: Writing, visit: WrittenVisit) -> None:
    clock, random, people = writing.clock, writing.rows.random, writing.people
    happened = clock.moment(visit.week, visit.day, time.fromisoformat(visit.time))
    days, hour = random.choices(((0, 17), (1, 9), (1, 14), (4, 15)), (5, 2, 2, 1))[0]
    written = clock.written_after(happened, days, time(hour, random.randrange(60)))
    content = Visit(
        planned=visit.planned, carried_out=visit.carried_out, why_not=visit.why_not,
        adults=tuple(people[key] for key in visit.saw),
        children={str(people[key]): ChildSeen(**vars(seen)) for key, seen in visit.children.items()},
        received=visit.received, observed=visit.observed, parent_words=visit.parent_words, agreed=visit.agreed,
        significant=visit.significant, impact=visit.impact,
    )  # fmt: skip
    who = writing.council.cast[visit.by]
    entry_id = writing.recorder.record(writing.case_id, who, content, happened, written)
    for colleague in visit.with_:
        signed = _signed(writing, visit, colleague, written)
        account = (visit.accounts or {}).get(colleague, "")
        writing.recorder.sign(entry_id, writing.case_id, writing.council.cast[colleague], written, signed, account)


def _signed(writing: Writing, visit: WrittenVisit, colleague: str, written: datetime) -> datetime | None:
    """In the last two weeks some signatures are still waited for, Sam's among them; Priya's for longer."""
    random = writing.rows.random
    if visit.week >= WAITED_FOR_SINCE.get(colleague, 12) and (colleague in WAITED_FOR_SINCE or random.random() < 0.3):
        return None
    at = time(random.randrange(9, 17), random.randrange(60))
    return writing.clock.written_after(written, random.randrange(1, 3), at)


def _add_event(writing: Writing, event: WrittenEvent) -> None:
    happened = writing.clock.moment(event.week, event.day, time.fromisoformat(event.time))
    days, hour = writing.rows.random.choice(((0, 12), (0, 16), (1, 9), (1, 9), (2, 11)))
    written = writing.clock.written_after(happened, days, time(hour, writing.rows.random.randrange(60)))
    content = SignificantEvent(event.what, event.impact, tuple(writing.people[key] for key in event.about))
    writing.recorder.record(writing.case_id, writing.council.cast[event.by], content, happened, written)


def _add_session(writing: Writing, session: WrittenSession) -> None:
    happened = writing.clock.moment(session.week, session.day, time.fromisoformat(session.time))
    days, hour = writing.rows.random.choice(((0, 17), (0, 18), (1, 9), (1, 13), (2, 16)))
    written = writing.clock.written_after(happened, days, time(hour, writing.rows.random.randrange(60)))
    content = session_of(session, writing.people)
    writing.recorder.record(writing.case_id, writing.council.cast[session.by], content, happened, written)
