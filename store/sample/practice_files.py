"""What two of the demonstration keep in their own practice files: one shares most of it, the other a training."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from store.practice.calendar import LONDON
from store.practice.fidelity import Fidelity
from store.practice.practice_file import Content, Reflection, Training, content_of, kind_of
from store.sample.clock import WEEKS
from store.sample.council import Council
from store.sample.recording import Recorder
from store.tables.practice import PracticeNote

WEDNESDAY = 2
_SPACE = UUID("5f6f0d0e-8a55-4b0c-9f0b-6d6a6f3f2c11")
_FILES: dict[str, tuple[tuple[int, bool, Content], ...]] = {
    "sam": (
        (40, True, Training("Motivational interviewing, three days", "intermediate")),
        (9, True, Fidelity(
            "Helen Voss",
            {"cultivating": 3, "softening": 3, "partnership": 4, "empathy": 4},
            {"giving": 4, "persuade": 2, "persuade_with": 1, "question": 14, "simple": 8, "complex": 5, "affirm": 3,
             "seek": 2, "emphasise": 1, "confront": 0},
            "Twenty minutes of the third session. Many questions where a reflection would have kept the talk going.",
        )),
        (3, True, Fidelity(
            "Helen Voss",
            {"cultivating": 4, "softening": 3, "partnership": 4, "empathy": 5},
            {"giving": 2, "persuade": 0, "persuade_with": 2, "question": 9, "simple": 8, "complex": 9, "affirm": 4,
             "seek": 3, "emphasise": 2, "confront": 0},
            "More reflections than questions for the first time.",
        )),
        (1, False, Reflection(
            "When the talk turns to the children I begin to persuade. I hear myself list reasons. Next time I want to "
            "ask what the parent has noticed, and wait."
        )),
    ),
    "priya": (
        (30, True, Training("Motivational interviewing, first two days", "introductory")),
        (2, False, Reflection("A joint visit is easier when we agree beforehand who asks and who listens.")),
    ),
}  # fmt: skip


def add_practice_files(recorder: Recorder, council: Council) -> None:
    for key, notes in _FILES.items():
        for weeks_ago, shared, content in notes:
            on = recorder.clock.monday(WEEKS - weeks_ago) + timedelta(days=WEDNESDAY)
            _add(recorder, council.cast[key], on, content, shared=shared)


def _add(recorder: Recorder, practitioner_id: int, on: date, content: Content, *, shared: bool) -> None:
    written_at = datetime.combine(on, time(16, 40), LONDON).astimezone(UTC)
    recorder.rows.add_as_is(
        PracticeNote, id=uuid5(_SPACE, f"{practitioner_id} {on}"), practitioner_id=practitioner_id,
        kind=kind_of(content), happened_on=on, written_at=written_at, revision=1,
        draft_id=uuid5(_SPACE, f"form {practitioner_id} {on}"), content=content_of(content),
        shared_at=written_at if shared else None,
    )  # fmt: skip
