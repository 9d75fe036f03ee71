"""The words list as it is shipped, and what an entry must have."""

import pytest

from store.practice.words import LONGEST, Hint, faults_of, first_hints, hint_of, key_of, spelled, stands_in

REFUSED = Hint("refused", ("refuses", "refusing"), "It tells of a no.", "say what was offered and what they said.")


def test_there_are_enough_of_them() -> None:
    assert len(first_hints()) >= 120


@pytest.mark.parametrize("hint", first_hints(), ids=lambda hint: hint.phrase)
def test_each_of_the_first_list_would_be_taken_from_a_council_too(hint: Hint) -> None:
    assert faults_of(hint, {}) == {}
    assert all(form == form.lower() == spelled(form) for form in hint.forms)
    assert len(hint.why) <= LONGEST["why"] and len(hint.instead) <= LONGEST["instead"]
    assert sum(map(len, hint.also)) <= LONGEST["also"]
    assert hint_of(*(hint.phrase, hint.also, hint.why, hint.instead)) == hint


def test_no_form_stands_under_two_phrases() -> None:
    keys = [key_of(form) for hint in first_hints() for form in hint.forms]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_the_phrases_of_the_products_own_examples_are_in_it() -> None:
    assert {"failed to engage", "refused", "disclosed", "chaotic"} <= {hint.phrase for hint in first_hints()}


def test_what_somebody_typed_is_spelled_as_it_is_kept() -> None:
    forms = ["Doesn't engage", "didn’t engage", "", "doesn’t-engage"]
    hint = hint_of(" “Didn't  Engage.” ", forms, "Why\nso", " say it ")
    assert hint == Hint("didn’t engage", ("doesn’t-engage",), "Why so", "say it")


@pytest.mark.parametrize(("form", "text", "there"), [
    ("refused", "She refused.", True), ("refused", "Refused!", True), ("refused", "a refusedly said no", False),
    ("self-harmer", "the self harmer", True), ("didn’t engage", "he didn't engage at all", True),
    ("cin", "medicine", False), ("failed to engage", "failed\nto  engage", True),
])  # fmt: skip
def test_a_form_stands_in_a_text_as_whole_words(form: str, text: str, there: bool) -> None:
    assert stands_in(form, text) is there


@pytest.mark.parametrize(("change", "field", "says"), [
    ({"phrase": ""}, "phrase", "Enter the phrase"),
    ({"why": ""}, "why", "why it is better"),
    ({"instead": ""}, "instead", "what to write instead"),
    ({"phrase": "w&f"}, "phrase", "only letters"),
    ({"also": ("refuses", "n/a")}, "also", "“n/a”: only letters"),
    ({"phrase": "x" * 61}, "phrase", "61 characters"),
    ({"also": tuple(f"form {n}" for n in range(41))}, "also", "the most is 40"),
    ({"instead": "say why she was refusing."}, "instead", "“refusing” stands in it"),
    ({"phrase": "hard-to-reach"}, "phrase", "already, under “hard to reach”"),
    ({"also": ("hard to engage",)}, "also", "“hard to engage” is in the list already"),
])  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(change: dict[str, object], field: str, says: str) -> None:
    hint = Hint(**{**vars(REFUSED), **change})  # type: ignore[arg-type]
    found = faults_of(hint, {"hard to reach": "hard to reach", "hard to engage": "hard to reach"})
    assert list(found) == [field] and says in found[field]
