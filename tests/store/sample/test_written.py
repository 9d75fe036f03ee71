"""The fully written families: their files are strict, everybody in them is known, nothing is said twice."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.practice.entries import LONGEST_HEADLINE, OUTCOMES
from store.practice.genogram import BIRTH, Someone, Tie
from store.practice.genogram_checks import problem_with
from store.practice.sessions import MARKS, STAGES, SUSTAIN
from store.sample.council import HATFIELD
from store.sample.reading import FOLDER, WrongFamily, read_families, read_family
from store.sample.written import WrittenFamily

FAMILIES = read_families()
CAST = {*HATFIELD, "helen"}
# What a child says may be said by another child; names, addresses and keys are no prose.
PROSE = {"referral", "headline", "worked_on", "outcome", "children", "worries", "strengths", "next", "difference",
         "received", "observed", "parent_words", "agreed", "accounts", "impact", "what", "meaning",
         "title", "did", "showed", "text", "why_not_lower", "next_step",
         "question", "background", "reason", "formulation", "further"}  # fmt: skip
DRAMA_NUMBER = re.compile(r"07700 900\d{3}|01632 960\d{3}|")


def test_there_are_at_least_twelve() -> None:
    assert len(FAMILIES) >= 12
    assert len({family.reference for family in FAMILIES}) == len(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_everybody_and_everything_named_is_there(family: WrittenFamily) -> None:
    tasks = {task.key for task in family.task}
    assert {a.who for a in family.allocations} <= CAST
    assert {a.for_whom for a in family.allocations} <= family.adults | {""}
    assert sum(allocation.lead for allocation in family.allocations) == 1
    assert {e.by for e in (*family.entry, *family.visit, *family.event, *family.session)} <= CAST - {"ruth"}
    assert {key for e in family.entry for key in e.children} <= family.children
    assert {o.task for e in family.entry for o in e.outcomes} <= tasks
    assert {o.outcome for e in family.entry for o in e.outcomes} <= OUTCOMES.keys()
    assert {t.owner for t in family.task} <= CAST | family.adults
    assert {t.made_by for t in family.task} <= CAST
    assert {key for v in family.visit for key in v.children} <= family.children
    assert {key for v in family.visit for key in v.saw} <= family.adults
    assert {key for v in family.visit for key in (*v.with_, *(v.accounts or {}))} <= CAST
    assert {key for e in family.event for key in e.about} <= family.children
    assert {s.by for s in family.session} <= CAST - {"ruth"} and {s.parent for s in family.session} <= family.adults
    assert {key for s in family.session for key in s.children or ()} <= family.children
    assert {one.mark for s in family.session for talk in s.talk for one in talk.words} <= MARKS.keys()
    assert {talk.stage for s in family.session for talk in s.talk} <= STAGES.keys()
    assert {c.by for c in family.consultation} <= {a.who for a in family.allocations}
    assert {r.to for c in family.consultation for r in c.recommendation} <= {a.who for a in family.allocations}
    assert {s.module for s in family.session} <= {*range(9)}
    assert {key for t in family.tie for key in (*t.of, *t.to)} <= family.children | family.adults


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_its_ties_could_be_recorded_one_by_one(family: WrittenFamily) -> None:
    number = {person.key: at for at, person in enumerate(family.people)}
    people = tuple(
        Someone(number[p.key], f"{p.given_name} {p.family_name}", p.given_name, p.kind, p.sex, day(p.birth),
                day(p.expected), day(p.died)) for p in family.people
    )  # fmt: skip
    known: list[Tie] = []
    for one in (Tie(t.kind, number[a], number[b], day(t.since)) for t in family.tie for a in t.of for b in t.to):
        assert problem_with(one, people, known) is None, one
        known.append(one)
    children = {number[key] for key in family.children}
    assert children <= {tie.other for tie in known if tie.kind == BIRTH}, "every child has a parent"


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_it_lies_in_the_thirteen_weeks_and_is_fit_to_be_recorded(family: WrittenFamily) -> None:
    assert all(1 <= e.week <= 13 for e in (*family.entry, *family.visit, *family.event, *family.session))
    assert all(0 <= e.day <= 8 for e in (*family.entry, *family.visit, *family.event, *family.session))
    once = Counter((entry.by, entry.week) for entry in family.entry)
    assert max(once.values()) == 1, f"two entries of one week: {once.most_common(1)}"
    assert all(0 < len(e.headline) <= LONGEST_HEADLINE and 0 <= e.safety <= 10 for e in family.entry)
    assert all(v.observed if v.carried_out else v.why_not for v in family.visit)
    assert all(e.impact for e in (*family.visit, *family.session) if e.significant)
    assert all(DRAMA_NUMBER.fullmatch(p.phone) for p in family.people), "Ofcom's drama numbers only"


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_each_family_has_sessions_over_the_weeks_with_both_kinds_of_talk(family: WrittenFamily) -> None:
    assert max(s.week for s in family.session) - min(s.week for s in family.session) >= 6
    marks = [one.mark == SUSTAIN for s in family.session for talk in s.talk for one in talk.words]
    assert any(marks) and not all(marks)
    behaviours = Counter(talk.behaviour for s in family.session for talk in s.talk)
    assert max(behaviours.values()) > 1, "there is something to draw"


def test_no_sentence_stands_twice_over_all_families() -> None:
    said = Counter(s for family in FAMILIES for text in prose(family) for s in sentences(text))
    twice = {sentence: count for sentence, count in said.items() if count > 1}
    assert not twice, twice


def prose(part: Any, name: str = "") -> Iterator[str]:
    if is_dataclass(part):
        for field in fields(part):
            yield from prose(getattr(part, field.name), field.name)
    elif isinstance(part, dict):
        for value in part.values():
            yield from prose(value, name)
    elif isinstance(part, tuple | list):
        for value in part:
            yield from prose(value, name)
    elif isinstance(part, str) and name in PROSE:
        yield part


def sentences(text: str) -> list[str]:
    """Sentences of four words or more: “She did.” may well stand twice."""
    found = re.split(r"(?<=[.!?…])[”’]?\s+", text.strip())
    return [sentence for sentence in found if len(sentence.split()) >= 4]


WRONG = [
    ('surname = "Hill"', "“surname” is not a key that is known here"),
    ("address = 3", "address: a list is expected here"),
    ("address = [3]", "address 1: 3 is not a text"),
    ('next_conference_in_days = "soon"', "'soon' is not a whole number"),
    ("name = Hill", "Invalid value"),
]


@pytest.mark.parametrize(("line", "reason"), WRONG)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, line: str, reason: str) -> None:
    text = (FOLDER / "okafor-hill.toml").read_text()
    key = line.split(" ")[0]
    lines = [row for row in text.splitlines() if not row.startswith(f"{key} ")] if key != "name" else text.splitlines()
    path = tmp_path / "hill.toml"
    path.write_text("\n".join([line, *lines]))
    with pytest.raises(WrongFamily, match=f"hill.toml.*{re.escape(reason)}"):
        read_family(path)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "hill.toml"
    path.write_text('name = "Hill"')
    with pytest.raises(WrongFamily, match=r"hill\.toml: “address” is missing"):
        read_family(path)
