"""The MITI's summary measures, and what cannot be had of a conversation that was not scored in full."""

from store.practice.fidelity import Fidelity

WHOLE = Fidelity(
    scores={"cultivating": 4, "softening": 3, "partnership": 4, "empathy": 5},
    counts={"giving": 2, "persuade": 1, "persuade_with": 1, "question": 10, "simple": 6, "complex": 9, "affirm": 2,
            "seek": 3, "emphasise": 1, "confront": 0},
)  # fmt: skip


def measured(fidelity: Fidelity) -> dict[str, tuple[str, str]]:
    return {one.name: (one.in_words, one.reached) for one in fidelity.measures}


def test_a_whole_scoring() -> None:
    assert measured(WHOLE) == {
        "Technical": ("3.5", "fair"),
        "Relational": ("4.5", "good"),
        "Complex reflections": ("60\u00a0%", "good"),
        "Reflections to each question": ("1.5", "fair"),
        "In keeping with MI": ("6", ""),
        "Not in keeping with MI": ("1", ""),
    }


def test_below_the_thresholds() -> None:
    low = Fidelity(scores={"cultivating": 2, "softening": 3, "partnership": 3, "empathy": 3},
                   counts={"question": 20, "simple": 9, "complex": 1})  # fmt: skip
    assert [one.reached for one in low.measures[:4]] == ["below fair"] * 4


def test_what_was_not_counted_is_not_taken_for_nought() -> None:
    part = measured(Fidelity(scores={"empathy": 4}, counts={"simple": 6, "question": 0, "confront": 2}))
    assert {words for words, _ in part.values()} == {"not to be had"}


def test_no_question_at_all_divides_by_nothing() -> None:
    silent = measured(Fidelity(counts={"simple": 2, "complex": 2, "question": 0}))
    assert silent["Reflections to each question"] == ("not to be had", "")
    assert silent["Complex reflections"] == ("50\u00a0%", "good")


def test_what_keeps_it_out_of_the_file() -> None:
    assert "cultivating" in Fidelity().problems()
    assert Fidelity(scores={"empathy": 6}).problems() == {"empathy": "A score is from 1 to 5"}
    assert Fidelity(counts={"question": 1000}).problems() == {"question": "The most is 999"}
    assert WHOLE.problems() == {}
