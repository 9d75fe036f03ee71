from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exchange import values


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_comes_back_however_it_is_written(day: date) -> None:
    for form in ("%Y-%m-%d", "%Y-%m-%d 00:00:00", "%Y-%m-%dT00:00:00Z", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"):
        assert values.day(day.strftime(form)) == day


@pytest.mark.parametrize("text", ["2031-02-30", "30/02/2015", "0000-01-01"])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="does not exist"):
        values.day(text)


@pytest.mark.parametrize("text", ["", "yesterday", "20150327", "42085", "٢٠١٥-٠٣-٢٧", "2015-03"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        values.day(text)


def test_a_birthday_is_neither_ahead_nor_longer_ago_than_a_life() -> None:
    today = date(2026, 3, 1)
    assert values.birthday("2026-03-01", today) == today
    for text, reason in (("2026-03-02", "future"), ("1066-10-14", "120 years")):
        with pytest.raises(ValueError, match=reason):
            values.birthday(text, today)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("al10 9xy", "AL10 9XY"),
        ("G6T3BF", "G6T 3BF"),
        (" mk8n  6wx ", "MK8N 6WX"),
        ("Hatfield", None),
        ("", None),
    ],
)
def test_a_postcode_is_looked_at_gently(text: str, code: str | None) -> None:
    assert values.postcode(text) == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("01632 960 167", "+441632960167"),
        ("+44(0)29 2018 0189", "+442920180189"),
        ("(0115)4960818", "+441154960818"),
        ("+353 1 234 5678", "+35312345678"),
        ("ask at reception", None),
        ("12", None),
        ("", None),
    ],
)
def test_a_phone_number_is_made_international_or_left(text: str, number: str | None) -> None:
    assert values.phone(text) == number


@given(st.text(max_size=300))
def test_no_text_breaks_the_readers_of_values(text: str) -> None:
    values.phone(text), values.postcode(text), values.looks_like_email(text)
    assert values.tidy(values.tidy(text)) == values.tidy(text)


def test_equal_names_are_equal_however_their_accents_are_coded() -> None:
    assert values.tidy("Zoe\u0301  Brontë") == "Zo\u00e9 Brontë"
