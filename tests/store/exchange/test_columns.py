from pathlib import Path

import pytest

from store.exchange.caseload import CaseloadPerson, read_caseload
from store.exchange.columns import USUAL, place_columns, read_columns
from store.exchange.refusal import Unreadable
from tests.store.exchange.writing import Write, table


def test_a_file_of_columns_replaces_the_usual_ones(write: Write) -> None:
    columns = read_columns(write('[columns]\ngiven_name = "Forename"\naddress = ["House", "Town"]\n'))
    assert columns["given_name"] == ("Forename",)
    assert columns["address"] == ("House", "Town")
    assert columns["family_name"] == USUAL["family_name"]


def test_another_councils_list_is_read_with_its_columns(tmp_path: Path) -> None:
    mapping = tmp_path / "columns"
    mapping.write_text(
        '[columns]\ncouncil_id = "PID"\ngiven_name = "Forename"\nfamily_name = "Surname"\n'
        'birth_date = "DOB"\naddress = ["House", "Town"]\npostcode = "PC"\n'
    )
    cells = {
        "PID": "9",
        "Forename": "Idris",
        "Surname": "Kay",
        "DOB": "1/2/2013",
        "House": "3 Elm",
        "Town": "Ware",
    }
    given = tmp_path / "given"
    given.write_text(table({**cells, "PC": "sg12 7aa"}, columns=[*cells, "PC"]))
    (found,) = read_caseload(given, read_columns(mapping))
    assert isinstance(found, CaseloadPerson)
    assert (found.given_name, found.address_lines, found.postcode) == ("Idris", ("3 Elm", "Ware"), "SG12 7AA")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("given_name = 1", "first line"),
        ('[columns]\nshoe_size = "Shoe"', "shoe_size"),
        ("[columns]\ngiven_name = 3", "given_name"),
        ('[columns]\ngiven_name = ["a", "b"]', "given_name"),
        ("[columns", "not written correctly"),
        (b"\xff\xfe", "not written correctly"),
        ("a = " + "[" * 5000, "not written correctly"),
    ],
)
def test_a_wrong_file_of_columns_is_explained(write: Write, content: str | bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_columns(write(content))


def test_a_missing_file_of_columns_is_explained(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be opened"):
        read_columns(tmp_path / "none")


def test_capitals_spaces_and_underscores_do_not_matter() -> None:
    places = place_columns(["cms_id", " FIRST NAME ", "Last  Name", "date of birth"], USUAL)
    assert places["birth_date"] == (3,)


def test_missing_columns_are_named_with_those_there_are_and_what_to_do() -> None:
    with pytest.raises(Unreadable) as told:
        place_columns(["Cms Id", "Forename", "Last Name"], USUAL)
    words = str(told.value)
    assert "given_name (looked for “First Name”), birth_date (looked for “Date Of Birth”)" in words
    assert "“Forename”" in words
    assert '--columns FILE:\n[columns]\ngiven_name = "…"\nbirth_date = "…"' in words


def test_a_column_that_is_there_twice_is_explained() -> None:
    with pytest.raises(Unreadable, match="more than once"):
        place_columns(["Cms Id", "First Name", "first name", "Last Name", "Date Of Birth"], USUAL)
