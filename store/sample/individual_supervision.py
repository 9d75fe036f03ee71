"""Supervision in the demonstration's team: what stands between Ruth and three of hers, and on two families' records."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from store.practice.calendar import day_of
from store.practice.individual_supervision import CasePart, PrivatePart, content_of
from store.sample.clock import WEEKS
from store.sample.council import HATFIELD, Council
from store.sample.recording import Recorder, fingerprint
from store.tables.cases import Case
from store.tables.entries import Task
from store.tables.families import Family, Person
from store.tables.individual_supervision import OneToOne, OneToOneRevision, OneToOneWords

_SPACE = UUID("8e5d2f53-3c52-4f0e-9a1d-0a6a0d9c7b14")
_TEN = time(10, 30)


@dataclass(frozen=True)
class _Private:
    who: str
    week: int
    day: int
    part: PrivatePart
    read: bool = True
    words: str = ""


@dataclass(frozen=True)
class _Case:
    """`children`: by given name. `action`: what became a task of the practitioner's."""

    who: str
    family: str
    week: int
    day: int
    part: CasePart
    children: dict[str, str]
    action: str = ""
    signed: bool = True


_PRIVATE = (
    _Private("sam", 8, 2, PrivatePart(
        "Sam has had two evenings this month on which he could not put the day down. He walks home now.",
        "Eleven parents. Three of them in the same fortnight of hard weeks.",
        "The scores of the last session: fewer questions, more reflections. He would like to be listened to again.",
        "No new parent before Sam’s leave. Ruth asks Helen for an hour after difficult sessions.",
    ), words="The walk helps more than I said. I would still like the hour with Helen."),
    _Private("sam", 12, 2, PrivatePart(
        "Rested after his week away.",
        "Ten parents. The two on Fridays take the most.",
        "Intermediate course in January; Sam wants to show the new ones how he opens a session.",
        "Ruth books the course. Sam tries the opening with Joan first.",
    ), read=False),
    _Private("priya", 10, 3, PrivatePart(
        "Steady. Says that the written part of her week has moved back into the day.",
        "Nine families, five of them under a plan. One more would be too many until the conference is over.",
        "Wants to chair a core group by herself.",
        "Ruth sits beside her at the first one.",
    )),
    _Private("joan", 5, 1, PrivatePart(
        workload="Seven parents, with two assessments waiting.",
        development="A day on perinatal mental health in the spring.",
        agreed="Joan sends Ruth the date of the course.",
    )),
)  # fmt: skip
_CASES = (
    _Case("sam", "Okafor-Hill", 10, 2, CasePart(
        talked="What Fridays are like now that Dawn names them herself, and who sees the children on those evenings.",
        worries="All of us see this family in the daytime.",
        decided="Sam moves his session to late Friday afternoon for four weeks.",
        why="It is the evening on which Dawn says she needs somebody, and the hour that we know least.",
    ), {"Maya": "She has been the one who watches the clock. What would she do with a Friday of her own?",
        "Leo": "Too young to say it; how he settles on Fridays would tell us."}),
    _Case("shazia", "Kowalczyk", 12, 1, CasePart(
        talked="How Agnieszka decides each week what is safe to tell us, and what we do with what she tells.",
        worries="A letter that names her would be read by somebody else in the house.",
        decided="Nothing goes by post. Shazia rings on the number that Agnieszka chose.",
        why="She asked for it, and the last letter was opened.",
    ), {"Zuzanna": "She reads letters to her mother: what has she read already?",
        "Antek": "Quiet when the door goes."},
        action="Tell the school that nothing goes home in the bag", signed=False),
)  # fmt: skip


def add_individual_supervision(recorder: Recorder, council: Council) -> None:
    for held in _PRIVATE:
        _add_private(recorder, council, held)
    for case in _CASES:
        _add_case_part(recorder, council, case)


def _when(recorder: Recorder, week: int, day: int) -> tuple[datetime, datetime]:
    """When it was held, and when Ruth wrote it down."""
    happened = recorder.clock.moment(week, day, _TEN)
    return happened, recorder.clock.written_after(happened, 0, time(16, 20))


def _add_private(recorder: Recorder, council: Council, held: _Private) -> None:
    happened, written = _when(recorder, held.week, held.day)
    read = recorder.clock.written_after(written, 1, time(9, 10)) if held.read else None
    id, ruth, who = uuid5(_SPACE, f"{held.who} {held.week}"), council.cast["ruth"], council.cast[held.who]
    said = {"held_on": day_of(happened), "content": content_of(held.part)}
    recorder.rows.add_as_is(
        OneToOne, id=id, supervisor_id=ruth, practitioner_id=who, written_at=written, changed_at=read or written,
        late=False, revision=1, draft_id=id, read_at=read, **said,
    )  # fmt: skip
    recorder.rows.add(OneToOneRevision, one_to_one_id=id, number=1, written_at=written, **said)
    recorder.did(written, "one-to-one recorded", ruth, None, id)
    if read and held.words:
        recorder.rows.add_as_is(
            OneToOneWords, id=uuid5(id, "words"), one_to_one_id=id, author_id=who, written_at=read, text=held.words,
            fingerprint=fingerprint(held.words),
        )  # fmt: skip
        recorder.did(read, "one-to-one added to", who, None, id)


def _add_case_part(recorder: Recorder, council: Council, held: _Case) -> None:
    happened, written = _when(recorder, held.week, held.day)
    rows, who, ruth = recorder.rows, council.cast[held.who], council.cast["ruth"]
    family = next(row["id"] for row in rows.of[Family] if row["name"] == held.family)
    case_id = next(row["id"] for row in rows.of[Case] if row["family_id"] == family)
    people = {row["given_name"]: row["id"] for row in rows.of[Person] if row["family_id"] == family}
    part = CasePart(
        who, HATFIELD[held.who][0], held.part.talked, held.part.worries, held.part.decided, held.part.why,
        {str(people[name]): text for name, text in held.children.items()}, (held.action,) if held.action else (),
    )  # fmt: skip
    entry_id = recorder.record(case_id, ruth, part, happened, written)
    signed = recorder.clock.written_after(written, 1, time(9, 20)) if held.signed else None
    recorder.sign(entry_id, case_id, who, written, signed, "", "individual supervision signed")
    if held.action:
        rows.add_as_is(
            Task, id=uuid5(_SPACE, held.action), case_id=case_id, title=held.action, owner_id=who,
            due_on=recorder.clock.monday(WEEKS) + timedelta(days=9), made_by_id=ruth, made_in_id=entry_id,
            made_at=written,
        )  # fmt: skip
