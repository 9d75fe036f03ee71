"""What a form brings is cleaned, nothing of it is lost, and each error stands at its field."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from web.forms import Form, clean, fingerprint


def form(*fields: tuple[str, str]) -> Form:
    return Form(FormData(list(fields)))


def test_text_keeps_accents_emoji_and_lines() -> None:
    assert form(("t", "  Zoë said “ja”\r\n👍 café \r")).text("t") == "Zoë said “ja”\n👍 café"


def test_control_characters_go_and_right_to_left_stays() -> None:
    assert form(("t", "a\x00b\x08c\td שלום")).text("t") == "abc\td שלום"


def test_text_beyond_the_bound_says_how_long_it_is() -> None:
    read = form(("t", "x" * 20_001))
    assert len(read.text("t")) == 20_001
    assert read.errors == {"t": "This is 20,001 characters long; the most is 20,000"}


@pytest.mark.parametrize("value", ["x", "-1", "1.5", "٣", "99999999999"])
def test_what_is_not_a_number_is_said(value: str) -> None:
    read = form(("n", value))
    assert (read.number("n"), read.errors) == (None, {"n": "This is not a whole number"})


def test_an_impossible_date_and_time_are_said_where_they_were_made() -> None:
    read = form(("day", "2026-02-30"), ("clock", "25:00"), ("good", "2026-02-28"))
    assert read.moment("day", "none") is None and read.moment("good", "clock") is None
    assert read.errors == {"day": "This date does not exist", "clock": "This time does not exist"}


def test_a_time_of_england_in_summer() -> None:
    read = form(("day", "2026-07-01"), ("clock", "14:10"))
    assert read.moment("day", "clock") == datetime(2026, 7, 1, 13, 10, tzinfo=UTC)


def test_a_choice_that_was_not_offered_is_an_error() -> None:
    read = form(("outcome", "perhaps"))
    assert (read.choice("outcome", ["done", "partly"]), list(read.errors)) == ("", ["outcome"])


def test_ids_that_are_no_numbers_are_passed_over() -> None:
    assert form(("who", "7"), ("who", "x"), ("who", "8")).numbers("who") == (7, 8)


def test_a_nonsense_draft_id_becomes_a_new_one() -> None:
    assert form(("draft_id", "x")).draft_id != form(("draft_id", "x")).draft_id


def test_a_phone_without_a_zone_has_no_time() -> None:
    assert form(("written_on_phone_at", "2026-11-21T14:10:00")).phone_wrote_at is None


def test_the_fingerprint_leaves_out_what_is_about_the_form() -> None:
    fields = [("headline", "a\nb"), ("safety", "4")]
    assert fingerprint([("draft_id", "1"), *fields, ("opened_version", "2")]) == fingerprint(fields)
    assert fingerprint([("headline", "a\r\nb"), ("safety", "4")]) == fingerprint(fields)
    assert fingerprint(reversed(fields)) != fingerprint(fields)


def test_the_fingerprint_is_frozen() -> None:
    """Phones compare receipts of the last releases with it: it never changes."""
    assert fingerprint([("headline", "Tea"), ("next", "Zoë\nbus")]) == (
        "29e70ba5c369af580bc8e481435a7c95a78a5045aeae5ccc3e822fa72d03b101"
    )


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
