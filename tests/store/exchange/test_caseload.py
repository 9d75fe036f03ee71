from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exchange.caseload import MOST_LINES_OF_PERSON, CaseloadPerson, read_caseload
from store.exchange.refusal import Refusal, Unreadable
from tests.store.exchange.writing import CELLS, Write, person, table

TODAY = date(2026, 11, 22)


def read(path: Path) -> list[CaseloadPerson | Refusal]:
    return list(read_caseload(path, today=TODAY))


def taken(path: Path) -> CaseloadPerson:
    (found,) = read(path)
    assert isinstance(found, CaseloadPerson), found
    return found


def refused(path: Path) -> str:
    refusals = [found for found in read(path) if isinstance(found, Refusal)]
    return "\n".join(line for refusal in refusals for line in refusal.lines())


def test_a_person_is_taken_whole(write: Write) -> None:
    assert taken(write(table(person()))) == CaseloadPerson(
        line=2,
        council_id="7001",
        given_name="Ada",
        family_name="Okafor-Lane",
        birth_date=date(2014, 2, 3),
        sex="female",
        address_lines=("Flat 2", "14 Willow Row", "Hatfield"),
        postcode="AL10 9XY",
        involvement="current",
        organisation="Hertfordshire",
        worker_name="Miriam Quell",
        worker_role="Social Worker",
        worker_phone="+441632960167",
        worker_email="m.quell@example.org",
        started_on=date(2025, 9, 3),
        last_contact_on=date(2026, 1, 5),
        as_of=None,
        covers_from=None,
        covers_to=None,
        covers_area="",
    )


def test_the_line_is_the_first_of_the_record_though_cells_have_several(write: Write) -> None:
    path = write(table(person(), person(Cms_Id="7002"), person(Cms_Id="7003", Date_Of_Birth="2031-02-30")))
    assert refused(path) == "line 10 · Date Of Birth · 2031-02-30 · this date does not exist"
    assert [found.line for found in read(path) if isinstance(found, CaseloadPerson)] == [2, 6]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"Cms_Id": ""}, "line 2 · Cms Id · without the council's number"),
        ({"First_Name": " "}, "First Name · a first name is needed"),
        ({"Last_Name": ""}, "Last Name · a last name is needed"),
        ({"Date_Of_Birth": "2027-01-01"}, "2027-01-01 · this date of birth is in the future"),
        ({"Date_Of_Birth": "1066-10-14"}, "more than 120 years ago"),
        ({"Date_Of_Birth": "soon"}, "soon · this is not a date"),
        ({"Start_Date_Of_Last_Involvement": "31/06/2025"}, "31/06/2025 · this date does not exist"),
        ({"Cms_Id": "7" * 65}, "longer than 64 characters"),
        ({"Address": "x" * 1001}, "Address"),
        ({"Address": "x" * 1001}, "this cell has 1,001 characters, more than 1,000"),
        ({"First_Name": "A\0da"}, "a NUL character"),
        ({"First_Name": "A" * 101}, "longer than 100 characters"),
        ({"Contact_Name": "A" * 251}, "longer than 250 characters"),
        ({"Address": "1 Elm Row\n" * 51}, "longer than 500 characters"),
    ],
)
def test_a_bad_line_is_refused_and_the_good_ones_are_taken(write: Write, changes: dict[str, str], words: str) -> None:
    path = write(table(person(**changes), person(Cms_Id="7002")))
    assert words in refused(path)
    assert [found.council_id for found in read(path) if isinstance(found, CaseloadPerson)] == ["7002"]


def test_one_person_stands_on_so_many_lines_and_no_more(write: Write) -> None:
    lines = [person(Contact_Name=f"Jo {number}") for number in range(MOST_LINES_OF_PERSON + 2)]
    found = list(read(write(table(*lines, person(Cms_Id="7002")))))
    assert sum(isinstance(one, CaseloadPerson) for one in found) == MOST_LINES_OF_PERSON + 1
    assert refused(write(table(*lines))).count("more than 30 lines have this number") == 2


def test_every_reason_of_a_line_is_named(write: Write) -> None:
    assert len(refused(write(table(person(First_Name="", Date_Of_Birth="?")))).splitlines()) == 2


