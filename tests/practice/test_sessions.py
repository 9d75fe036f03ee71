"""What a session holds, and where a parent is by all of them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from store.practice.chronology import concerns, headline, impact
from store.practice.entries import SESSION, content_of, kind_of, read_content
from store.practice.lateness import allowed
from store.practice.parents_way import NEWEST, NOT_NAMED, Held, behaviours, modules_worked_on
from store.practice.sessions import CHANGE_TALK, OwnWords, Session, Talk

FRIDAYS = Talk("Drinking on Fridays", (OwnWords("I do not want him to see me like that", "reasons"),), 7, 4,
               "I have done it before.", "contemplation", "Ring her sister")  # fmt: skip
MONDAY = datetime(2026, 9, 7, 10, tzinfo=UTC)


def held(week: int, *talks: Talk, module: int | None = None) -> Held:
    return Held(uuid4(), MONDAY + timedelta(weeks=week), "Sam Okoro", Session(1, module, "x", talks=talks))


def test_it_comes_back_as_it_was_kept() -> None:
    session = Session(
        5, 2, "We drew the week.", "She sees Fridays.", {"7": "Quieter."}, (FRIDAYS, Talk("Weed")), True, "x"
    )
    assert kind_of(session) == SESSION
    kept = content_of(session)
    assert (
        read_content(
            SESSION, {**kept, "talks": [{**kept["talks"][0], "words": [*kept["talks"][0]["words"]]}, kept["talks"][1]]}
        )
        == session
    )


@pytest.mark.parametrize(
    ("stored", "session"),
    [
        pytest.param({}, Session(), id="of a release that kept nothing"),
        pytest.param({"did": "x", "mood": "low"}, Session(did="x"), id="of one that kept more"),
        pytest.param({"talks": None}, Session(), id="nothing where talks stand today"),
        pytest.param({"talks": [{"behaviour": "Weed", "score": 3}]}, Session(talks=(Talk("Weed"),)),
                     id="more in a talk"),
        pytest.param({"talks": [{"words": [{"text": "I will", "tone": "flat"}]}]},
                     Session(talks=(Talk(words=(OwnWords("I will"),)),)), id="more in their words"),
    ],
)  # fmt: skip
def test_what_another_release_kept_is_read(stored: dict[str, object], session: Session) -> None:
    assert read_content(SESSION, stored) == session


@pytest.mark.parametrize(
    ("session", "fields"),
    [
        pytest.param(Session(), ["parent", "did"], id="empty"),
        pytest.param(Session(1, did="x"), [], id="what was done is enough"),
        pytest.param(Session(1, showed="x"), [], id="what it showed is enough"),
        pytest.param(Session(1, did="x", significant=True), ["impact"], id="significant, without its impact"),
        pytest.param(Session(1, did="x", talks=(Talk("x", importance=11, confidence=-1),)),
                     ["importance-0", "confidence-0"], id="beyond the ends"),
        pytest.param(Session(1, did="x", talks=(Talk("x", importance=0, confidence=10),)), [], id="at the ends"),
    ],
)  # fmt: skip
def test_what_keeps_it_off_the_record(session: Session, fields: list[str]) -> None:
    assert list(session.problems()) == fields


def test_in_one_line_with_what_it_meant_and_for_whom() -> None:
    session = Session(
        1, did="We drew the week.", showed="She sees Fridays.", children={"7": "Quieter.", "8": ""}, impact="Slept."
    )
    assert headline(session) == "She sees Fridays."
    assert headline(Session(did="We drew the week.")) == "We drew the week."
    assert impact(session) == "Slept." and concerns(session) == (7,)
    assert allowed(SESSION) == "5 working days"


def test_a_mark_in_words() -> None:
    assert OwnWords("I will", "commitment").mark_in_words == "Change talk: will"
    assert OwnWords("It helps me sleep", "sustain").mark_in_words == "Sustain talk"
    assert OwnWords("Hm").mark_in_words == "" and OwnWords("x", "of another release").mark_in_words == ""
    assert all(OwnWords("x", mark).is_change_talk for mark in CHANGE_TALK)


def test_the_modules_with_the_days_on_which_they_were_worked_on() -> None:
    later, first, other = held(5, module=2), held(1, module=2), held(3, module=1)
    assert modules_worked_on([later, held(2), other, first]) == {2: (first, later), 1: (other,)}


def test_a_behaviour_over_the_weeks_however_its_name_is_written() -> None:
    known = behaviours([
        held(4, Talk("drinking on  fridays.", stage="action", importance=9)),
        held(1, FRIDAYS, Talk("Weed")),
        held(6, Talk("Drinking on Fridays", words=(OwnWords("It is how I sleep", "sustain"), OwnWords("Hm")))),
    ])  # fmt: skip
    assert [one.name for one in known] == ["Drinking on Fridays", "Weed"]
    drinking, weed = known
    assert [point.talk.importance for point in drinking.points] == [7, 9, None]
    assert drinking.stage == "Acting" and drinking.next_step == "Ring her sister"
    assert [[one.text for one in point.sustain_talk] for point in drinking.points] == [[], [], ["It is how I sleep"]]
    assert [len(point.change_talk) for point in drinking.points] == [1, 0, 0]
    assert drinking.is_measured and not weed.is_measured


def test_what_was_not_named_has_words_all_the_same() -> None:
    assert [one.name for one in behaviours([held(0, Talk(importance=3))])] == [NOT_NAMED]


def test_of_very_many_the_newest_are_drawn_and_the_others_counted() -> None:
    one = behaviours([held(week, Talk("Drinking", importance=5)) for week in range(NEWEST + 3)])[0]
    assert (len(one.newest), one.earlier, one.newest[-1]) == (NEWEST, 3, one.points[-1])
