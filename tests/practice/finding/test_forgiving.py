"""What Find forgives, without a database: a small vocabulary stands for one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.practice.finding.folding import fold, name_words, words
from store.practice.finding.forgiving import forgive
from store.practice.finding.query import parse
from store.practice.finding.sounds import sound
from store.practice.finding.spelling import spelling_keys, within_one
from store.practice.finding.terms import (
    SURNAME,
    FamilyFacts,
    inward_half,
    keys_of,
    national,
    phones_of,
    terms_of,
    words_of,
)  # fmt: skip

TODAY = date(2026, 11, 22)
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12)


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and the same with one letter wrong, missing, doubled, added or swapped with the next."""
    word = draw(LETTERS)
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    ways = [word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:],
            word[:at] + letter + word[at:], swapped]  # fmt: skip
    return word, draw(st.sampled_from(ways))


@given(misspelt())
def test_a_name_with_one_edit_is_found(pair: tuple[str, str]) -> None:
    word, typed = pair
    assert within_one(word, typed) and within_one(typed, word)
    assert keys_of(word) & keys_of(typed)
    (slot,) = parse(typed, TODAY) or [None]
    if slot is not None and slot.word == typed and typed != word:
        assert word in {meaning.word for meaning in forgive(slot, [(SURNAME, word)]).meanings}


@given(LETTERS, LETTERS)
def test_within_one_agrees_with_the_plain_count_of_edits(one: str, other: str) -> None:
    assert within_one(one, other) == (_edits(one, other) <= 1)
    if within_one(one, other):
        assert spelling_keys(one) & spelling_keys(other)


def _edits(one: str, other: str) -> int:
    """Optimal string alignment, straight from its definition."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        rows.append([i])
        for j, b in enumerate(other, 1):
            cost = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, rows[i - 2][j - 2] + 1)
            rows[i].append(cost)
    return rows[-1][-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Catherine", "Kathryn"), ("Stephen", "Steven"), ("Mohammed", "Muhammad"), ("Kowalczyk", "kowalchik"),
        ("Lindqvist", "Lindkvist"), ("Hussain", "Hussein"), ("Aisha", "Ayesha"), ("Geoffrey", "Jeffrey"),
        ("Thompson", "Thomson"), ("Wright", "Right"), ("Rachel", "Rachael"), ("Szymański", "Shimanski"),
        ("Reece", "Rhys"), ("Chris", "Kris"), ("Graham", "Graeme"), ("Philip", "Filip"), ("Knight", "Nite"),
        ("Kowalczyk", "Kovalchik"), ("Lewandowski", "Levandovsky"), ("Szewczyk", "Shevchik"),
        ("Bradshaw", "Bradshore"), ("Earnshaw", "Ernshor"),
    ],
)  # fmt: skip
def test_names_that_sound_alike_have_one_code(one: str, other: str) -> None:
    assert sound(fold(one)) == sound(fold(other)) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("smith", "jones"),
        ("brennan", "adeyemi"),
        ("hill", "vine"),
        ("owen", "evan"),
        ("dawes", "davis"),
        ("shaw", "shore"),
    ],
)
def test_names_that_do_not_sound_alike_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łukasz", "lukasz"), ("Groß", "gross"), ("Bjørn", "bjorn"), ("Zoë", "zoe"), ("Aoibhínn", "aoibhinn"),
        ("O’Sullivan", "osullivan"), ("O'SULLIVAN", "osullivan"), ("Okafor-Hill", "okafor hill"), ("Đorđe", "dorde"),
        ("  Flat 2,\n14 Cedar Close ", "flat 2 14 cedar close"), ("İpek", "ipek"),
    ],
)  # fmt: skip
def test_marks_and_accents_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_name_of_two_words_is_also_one_word() -> None:
    assert name_words("Okafor-Hill") == {"okafor", "hill", "okaforhill"}
    assert words("O Sullivan") == words("O’Sullivan") == ["osullivan"]
    assert words("Mc Donald") == ["mcdonald"]


@pytest.mark.parametrize(
    "written",
    ["3/4/2019", "03/04/2019", "3 April 2019", "3rd April 2019", "3 Apr 19", "April 3, 2019", "2019-04-03", "03.04.19",
     "3.4.2019", "3-4-19", "03042019", "20190403", "030419", "3 4 2019", "3/4/19"],
)  # fmt: skip
def test_a_date_of_birth_in_any_usual_form(written: str) -> None:
    wanted = parse("2019-04-03", TODAY)[0].exact
    assert any(set(wanted) <= set(slot.exact) for slot in parse(written, TODAY))


def test_a_year_of_two_digits_is_not_long_to_come() -> None:
    assert parse("1/2/27", TODAY) == parse("1/2/2027", TODAY)
    assert parse("1/2/85", TODAY) == parse("1/2/1985", TODAY)


@pytest.mark.parametrize("nonsense", ["31/02/2019", "99/99/99"])
def test_a_date_that_does_not_exist_is_not_one(nonsense: str) -> None:
    assert all(slot.exact for slot in parse(nonsense, TODAY))


@pytest.mark.parametrize(
    "written",
    ["07700 900123", "07700900123", "+44 7700 900 123", "+44 (0)7700 900123", "0044 7700 900123", "(07700) 900-123"],
)
def test_a_phone_number_in_any_spacing(written: str) -> None:
    assert national(written) == "07700900123"
    assert len(parse(written, TODAY)) == 1
    assert set(parse(written, TODAY)[0].exact) & terms_of_phone("07700 900123")


def terms_of_phone(phone: str) -> set[int]:
    from store.practice.finding.terms import PHONE, term

    return {term(PHONE, text) for text in phones_of(phone)}


@pytest.mark.parametrize(
    "written", ["AL10 0ZZ", "al100zz", "AL1 00ZZ", "al10", "AL10 0", "al100z", "al 10 0zz", "0zz", "0ZZ"]
)
def test_a_postcode_or_a_part_of_it_in_any_spacing(written: str) -> None:
    facts = FamilyFacts("Vine", "H1", (), "AL10 0ZZ")
    assert all(set(slot.exact) & terms_of(facts, words_of(facts)) for slot in parse(written, TODAY))


@pytest.mark.parametrize("written", ["10 0ZZ", "0ZZ", "AL10 0Z", "AL10", "", "not known"])
def test_half_a_postcode_or_none_has_no_second_half(written: str) -> None:
    assert inward_half(written) == ""


@pytest.mark.parametrize("empty", ["", " ", "a", "’", "---", "!?", "ł"])
def test_what_is_too_short_asks_for_nothing(empty: str) -> None:
    assert parse(empty, TODAY) == ()


@given(st.text(max_size=200))
def test_whatever_is_typed_is_taken(text: str) -> None:
    assert len(parse(text, TODAY)) <= 6
