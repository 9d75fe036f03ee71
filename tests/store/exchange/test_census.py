from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exchange.census import read_census
from store.exchange.census_parts import (
    Assessment,
    CensusChild,
    CinPlan,
    Episode,
    PreProceedings,
    ProtectionPlan,
    Section47,
)
from store.exchange.refusal import Refusal, Unreadable
from tests.store.exchange.writing import EVERY_BLOCK, HEADER, IDENTIFIERS, REFERRAL, Write, census, child


def read(path: Path) -> list[CensusChild | Refusal]:
    return list(read_census(path))


def taken(path: Path) -> CensusChild:
    (found,) = read(path)
    assert isinstance(found, CensusChild), found
    return found


def refused(path: Path) -> list[str]:
    return [line for found in read(path) if isinstance(found, Refusal) for line in found.lines()]


def test_every_block_is_read(write: Write) -> None:
    assert taken(write(census(child(episodes=[REFERRAL + EVERY_BLOCK])))).episodes == (
        Episode(
            referred_on=date(2025, 5, 6),
            referral_source="6",
            need="N1",
            closed_on=None,
            closure_reason=None,
            conference_on=None,
            no_further_action=False,
            assessments=(Assessment(date(2025, 5, 7), date(2025, 5, 20), date(2025, 6, 18), ("2B", "3B")),),
            plans=(CinPlan(date(2025, 6, 20), date(2025, 7, 1)),),
            section_47s=(Section47(date(2025, 6, 23), date(2025, 7, 14), date(2025, 7, 10), False),),
            protection_plans=(
                ProtectionPlan(date(2025, 7, 10), None, "NEG", "EMO", 1, (date(2025, 10, 1), date(2026, 3, 2))),
            ),
            pre_proceedings=(
                PreProceedings(
                    started_on=date(2025, 11, 3),
                    letter_sent_on=date(2025, 11, 5),
                    family_meeting_offered=True,
                    family_meeting_held=False,
                    first_meeting_on=date(2025, 11, 12),
                    review_meetings=2,
                    decided_on=date(2026, 1, 15),
                    outcome="A",
                    court_application_on=date(2026, 1, 20),
                    court_letter_on=date(2026, 1, 21),
                ),
            ),
        ),
    )


def test_the_header_is_read_before_the_children(write: Write) -> None:
    header = read_census(write(census(child()))).header
    assert (header.reference_date, header.council, header.software) == (date(2026, 3, 31), "919", "own")


def test_a_census_without_header_is_read(write: Write) -> None:
    census_read = read_census(write(census(child(), header="")))
    assert census_read.header.reference_date is None
    assert len(list(census_read)) == 1


