from hypothesis import given
from hypothesis import strategies as st

from store.practice.visit_words import WHY_NOT_ALONE, joined, parted


@given(st.sampled_from(("", *WHY_NOT_ALONE)), st.text())
def test_what_was_joined_says_the_same_when_parted(chosen: str, words: str) -> None:
    text = joined(chosen, words)
    assert joined(*parted(text, WHY_NOT_ALONE)) == text


def test_an_answer_and_its_words() -> None:
    assert joined("Too young", "asleep") == "Too young: asleep"
    assert parted("Too young: asleep", WHY_NOT_ALONE) == ("Too young", "asleep")
    assert parted("Asleep", WHY_NOT_ALONE) == ("Asleep", "")
    assert parted("Asleep in her cot", WHY_NOT_ALONE) == ("", "Asleep in her cot")
