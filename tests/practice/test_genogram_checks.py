"""What the form will not take, and what it must."""

from datetime import date

import pytest

from store.practice.genogram import ADOPTIVE, BIRTH, CARER, SEPARATED, SIBLINGS, STEP, TOGETHER, Someone, Tie
from store.practice.genogram_checks import problem_with

MAYA = Someone(1, "Maya Hill", "Maya", "child", "F", date(2019, 4, 11))
BABY = Someone(2, "", "", "child", expected=date(2027, 1, 19))
DAWN = Someone(3, "Dawn Hill", "Dawn", "adult", "F", date(1990, 1, 30))
JOSEPH = Someone(4, "Joseph Okafor", "Joseph", "adult", "M", date(1987, 8, 5))
CHRIS = Someone(5, "Chris Ames", "Chris", "adult", "M")
PEOPLE = (MAYA, BABY, DAWN, JOSEPH, CHRIS)
KNOWN = (Tie(BIRTH, 3, 1), Tie(BIRTH, 4, 1), Tie(TOGETHER, 3, 5), Tie(SIBLINGS, 4, 5))


@pytest.mark.parametrize(
    ("new", "field", "words"),
    [
        (Tie(BIRTH, 3, 3), "other", "Choose two different people"),
        (Tie(BIRTH, 3, 1), "kind", "This is on the record already"),
        (Tie(TOGETHER, 5, 3), "kind", "This is on the record already"),
        (Tie(BIRTH, 1, 4), "person", "Maya is not older than Joseph: are the two the other way round?"),
        (Tie(ADOPTIVE, 1, 3), "person", "Maya is not older than Dawn: are the two the other way round?"),
        (Tie(BIRTH, 5, 1), "kind", "Maya has two parents on the record: Dawn and Joseph"),
        (Tie(CARER, 1, 3), "person", "Maya stands below Dawn in the family: a circle is not possible"),
        (Tie(BIRTH, 2, 1), "person", "Unborn is not born yet"),
        (Tie(TOGETHER, 2, 5), "kind", "One of the two is not born yet"),
        (Tie(SIBLINGS, 1, 3), "kind", "One of the two is the parent of the other"),
        (Tie(TOGETHER, 4, 5), "kind", "The two are on the record as siblings"),
        (Tie(SIBLINGS, 3, 5), "kind", "The two are on the record as a couple"),
        (Tie(BIRTH, 5, 3), "kind", "The two are on the record as a couple"),
        (Tie(ADOPTIVE, 3, 5), "kind", "The two are on the record as a couple"),
        (Tie(BIRTH, 4, 5), "kind", "The two are on the record as siblings"),
    ],
)
def test_what_cannot_be(new: Tie, field: str, words: str) -> None:
    assert problem_with(new, PEOPLE, KNOWN) == (field, words)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (date(1989, 12, 31), "Dawn was not born yet"),
        (date(1990, 1, 30), "Dawn was not born yet"),
        (date(2020, 5, 2), "Finn had died by then"),
        (date(2020, 5, 1), None),
    ],
)
def test_partners_lived_when_they_came_together(since: date, words: str | None) -> None:
    finn = Someone(6, "Finn Roe", "Finn", "adult", "M", died=date(2020, 5, 1))
    found = problem_with(Tie(TOGETHER, 6, 3, since), (*PEOPLE, finn), KNOWN)
    assert found == (("since", words) if words else None)


@pytest.mark.parametrize(
    "new",
    [
        Tie(STEP, 5, 1), Tie(CARER, 5, 1), Tie(ADOPTIVE, 5, 1), Tie(BIRTH, 5, 2), Tie(BIRTH, 3, 2), Tie(CARER, 5, 3),
        Tie(CARER, 4, 5), Tie(SEPARATED, 3, 5), Tie(SIBLINGS, 1, 2), Tie(TOGETHER, 3, 4),
    ],
)  # fmt: skip
def test_what_can(new: Tie) -> None:
    assert problem_with(new, PEOPLE, KNOWN) is None