@pytest.mark.parametrize(
    ("element", "sex"),
    [
        ("<Sex>M</Sex>", "male"),
        ("<Sex>U</Sex>", "unknown"),
        ("<GenderCurrent>2</GenderCurrent>", "female"),
        ("<GenderCurrent>9</GenderCurrent>", "other"),
        ("<GenderCurrent>0</GenderCurrent>", "unknown"),
        ("<GenderCurrent>0</GenderCurrent><Sex>F</Sex>", "female"),
    ],
)
def test_sex_is_read_in_its_new_and_old_form(write: Write, element: str, sex: str) -> None:
    about = f"<PersonBirthDate>2015-03-27</PersonBirthDate>{element}"
    assert taken(write(census(child(identifiers=about)))).identifiers.sex == sex


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<Sex>F</Sex>", "<Sex>1</Sex>", "Sex · 1 · this is not one of the codes M, F, U"),
        ("<Sex>F</Sex>", "", "Sex · this is missing"),
        (
            "<Sex>F</Sex>",
            "<Sex>F</Sex><Sex>M</Sex>",
            "Sex · M · this is there 2 times, and can be there once",
        ),
        ("2015-03-27", "2015-02-29", "PersonBirthDate · 2015-02-29 · this date does not exist"),
        ("2015-03-27", "27/03/2015", "PersonBirthDate · 27/03/2015 · this is not a date"),
        (
            "2015-03-27",
            "1066-10-14",
            "PersonBirthDate · 1066-10-14 · this date is more than 120 years before",
        ),
        (
            "2015-03-27",
            "2031-01-01",
            "2031-01-01 · this date is more than a year after the census (2026-03-31)",
        ),
        ("WBRI", "MARS", "Ethnicity · MARS · this code is not in the Department for Education's list"),
        ("<Ethnicity>WBRI</Ethnicity>", "", "Ethnicity · this is missing"),
        (
            "<Disabilities>",
            "<Disabilities><Disability>LEG</Disability>",
            "Disability · LEG · this is not one of",
        ),
        ("<ReferralSource>6<", "<ReferralSource>6Z<", "ReferralSource · 6Z · this code is not in"),
        (">N1<", ">N10<", "PrimaryNeedCode · N10 · this is not one of the codes N1, N2"),
        ("<ReferralNFA>false", "<ReferralNFA>maybe", "ReferralNFA · maybe · this is not one of"),
        ("<CINreferralDate>2025-05-06</CINreferralDate>", "", "CINreferralDate · this is missing"),
        (">2B<", ">RB<", "AssessmentFactors · RB · this code is not in"),
        (">NEG<", ">BAD<", "InitialCategoryOfAbuse · BAD · this is not one of the codes NEG, PHY"),
        (
            ">1</NumberOfPreviousCPP>",
            ">-1</NumberOfPreviousCPP>",
            "-1 · this is not a whole number from 0 to 99",
        ),
        (">A</PPOutcome>", ">Z</PPOutcome>", "PPOutcome · Z · this is not one of the codes A, B, C"),
        ("2025-06-18", "2025-05-06", "2025-05-06 · this is before AssessmentActualStartDate (2025-05-07)"),
        ("2025-05-07", "2025-05-05", "2025-05-05 · this is before CINreferralDate (2025-05-06)"),
        ("2025-07-01", "2025-06-19", "CINPlanEndDate · 2025-06-19 · this is before CINPlanStartDate"),
        ("2025-06-23", "2025-07-11", "DateOfInitialCPC · 2025-07-10 · this is before S47ActualStartDate"),
        ("2025-10-01", "2025-07-09", "CPPreviewDate · 2025-07-09 · this is before CPPstartDate"),
        ("2026-01-20", "2026-01-14", "CourtAppDate · 2026-01-14 · this is before StepDecisionDate"),
        ("<Sex>", "<UPN>12345</UPN><Sex>", "UPN · 12345 · a UPN is a letter"),
        ("<Sex>", "<UPNunknown>?</UPNunknown><Sex>", "UPNunknown · ? · this is not one of"),
        ("<Sex>", "<PersonDeathDate>2014-01-01</PersonDeathDate><Sex>", "this is before PersonBirthDate"),
        ("<Sex>", f"<UPN>{'9' * 201}</UPN><Sex>", "this is longer than 200 characters"),
        ("HFD1", "", "LAchildID · this is missing"),
        ("HFD1", "H" * 65, "this is longer than 64 characters"),
    ],
)
def test_a_wrong_value_refuses_its_child_in_plain_words(write: Write, old: str, new: str, words: str) -> None:
    good = child(episodes=[REFERRAL + EVERY_BLOCK])
    assert old in good
    lines = refused(write(census(good.replace(old, new, 1), child("HFD2"))))
    assert any(words in line for line in lines), lines


def test_good_children_are_taken_beside_a_bad_one_and_every_reason_is_named(write: Write) -> None:
    bad = child("HFD2").replace("WBRI", "MARS").replace("<Sex>F", "<Sex>9")
    path = write(census(child("HFD1"), bad, child("HFD3")))
    assert [found.identifiers.child_id for found in read(path) if isinstance(found, CensusChild)] == [
        "HFD1",
        "HFD3",
    ]
    assert refused(path) == [
        "child HFD2 · line 1 · Sex · 9 · this is not one of the codes M, F, U",
        "child HFD2 · line 1 · Ethnicity · MARS · this code is not in the Department for Education's list",
    ]


def test_a_child_without_an_episode_is_refused(write: Write) -> None:
    assert refused(write(census(child(episodes=[])))) == ["child HFD1 · line 1 · CINdetails · the child has no episode"]


def test_an_empty_child_is_refused_by_its_line(write: Write) -> None:
    assert refused(write(census("\n<Child/>")))[0].startswith("child at line 2 · line 2 · ")


