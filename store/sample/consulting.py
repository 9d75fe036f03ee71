"""Written consultations as the record holds them: a question, what became of it, the answer with its tasks."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from store.practice.consultations import ANSWERED, NOT_NOW, TAKEN_ON, Answer, Part, Question, Recommendation
from store.sample.council import Council
from store.sample.recording import Recorder
from store.sample.written import WrittenConsultation, WrittenRecommendation
from store.tables.consultations import Consultation
from store.tables.entries import Task
from store.tables.people import Practitioner

DEEDS = {TAKEN_ON: "question taken on", NOT_NOW: "question put off"}


@dataclass(frozen=True)
class _Place:
    recorder: Recorder
    council: Council
    case_id: int

    def name_of(self, who: int) -> str:
        return next(str(row["name"]) for row in self.recorder.rows.of[Practitioner] if row["id"] == who)


def add_consultations(
    recorder: Recorder, council: Council, case_id: int, every: tuple[WrittenConsultation, ...]
) -> None:
    """With chance of their own, so that what is generated after them is what it was without them."""
    rows, usual = recorder.rows, recorder.rows.random
    rows.random = Random(f"consultations {case_id}")  # noqa: S311 - invented people, not secrets
    for asked in every:
        _add_consultation(recorder, council, case_id, asked)
    rows.random = usual


def _add_consultation(recorder: Recorder, council: Council, case_id: int, asked: WrittenConsultation) -> None:
    place = _Place(recorder, council, case_id)
    happened = recorder.clock.moment(asked.week, asked.day, time.fromisoformat(asked.time))
    written = recorder.clock.soon_after(happened, timedelta(minutes=25))
    question = Question(Part(asked.question, asked.question_mark), Part(asked.background, asked.background_mark))
    entry_id = recorder.record(case_id, council.cast[asked.by], question, happened, written)
    settled_at = recorder.clock.soon_after(written, timedelta(days=2, minutes=40))
    facts = _answer(place, asked, settled_at) if asked.formulation else {"state": asked.state}
    taken_by = None if facts["state"] == "asked" else council.cast["helen"]
    recorder.rows.add_as_is(
        Consultation, entry_id=entry_id, case_id=case_id, taken_by_id=taken_by, reason=asked.reason,
        settled_at=settled_at if taken_by else None, **facts,
    )  # fmt: skip
    if asked.state in DEEDS and taken_by:
        recorder.did(settled_at, DEEDS[asked.state], taken_by, case_id, entry_id)


def _answer(place: _Place, asked: WrittenConsultation, at: datetime) -> dict[str, object]:
    clock, helen = place.recorder.clock, place.council.cast["helen"]
    review_on = clock.monday(asked.review_week) + timedelta(days=2)
    given = tuple(_recommendation(place, one) for one in asked.recommendation)
    content = Answer(
        Part(asked.formulation, asked.formulation_mark), Part(asked.further, asked.further_mark), given,
        review_on.isoformat(),
    )  # fmt: skip
    written = clock.soon_after(at, timedelta(minutes=30))
    answer_id = place.recorder.record(place.case_id, helen, content, at, written)
    for one in given:
        _add_task(place, one, answer_id, written)
    return {"state": ANSWERED, "answer_id": answer_id, "review_on": review_on}


def _recommendation(place: _Place, one: WrittenRecommendation) -> Recommendation:
    who = place.council.cast[one.to]
    by = place.recorder.clock.monday(one.by_week) + timedelta(days=4)
    return Recommendation(one.text, who, place.name_of(who), by.isoformat())


def _add_task(place: _Place, one: Recommendation, answer_id: UUID, at: datetime) -> None:
    place.recorder.rows.add_as_is(
        Task, id=place.recorder.rows.new_uuid(), case_id=place.case_id, title=one.text, owner_id=one.to,
        due_on=one.by_day, made_by_id=place.council.cast["helen"], made_in_id=answer_id, made_at=at,
    )  # fmt: skip
