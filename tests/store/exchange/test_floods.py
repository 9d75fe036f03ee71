"""Files made to exhaust memory or time. Each is read in a process of its own, its peak memory measured."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from tests.store.exchange.writing import HEADER, REFERRAL, census, child, person, table

REPOSITORY = Path(__file__).resolve().parents[3]
MEGABYTES = 128
"""Half of what is promised for the whole import."""
SECONDS = 60

Read = Callable[[str, Iterable[str]], dict[str, Any]]
MB = 1024 * 1024
START = f"<Message>{HEADER}<Children>"
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes the parts into a file, reads it in another process, and checks its memory."""

    def read(kind: str, parts: Iterable[str]) -> dict[str, Any]:
        path = tmp_path / "flood"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(parts)
        return told(kind, path)

    return read


def told(kind: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.store.exchange.flood", kind, str(path)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=SECONDS, check=True)
    path.unlink()
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["megabytes"] < MEGABYTES, answer
    return answer


def wide(count: int) -> Iterator[str]:
    yield START + "<Child"
    yield from (f' a{number}=""' for number in range(count))
    yield "/></Children></Message>"


def names(count: int) -> Iterator[str]:
    yield START
    yield from (f"<Child><n{number}/></Child>" for number in range(count))
    yield "</Children></Message>"


XML_FLOODS: dict[str, tuple[Callable[[], Iterable[str]], str]] = {
    "billion laughs": (lambda: ['<?xml version="1.0"?>', LAUGHS, START, "<Child>&j;</Child>"], "DOCTYPE"),
    "a file of this machine": (
        lambda: ['<!DOCTYPE Message [<!ENTITY f SYSTEM "file:///etc/passwd">]>', START, "<Child>&f;</Child>"],
        "DOCTYPE",
    ),
    "a doctype far on": (lambda: ["<!--", "x" * (600 * 1024), "-->", LAUGHS, START], "DOCTYPE"),
    "a doctype across two chunks": (
        lambda: ["<!--", " " * (64 * 1024 - 12), "-->", LAUGHS, START],
        "DOCTYPE",
    ),
    "one long text": (lambda: [START, "<Child><x>", *repeat("x" * MB, 60)], "before the next child ends"),
    "one long text of lines": (
        lambda: [START, "<Child><x>", *repeat("\n" * MB, 60)],
        "before the next child ends",
    ),
    "one long text before children": (lambda: ["<Message>", *repeat("x" * MB, 60)], "before the next child"),
    "one long comment": (lambda: [START, "<!--", *repeat("x" * MB, 60)], "before the next child ends"),
    "one long instruction": (lambda: [START, "<?a ", *repeat("x" * MB, 60)], "before the next child ends"),
    "one long cdata": (
        lambda: [START, "<Child><![CDATA[", *repeat("x" * MB, 60)],
        "before the next child ends",
    ),
    "one long name": (lambda: [START, "<", *repeat("x" * MB, 60)], "before the next child ends"),
    "one long attribute": (
        lambda: [START, '<Child a="', *repeat("x" * MB, 60)],
        "before the next child ends",
    ),
    "many attributes": (lambda: wide(1_000_000), "before the next child ends"),
    "quite many attributes": (lambda: wide(50_000), "attributes on one element"),
    "many names": (lambda: names(1_000_000), "different names"),
    "deep nesting": (lambda: [START, *repeat("<a>" * 1000, 1000)], "levels of elements"),
    "deep nesting in a child": (lambda: [START, "<Child>", "<a>" * 100_000], "levels of elements"),
    "many elements in a child": (lambda: [START, "<Child>", "<a/>" * 100_000], "elements in one child"),
    "ten million empty children": (lambda: [START, *repeat("<Child/>" * 1000, 10_000)], "20,000 problems"),
    "many headers": (lambda: ["<Message>", *repeat("<Header/>" * 1000, 3000)], "more than 100,000 children"),
    "many elements outside of children": (lambda: [START, "<a/>" * 400_000], "before the next child ends"),
    "many bad children": (
        lambda: [START, *(child(f"H{n}").replace("WBRI", "?") for n in range(30_000))],
        "20,000 problems",
    ),
    "many fat children": (
        lambda: [START, *repeat(f"<Child>{'<CINdetails><a/><a/></CINdetails>' * 60}</Child>", 2000)],
        "20,000 problems",
    ),
}


@pytest.mark.parametrize("name", XML_FLOODS)
def test_a_flood_of_xml_ends_soon_in_little_memory(read: Read, name: str) -> None:
    parts, words = XML_FLOODS[name]
    assert words in read("census", parts())["told"]


def sparse(path: Path, start: str) -> Path:
    with path.open("wb") as file:
        file.write(start.encode())
        file.truncate(2 * 1024 * MB)
    return path


def test_a_text_of_two_gigabytes_is_not_read_to_its_end(tmp_path: Path) -> None:
    answer = told("census", sparse(tmp_path / "flood", START + "<Child><x>"))
    assert "larger than 256 MB" in answer["told"]


def test_a_list_of_two_gigabytes_is_not_read_to_its_end(tmp_path: Path) -> None:
    assert "larger than 128 MB" in told("caseload", sparse(tmp_path / "flood", table(person())))["told"]


def test_a_large_true_census_is_taken_whole(read: Read) -> None:
    children = (child(f"H{number}", episodes=[REFERRAL] * 2) for number in range(10_000))
    answer = read("census", chain([START], children, ["</Children></Message>"]))
    assert (answer["taken"], answer["told"]) == (10_000, "")


def test_a_long_value_refuses_only_its_child(read: Read) -> None:
    long = child("H2").replace("<Sex>", f"<UPN>{'A' * 900_000}</UPN><Sex>")
    answer = read("census", [census(child("H1"), long, child("H3"))])
    assert (answer["taken"], answer["refused"], answer["told"]) == (2, 1, "")


PLAIN = "Cms Id,First Name,Last Name,Date Of Birth\n"
CSV_FLOODS: dict[str, tuple[Callable[[], Iterable[str]], str]] = {
    "a quotation mark never closed": (
        lambda: [PLAIN, '1,"Ada', *repeat("x\n" * 500_000, 60)],
        "never closed",
    ),
    "a line without an end": (lambda: [PLAIN, *repeat("x" * MB, 60)], "longer than 120,000"),
    "a header without an end": (lambda: repeat("x" * MB, 60), "longer than 120,000"),
    "many columns": (lambda: ["a," * 50_000], "more than 200 columns"),
    "many cells": (lambda: [PLAIN, "1," * 50_000], "more than 200 columns"),
    "many bad lines": (lambda: [PLAIN, *repeat("1,Ada,Lane,?\n" * 1000, 1000)], "20,000 problems"),
    "many blank lines": (lambda: [PLAIN, *repeat("\n" * MB, 5)], "more than 2,000,000 lines"),
}


@pytest.mark.parametrize("name", CSV_FLOODS)
def test_a_flood_of_lines_ends_soon_in_little_memory(read: Read, name: str) -> None:
    parts, words = CSV_FLOODS[name]
    assert words in read("caseload", parts())["told"]


def test_as_many_people_with_long_numbers_as_are_allowed_fit_in_memory_and_no_more(read: Read) -> None:
    lines = (f"{number:0>64},Ada,Lane,2015-01-01\n" for number in range(100_100))
    answer = read("caseload", chain([PLAIN], lines))
    assert answer["taken"] == 99_999
    assert "more than 100,000 records" in answer["told"]