def test_the_second_child_of_a_number_is_refused(write: Write) -> None:
    lines = refused(write(census(child(), "\n" + child())))
    assert lines == ["child HFD1 · line 2 · LAchildID · HFD1 · the child at line 1 has the same number"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("HFD1", "a_number_of_an_older_system", "at most 20 letters and digits"),
        ("<Sex>", "PersonBirthDate<Sex>", "this text stands between elements"),
        ("<Sex>", "<ShoeSize>3</ShoeSize><Sex>", "does not belong in ChildIdentifiers"),
        ("<Sex>", "<FormerUPN>X1</FormerUPN><Sex>", "does not look like a UPN"),
        ("<Sex>", "<UPN>A12345678901B</UPN><UPNunknown>UN3</UPNunknown><Sex>", "a reason why there is none"),
        ("<Sex>", "<GenderCurrent>1</GenderCurrent><Sex>", "differs from Sex"),
        ("<Sex>", "<PersonDeathDate>2025-01-01</PersonDeathDate><Sex>", "after the child died"),
        ("<PersonBirthDate>2015-03-27</PersonBirthDate>", "", "no date of birth"),
        ("2015-03-27", "2026-05-01", "after the census"),
        ("2015-03-27", "1990-05-01", "older than 25"),
        (">2B<", ">18A<", "replaced by finer ones"),
        (">2B<", ">21<", "“no factors” stands beside a factor"),
        ("<PrimaryNeedCode>N1</PrimaryNeedCode>", "", "no need code"),
        ("<ReferralNFA>false", "<ReferralNFA>true", "no further action"),
        (
            "<ReferralNFA>",
            "<CINclosureDate>2026-03-01</CINclosureDate><ReferralNFA>",
            "closed without a reason",
        ),
        ("<ReferralNFA>", "<ReasonForClosure>RC7</ReasonForClosure><ReferralNFA>", "no date"),
        ("<ICPCnotRequired>0</ICPCnotRequired>", "", "whether a conference is required"),
    ],
)
def test_what_is_odd_only_warns(write: Write, old: str, new: str, words: str) -> None:
    good = child(episodes=[REFERRAL + EVERY_BLOCK])
    assert old in good
    found = taken(write(census(good.replace(old, new, 1))))
    assert any(words in warning.reason for warning in found.warnings), found.warnings


def test_episodes_that_overlap_only_warn(write: Write) -> None:
    later = REFERRAL.replace("2025-05-06", "2025-09-01")
    (warning,) = taken(write(census(child(episodes=[later, REFERRAL])))).warnings
    assert (warning.value, warning.reason) == ("2025-09-01", "the episode of 2025-05-06 was still open")


def test_disabilities_are_kept_once(write: Write) -> None:
    found = taken(write(census(child(disabilities=["HEAR", "AUT", "HEAR"]))))
    assert found.characteristics.disabilities == ("HEAR", "AUT")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_usual_encodings_are_read(write: Write, encoding: str) -> None:
    assert taken(write(census(child("Ünï1")).encode(encoding))).identifiers.child_id == "Ünï1"


def test_a_windows_encoding_is_read_when_the_file_names_it(write: Write) -> None:
    content = '<?xml version="1.0" encoding="windows-1252"?>' + census(child("Ünï1"))
    assert taken(write(content.encode("cp1252"))).identifiers.child_id == "Ünï1"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "an empty file"),
        ("Cms Id,First Name\n", "a CSV table, not an XML file"),
        (b"PK\x03\x04", "Excel"),
        ("<html><body/></html>", "begins with “html”"),
        ("<Message/>", "no children"),
        (census(child(), header=HEADER.replace("CIN<", "SSDA903<")), "collection “SSDA903”"),
        (census(child(), header=HEADER.replace("2026-03-31", "2026-02-31")), "this date does not exist"),
        (census(child())[:-30], "broken or cut off"),
        (census(child()).replace("</Sex>", "</Six>"), "broken or cut off"),
        ('<?xml version="1.0" encoding="klingon"?>' + census(child()), "encoding"),
        (census(child()).replace("N1", "&need;"), "broken or cut off"),
    ],
)
def test_a_file_that_is_no_census_is_explained(write: Write, content: str | bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(write(content))


def test_children_before_the_break_have_been_given(write: Write) -> None:
    content = census(*(child(f"HFD{number}") for number in range(200)))
    found = []
    with pytest.raises(Unreadable, match="broken or cut off"):
        for one in read_census(write(content[:-100])):
            found.append(one)
    assert len(found) > 100


@given(st.binary(max_size=300), st.integers(0, 600))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes, at: int) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    good = census(child(identifiers=IDENTIFIERS)).encode()
    path.write_bytes(good[:at] + content + good[at:])
    try:
        read(path)
    except Unreadable as told:
        assert str(told)


class TestRealFiles:
    def test_the_large_one_is_taken_nearly_whole(self, real_samples: Path) -> None:
        found = read(real_samples / "cin_census" / "fake_CIN_data.xml")
        children = [one for one in found if isinstance(one, CensusChild)]
        assert (len(found), len(children), sum(len(one.episodes) for one in children)) == (332, 323, 386)
        reasons = {problem.reason for one in found if isinstance(one, Refusal) for problem in one.problems}
        assert reasons == {"this date is more than a year after the census (2022-07-21)"}

    def test_the_wrong_ones_are_refused_with_their_reasons(self, real_samples: Path) -> None:
        lines = refused(real_samples / "cin_census" / "CIN_Census_2024.xml")
        assert "child DfEX0000001 · line 25 · Sex · 1 · this is not one of the codes M, F, U" in lines
        assert any("AssessmentFactors · RB" in line for line in lines)
        assert any("child_fails_assessments" in line and "before CINreferralDate" in line for line in lines)
        assert any("1066-04-13" in line for line in refused(real_samples / "cin_census" / "CIN_Census_2021.xml"))
