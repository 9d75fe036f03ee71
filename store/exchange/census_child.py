"""The identifiers and characteristics of a child, from its elements."""

import re

from store.exchange.census_element import Element
from store.exchange.census_parts import Characteristics, Identifiers
from store.exchange.census_reader import Reader, unknown_code
from store.practice.census_codes import DISABILITY, ETHNICITY, GENDER, SEX, Sex

LONGEST_ID = 64
OFFICIAL_ID = re.compile("[A-Za-z0-9]{1,20}")
UPN = re.compile("[A-Za-z][0-9]{11}[A-Za-z0-9]")
UPN_UNKNOWN = re.compile("UN[0-9]{1,2}")


def identifiers(read: Reader, element: Element) -> Identifiers:
    """The ChildIdentifiers block."""
    read.expect(element, "LAchildID", "UPN", "FormerUPN", "UPNunknown", "PersonBirthDate",
                "ExpectedPersonBirthDate", "Sex", "GenderCurrent", "PersonDeathDate")  # fmt: skip
    found = Identifiers(
        child_id=child_id(read, element),
        upn=_upn(read, element, "UPN"),
        former_upn=_former_upn(read, element),
        upn_unknown=_upn_unknown(read, element),
        birth_date=read.day(element, "PersonBirthDate"),
        expected_birth_date=read.day(element, "ExpectedPersonBirthDate"),
        sex=_sex(read, element),
        death_date=read.day(element, "PersonDeathDate"),
    )
    read.order(element, "PersonBirthDate", found.birth_date, "PersonDeathDate", found.death_date)
    if found.upn and found.upn_unknown:
        read.warn(element, "UPNunknown", found.upn_unknown, "there is a UPN and a reason why there is none")
    if not found.birth_date and not found.expected_birth_date:
        read.warn(element, "PersonBirthDate", "", "there is no date of birth, nor an expected one")
    return found


def child_id(read: Reader, element: Element) -> str:
    """LAchildID; rules 1570 and 1580 (at most 20 letters and digits) only warn, as older systems differ."""
    text = read.text(element, "LAchildID", needed=True) or ""
    if len(text) > LONGEST_ID:
        read.refuse(element, "LAchildID", text, f"this is longer than {LONGEST_ID} characters")
    elif text and not OFFICIAL_ID.fullmatch(text):
        read.warn(element, "LAchildID", text, "the census allows at most 20 letters and digits here")
    return text


def characteristics(read: Reader, element: Element) -> Characteristics:
    """The ChildCharacteristics block."""
    read.expect(element, "Ethnicity", "Disabilities")
    ethnicity = read.listed(element, "Ethnicity", ETHNICITY, needed=True)
    block = read.one(element, "Disabilities")
    found = _disabilities(read, block) if block else ()
    return Characteristics(ethnicity or "", found)


def _disabilities(read: Reader, block: Element) -> tuple[str, ...]:
    """Rules 8790 (none beside others) and 8794 (one twice) warn; a code is kept once."""
    read.expect(block, "Disability")
    found = [(child, child.text) for child in block.children if child.name == "Disability" and child.text]
    for child, code in found:
        if code not in DISABILITY:
            read.refuse(child, "Disability", code, unknown_code(DISABILITY))
    codes = tuple(dict.fromkeys(code for _, code in found))
    if len(codes) < len(found):
        read.warn(block, "Disability", "", "a disability is there twice; it is taken once")
    if "NONE" in codes and len(codes) > 1:
        read.warn(block, "Disability", ", ".join(codes), "“no disability” stands beside a disability")
    return codes


def _sex(read: Reader, element: Element) -> Sex:
    """Sex since 2024 to 2025 (rule 4180), GenderCurrent before it."""
    new = read.code(element, "Sex", SEX)
    old = read.code(element, "GenderCurrent", GENDER)
    if not read.one(element, "Sex") and not read.one(element, "GenderCurrent"):
        read.refuse(element, "Sex", "", "this is missing")
    if new and old and new != old and "unknown" not in (new, old):
        read.warn(element, "GenderCurrent", old, f"this differs from Sex ({new}), which is taken")
    return new or old or "unknown"


def _upn(read: Reader, element: Element, name: str) -> str | None:
    """The form only; not the check letter (rule 1510), which says nothing about the child."""
    text = read.text(element, name)
    if text and not UPN.fullmatch(text):
        read.refuse(element, name, text, "a UPN is a letter, eleven digits and a last digit or letter")
    return text


def _former_upn(read: Reader, element: Element) -> str | None:
    text = read.text(element, "FormerUPN")
    if text and not UPN.fullmatch(text):
        read.warn(element, "FormerUPN", text, "this does not look like a UPN; kept as it is written")
    return text


def _upn_unknown(read: Reader, element: Element) -> str | None:
    text = read.text(element, "UPNunknown")
    if text and not UPN_UNKNOWN.fullmatch(text):
        read.refuse(element, "UPNunknown", text, "this is not one of the codes UN1, UN2, …")
    return text