@pytest.mark.parametrize(
    ("changes", "field", "kept", "words"),
    [
        ({"Contact_Phone": "ask Jo"}, "worker_phone", "ask Jo", "phone number"),
        ({"Contact_Email": "m.quell"}, "worker_email", "m.quell", "e-mail"),
        ({"Service_Involvement": "Paused"}, "involvement", "unknown", "not known"),
        ({"Gender": "X1"}, "sex", "unknown", "not known"),
        ({"Date_Of_Birth": ""}, "birth_date", None, "no date of birth"),
        ({"Postcode": "none"}, "postcode", "none", "postcode"),
    ],
)
def test_odd_values_warn_and_do_not_refuse(
    write: Write, changes: dict[str, str], field: str, kept: str | None, words: str
) -> None:
    found = taken(write(table(person(**changes), columns=[*CELLS, "Postcode"])))
    assert getattr(found, field) == kept
    assert words in found.warnings[0].reason


def test_an_address_without_postcode_is_kept_whole(write: Write) -> None:
    found = taken(write(table(person(Address="The Barge\nBroxbourne"))))
    assert (found.address_lines, found.postcode) == (("The Barge", "Broxbourne"), "")


def test_one_number_for_two_people_is_refused_and_for_one_with_two_workers_taken(write: Write) -> None:
    path = write(table(person(), person(Contact_Name="Lou Hart"), person(First_Name="Eve")))
    assert refused(path) == "line 10 · Cms Id · 7001 · line 2 has the same number for another person"
    assert sum(isinstance(found, CaseloadPerson) for found in read(path)) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_that_councils_use_are_read(write: Write, encoding: str) -> None:
    assert taken(write(table(person(First_Name="Zoë")).encode(encoding))).given_name == "Zoë"


def test_letters_of_no_encoding_refuse_the_line(write: Write) -> None:
    content = table(person(First_Name="Zo@")).encode().replace(b"Zo@", b"Zo\x81")
    assert "save the file as “CSV UTF-8”" in refused(write(content))


def test_one_broken_line_leaves_the_accents_of_the_others(write: Write) -> None:
    content = table(person(First_Name="Zoë"), person(Cms_Id="7002", First_Name="Zo@")).encode()
    names = [
        found.given_name for found in read(write(content.replace(b"Zo@", b"Zo\xeb"))) if not isinstance(found, Refusal)
    ]
    assert names == ["Zoë", "Zoë"]


def test_semicolons_and_blank_lines_and_windows_lines_are_read(write: Write) -> None:
    content = "Cms Id;First Name;Last Name;Date Of Birth\r\n\r\n1;Ada;Lane;01/02/2014\r\n;;;\r\n"
    assert taken(write(content)).line == 3


def test_too_many_cells_are_refused(write: Write) -> None:
    content = "Cms Id,First Name,Last Name,Date Of Birth\n1,Ada,Lane,2014-02-01,Smith\n"
    assert "more cells than columns" in refused(write(content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("<Message/>", "an XML file"),
        (b"PK\x03\x04", "Excel"),
        (b"%PDF-1.7", "PDF"),
        ("Cms Id".encode("utf-16"), "UTF-16"),
        ("Name\nAda\n", "no column for council_id"),
    ],
)
def test_a_file_that_is_no_caseload_list_is_explained(write: Write, content: str | bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(write(content))


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be opened"):
        read(tmp_path / "none")


NAME = st.text(st.characters(categories=("L", "P", "S")), min_size=1, max_size=40)


@given(given_name=NAME, family_name=NAME, address=st.lists(NAME, min_size=1, max_size=4))
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, given_name: str, family_name: str, address: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round"
    cells = person(First_Name=given_name, Last_Name=family_name, Address="\n".join([*address, "AL1 1AA"]))
    path.write_text(table(cells), encoding="utf-8")
    (found,) = read(path)
    if "\ufffd" not in given_name + family_name + "".join(address):
        assert isinstance(found, CaseloadPerson)
        assert found.postcode == "AL1 1AA"
        assert len(found.address_lines) == len(address)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(b"Cms Id,First Name,Last Name,Date Of Birth\n" + content)
    try:
        read(path)
    except Unreadable as told:
        assert str(told)


def test_the_real_list_is_taken_whole(real_samples: Path) -> None:
    found = read(real_samples / "caseload" / "csc.csv")
    people = [one for one in found if isinstance(one, CaseloadPerson)]
    assert (len(found), len(people)) == (500, 500)
    assert (people[0].line, people[1].line) == (2, 6)
    assert all(one.postcode and one.worker_phone.startswith("+44") and not one.warnings for one in people)
