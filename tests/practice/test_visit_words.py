from hypothesis import given
from hypothesis import strategies as st

from store.practice.entries import Visit, read_content
from store.practice.visit_words import WHY_NOT_ALONE, how_seen, in_quotes, joined, parted


@given(st.sampled_from(("", *WHY_NOT_ALONE)), st.text())
def test_what_was_joined_says_the_same_when_parted(chosen: str, words: str) -> None:
    text = joined(chosen, words)
    assert joined(*parted(text, WHY_NOT_ALONE)) == text


def test_an_answer_and_its_words() -> None:
    assert joined("Too young", "asleep") == "Too young: asleep"
    assert parted("Too young: asleep", WHY_NOT_ALONE) == ("Too young", "asleep")
    assert parted("Asleep", WHY_NOT_ALONE) == ("Asleep", "")
    assert parted("Asleep in her cot", WHY_NOT_ALONE) == ("", "Asleep in her cot")


def test_what_earlier_releases_stored_reads_as_it_did() -> None:
    """They kept an omission as False: it is not known any more which it was."""
    child = {"seen": True, "alone": False, "why_not_alone": "", "bedroom": False, "words": "", "meaning": ""}
    old = read_content("visit", {"observed": "o", "children": {"1": child, "2": {**child, "seen": False}}})
    assert isinstance(old, Visit)
    assert [how_seen(seen) for seen in old.children.values()] == ["Seen, not alone", "Not seen"]


def test_a_childs_own_words_stand_in_quotation_marks_once() -> None:
    assert in_quotes("I like the chart.") == "“I like the chart.”"
    assert in_quotes("“Again!”") == "“Again!”" and in_quotes('"No," she said.') == '"No," she said.'
    assert in_quotes("") == ""
