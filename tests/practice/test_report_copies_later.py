"""What is kept from somebody stays out of their copy when the report changes, leaves it out, or learns of it later."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.practice.report.contacts import contacts_of, like_contacts
from store.practice.report.copies import AGAIN, CONTACT, WISH, WORDS, Beside, copy_for, pieces_of
from store.practice.report.kept_paper import kept_of
from store.practice.report.paper import Paper, PaperSection, Quotation
from store.practice.report.report import Fact
from tests.practice.test_report_copies import CHAIRS, CHRIS, DAWN, MAYA, paper, quotation, why

TIN = "Dawn hides money from Chris in a tin."
WHY = "He would find it."
STAY_AWAY = "I want Chris to stay away from us."


def withheld_from(first: Paper, words: str) -> tuple[dict[str, str], Beside]:
    """By hand, as it is known from then on."""
    [piece] = [one for one in pieces_of(first) if any(words in text for text in one.texts)]
    return dict.fromkeys((piece.key, *piece.marks), WHY), Beside(words=piece.words)


def in_sections(*these: tuple[Quotation, ...]) -> Paper:
    sections = (PaperSection(f"at{at}", "Somewhere", True, quotations=(("", one),)) for at, one in enumerate(these))
    return Paper("Conference report", "Okafor-Hill", (), tuple(sections))


def test_what_was_withheld_stays_out_when_it_stands_in_another_section_or_by_itself() -> None:
    both = replace(quotation(1, "did", "We looked at the bank letters."), parts=("did", "showed"))
    first = in_sections((replace(both, texts=(*both.texts, TIN)),))
    by_hand, beside = withheld_from(first, TIN)
    apart = replace(
        quotation(1, "showed", "Dawn hides money from Chris in a box."), parts=("showed",), mark="allegation"
    )
    copy = copy_for(in_sections((both,), (apart,)), CHRIS, by_hand, beside)
    assert "box" not in kept_of(copy.paper) and why(copy) == [WHY, WHY]


def test_what_was_withheld_is_not_said_again_by_a_version_in_which_it_does_not_stand() -> None:
    by_hand, beside = withheld_from(paper(quotation(1, "showed", TIN)), TIN)
    later = paper(quotation(2, "headline", TIN), written=f"We know: {TIN}")
    assert why(copy_for(later, CHRIS, by_hand, beside)) == [AGAIN, AGAIN]


def test_a_fact_that_was_withheld_stays_out_after_a_birthday() -> None:
    first, later = (paper(facts=(Fact(f"Maya, {age}", "seen four times at her aunt’s"),)) for age in (7, 8))
    by_hand, _ = withheld_from(first, "at her aunt’s")
    assert "aunt" not in kept_of(copy_for(later, CHRIS, by_hand).paper)


def test_words_that_the_report_leaves_out_are_not_repeated_by_anybody() -> None:
    theirs = quotation(1, "own_words", STAY_AWAY, people=(3,))
    later = replace(paper(quotation(2, "headline", STAY_AWAY), written=f"Dawn said: {STAY_AWAY}"), beyond=(theirs,))
    assert why(copy_for(later, CHRIS, {})) == [AGAIN, AGAIN]
    assert why(copy_for(later, DAWN, {})) == [] == why(copy_for(later, CHAIRS, {}))
    for one in (CHRIS, DAWN, CHAIRS):
        assert '"beyond":[]' in kept_of(copy_for(later, one, {}).paper)


def test_a_part_of_their_words_in_quotation_marks_is_theirs_too() -> None:
    theirs = quotation(1, "own_words", "I’m at my sister’s in Luton since Tuesday, and he does not know.", people=(3,))
    copy = copy_for(paper(theirs, written="She is “at my sister’s in Luton since Tuesday”."), CHRIS, {})
    assert why(copy) == [WORDS, AGAIN]
    assert why(copy_for(paper(theirs, written="She says “not now”."), CHRIS, {})) == [WORDS]


def test_a_childs_wish_holds_from_the_day_on_which_it_is_known() -> None:
    said = paper(quotation(1, "child_words", "Not when she shouts.", children=(5,)), written="It goes on.")
    wish = Beside(wishes=frozenset({(UUID(int=1), 5)}))
    assert [why(copy_for(said, one, {}, wish)) for one in (DAWN, CHRIS, MAYA, CHAIRS)] == [[WISH], [WISH], [WISH], []]
    brothers = Beside(wishes=frozenset({(UUID(int=1), 6)}))
    assert why(copy_for(said, DAWN, {}, brothers)) == []


@pytest.mark.parametrize("text", [
    "Dawn moved to 14 Cedar Close last week.", "Her number is 07700900123.", "Ring +44 7700 900-123 after six.",
    "She is at al10 0aa now.", "14, cedar close",
])  # fmt: skip
def test_where_another_lives_and_their_number_stay_out_whoever_wrote_them(text: str) -> None:
    hers = Beside(contacts=contacts_of(["07700 900 123"], ["14 Cedar Close", "Hatfield"], "AL10 0AA"))
    for whole in (paper(quotation(1, "headline", text)), paper(written=text), paper(facts=(Fact("Seen", text),))):
        assert why(copy_for(whole, CHRIS, {}, hers)) == [CONTACT]
    assert why(copy_for(paper(written="They live in Hatfield. Room 14 is cold."), CHRIS, {}, hers)) == []


def test_what_looks_like_a_number_or_a_postcode_is_found_for_who_shares_it() -> None:
    found = like_contacts("Ring 01707 123456, or come to AL10 0AA on 12 November 2026 at 10.30 with £1500.")
    assert found == ("01707 123456", "AL10 0AA")


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[Paper, Paper, str]:
    """The second one has each line somewhere, by itself or with others of its entry, in the report or left out."""
    lines = [quotation(draw(st.integers(1, 3)), part, f"Zebra{at}zz was heard that day at home.")
             for at, part in enumerate(("observed", "worries", "impact", "own_words"))]  # fmt: skip
    together = replace(lines[0], texts=(*lines[0].texts, "Zebra9zz stood beside it all the time."),
                       parts=("observed", "strengths"))  # fmt: skip
    first = paper(together, *lines[1:])
    apart = quotation(together.entry_id.int, "strengths", "Zebra9zz stood beside it, they say now.", mark="opinion")
    moved = draw(st.permutations([lines[0], apart, *lines[1:]]))
    cut = draw(st.integers(0, len(moved)))
    chosen = draw(st.sampled_from([text for one in (together, *lines[1:]) for text in one.texts]))
    later = in_sections(tuple(moved[:cut]), tuple(moved[cut:]))
    if draw(st.booleans()):
        later = replace(later, sections=(*later.sections, *paper(written=f"We heard: {chosen}").sections))
    return first, later, chosen


@settings(max_examples=150, deadline=None)
@given(two_versions(), st.sampled_from((CHRIS, DAWN, MAYA, CHAIRS)))
def test_nothing_that_was_withheld_comes_back_in_a_later_version(
    given_two: tuple[Paper, Paper, str], whose: object
) -> None:
    first, later, chosen = given_two
    by_hand, beside = withheld_from(first, chosen)
    text = kept_of(copy_for(later, whose, by_hand, beside).paper)  # type: ignore[arg-type]
    assert not [word for word in beside.words for word in [word.split()[0]] if word in text]
