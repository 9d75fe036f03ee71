"""The genogram in sentences: what each says, and that nothing of the record is left out."""

from collections.abc import Sequence
from datetime import date

from store.practice.genogram import ADOPTIVE, BIRTH, CARER, SEPARATED, SIBLINGS, STEP, TOGETHER, Someone, Tie
from store.practice.genogram_words import in_sentences

TODAY = date(2026, 11, 23)
MAYA = Someone(1, "Maya Hill", "Maya", "child", "F", date(2019, 4, 11))
LEO = Someone(2, "Leo Hill", "Leo", "child", "M", date(2026, 3, 4))
BABY = Someone(3, "Baby Hill", "Baby", "child", expected=date(2027, 1, 19))
DAWN = Someone(4, "Dawn Hill", "Dawn", "adult", "F", date(1990, 1, 30))
JOSEPH = Someone(5, "Joseph Okafor", "Joseph", "adult", "M", date(1987, 8, 5))
CHRIS = Someone(6, "Chris Ames", "Chris", "adult", "M")
BRIDIE = Someone(7, "Bridie Hill", "Bridie", "adult", "F", died=date(2025, 2, 3))


def said(people: Sequence[Someone], *ties: Tie) -> tuple[str, ...]:
    return in_sentences(people, ties, TODAY)


def test_a_child_with_two_parents_who_are_separated() -> None:
    ties = (Tie(BIRTH, 4, 1), Tie(BIRTH, 5, 1), Tie(SEPARATED, 4, 5))
    assert said((MAYA, DAWN, JOSEPH), *ties) == (
        "Maya Hill, 7, is the daughter of Dawn Hill and Joseph Okafor, who are separated.",
    )


def test_since_when_a_couple_is_what_they_are() -> None:
    ties = (Tie(BIRTH, 4, 2), Tie(BIRTH, 6, 2), Tie(TOGETHER, 6, 4, date(2025, 5, 3)))
    assert said((LEO, DAWN, CHRIS), *ties) == (
        "Leo Hill, 8 months, is the son of Dawn Hill and Chris Ames, who have been together since 3 May 2025.",
    )


def test_a_couple_of_whom_one_has_died() -> None:
    ties = (Tie(BIRTH, 7, 1), Tie(BIRTH, 6, 1), Tie(TOGETHER, 6, 7))
    [child, died] = said((MAYA, CHRIS, BRIDIE), *ties)
    assert child == "Maya Hill, 7, is the daughter of Bridie Hill and Chris Ames, who were together."
    assert died == "Bridie Hill died on 3 February 2025."


def test_an_unborn_child_has_no_name_and_will_be() -> None:
    assert said((BABY, DAWN), Tie(BIRTH, 4, 3)) == (
        "The unborn child, due 19 January, will be the child of Dawn Hill.",
    )


def test_half_siblings_are_said_where_both_parents_of_both_are_known() -> None:
    ties = (Tie(BIRTH, 4, 1), Tie(BIRTH, 5, 1), Tie(BIRTH, 4, 2), Tie(BIRTH, 6, 2))
    assert (
        said((MAYA, LEO, DAWN, JOSEPH, CHRIS), *ties)[-1] == "Maya Hill and Leo Hill are half-sister and half-brother."
    )
    assert "half" not in " ".join(said((MAYA, LEO, DAWN, JOSEPH, CHRIS), *ties[:-1]))


def test_other_ways_of_being_a_parent() -> None:
    ties = (Tie(BIRTH, 4, 1), Tie(STEP, 6, 1), Tie(CARER, 7, 1), Tie(ADOPTIVE, 5, 2))
    assert said((MAYA, LEO, DAWN, JOSEPH, CHRIS, BRIDIE), *ties) == (
        "Maya Hill, 7, is the daughter of Dawn Hill.",
        "Maya Hill is the stepdaughter of Chris Ames.",
        "Maya Hill is, or was, cared for by Bridie Hill.",
        "Leo Hill, 8 months, was adopted by Joseph Okafor.",
        "Bridie Hill died on 3 February 2025.",
    )


def test_grown_ups_the_dead_and_those_of_whom_nothing_is_known() -> None:
    ties = (Tie(SIBLINGS, 5, 6), Tie(BIRTH, 7, 4), Tie(TOGETHER, 4, 6))
    assert said((DAWN, JOSEPH, CHRIS, BRIDIE, MAYA), *ties) == (
        "Dawn Hill is the daughter of Bridie Hill.",
        "Dawn Hill and Chris Ames are together.",
        "Joseph Okafor and Chris Ames are brothers.",
        "Bridie Hill died on 3 February 2025.",
        "It is not on the record how Maya Hill is related.",
    )
