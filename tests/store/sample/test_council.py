"""The invented council is shaped like a real one, always fresh, and such that a social worker believes it."""

import re
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

import pytest

from store.practice.calendar import LONDON
from store.practice.consultations import EVERY_MARK
from store.practice.entries import kind_of, read_content
from store.practice.weeks import Week
from store.sample.building import LOOKED_AT, sample_rows
from store.sample.reading import read_families
from store.sample.rows import Rows
from store.tables.access import SignIn
from store.tables.cases import Case, CaseDate, Involvement, Plan
from store.tables.entries import Entry, EntryRevision, Signature, Task, TaskOutcome, WeekSignOff
from store.tables.families import Family, Person
from store.tables.people import OfficeArea, Practitioner, Team
from store.tables.trail import TrailRow
from tests.store.sample.days import CLOCKS_WENT_BACK, EASTER_SUNDAY, MONDAY_MORNING, NEW_YEAR, WEDNESDAY

DAYS = [WEDNESDAY, MONDAY_MORNING, CLOCKS_WENT_BACK, NEW_YEAR, EASTER_SUNDAY]
THIS_WEEK = Week.of(WEDNESDAY)


def team_of(rows: Rows) -> dict[int, str]:
    names = {team["id"]: team["name"] for team in rows.of[Team]}
    return {case["id"]: names[case["team_id"]] for case in rows.of[Case]}


def test_its_shape(rows: Rows) -> None:
    assert (len(rows.of[OfficeArea]), len(rows.of[Team])) == (3, 26)
    assert 290 <= len(rows.of[Practitioner]) <= 310
    assert 930 <= len(rows.of[Family]) <= 950
    sizes = Counter(team_of(rows).values()).values()
    assert all(28 <= count <= 46 for count in sizes) and len(set(sizes)) > 6, "no two councils' teams are all alike"
    roles = Counter(p["role"] for p in rows.of[Practitioner])
    assert roles["team_manager"] == 26 and roles["psychologist"] == 3 and roles["auditor"] == 1


def test_plans_stand_in_realistic_proportions(rows: Rows) -> None:
    kinds = defaultdict(set)
    for plan in rows.of[Plan]:
        kinds[plan["case_id"]].add(plan["kind"])
    share = {k: sum(k in found for found in kinds.values()) / len(rows.of[Case])
             for k in ("child_in_need", "child_protection", "pre_proceedings")}  # fmt: skip
    assert 0.45 < share["child_in_need"] < 0.62
    assert 0.3 < share["child_protection"] < 0.48
    assert 0.03 < share["pre_proceedings"] < 0.1


@pytest.mark.parametrize("now", [DAYS[0], EASTER_SUNDAY], ids=lambda now: f"{now:%a %d %b %Y}")
def test_conferences_and_plans_begin_on_days_on_which_people_work(now: datetime) -> None:
    rows = sample_rows(now, b"k" * 32)
    days = [*(step["on"] for step in rows.of[CaseDate]), *(plan["started_on"] for plan in rows.of[Plan])]
    assert len(days) > 1000 and {day.weekday() for day in days} == {0, 1, 2, 3, 4}


def test_nobody_can_be_rung_and_no_reference_or_name_of_a_worker_stands_twice(rows: Rows) -> None:
    numbers = [row["phone"] for row in (*rows.of[Person], *rows.of[Practitioner]) if row["phone"]]
    assert all(re.fullmatch(r"07700 900\d{3}|01632 960\d{3}", number) for number in numbers)
    for values in ([f["reference"] for f in rows.of[Family]], [p["name"] for p in rows.of[Practitioner]]):
        assert len(values) == len(set(values))


def test_the_same_moment_gives_the_same_council(rows: Rows) -> None:
    assert sample_rows(WEDNESDAY, b"k" * 32).of == rows.of


@pytest.mark.parametrize("now", DAYS, ids=lambda now: f"{now:%a %d %b %Y}")
def test_it_is_fresh_and_nothing_has_happened_in_the_future(now: datetime) -> None:
    rows = sample_rows(now, b"k" * 32)
    today = now.astimezone(LONDON).date()
    for entry in rows.of[Entry]:
        assert entry["happened_at"] <= entry["written_at"] <= now
        assert entry["week"] == Week.of(entry["happened_at"]).start
        assert entry["signed_off_at"] is None or entry["written_at"] < entry["signed_off_at"] <= now
    assert all(row["at"] <= now for row in rows.of[TrailRow])
    assert all(s["signed_at"] is None or s["asked_at"] <= s["signed_at"] <= now for s in rows.of[Signature])
    assert all(p["birth_date"] is None or p["birth_date"] <= today for p in rows.of[Person])
    assert all(i["since"] <= today for i in rows.of[Involvement])
    assert all(case["opened_on"] <= today for case in rows.of[Case])
    assert max(entry["week"] for entry in rows.of[Entry]) == Week.of(today).start


def test_the_teams_one_looks_at_have_thirteen_weeks_and_the_present_one_is_about_half_written(rows: Rows) -> None:
    teams = team_of(rows)
    written = [e for e in rows.of[Entry] if e["kind"] == "weekly_entry"]
    for team in LOOKED_AT:
        weeks = Counter(e["week"] for e in written if teams[e["case_id"]] == team)
        assert len(weeks) == 13
        assert 0.3 < weeks[THIS_WEEK.start] / weeks[THIS_WEEK.after(-2).start] < 0.75


def test_no_team_stands_still(rows: Rows) -> None:
    """A service manager believes all 26: each wrote last week and visited more than half of its families of late."""
    teams = team_of(rows)
    last_week = Counter(teams[e["case_id"]] for e in rows.of[Entry] if e["week"] == THIS_WEEK.previous.start)
    visited = {e["case_id"] for e in rows.of[Entry] if e["kind"] == "visit" and e["content"]["carried_out"]}
    for team, families in Counter(teams.values()).items():
        assert last_week[team] > families
        assert sum(teams[case_id] == team for case_id in visited) > 0.5 * families


def test_most_tasks_are_done_in_time_so_that_red_says_something(rows: Rows) -> None:
    teams, late = team_of(rows), defaultdict[str, set[int]](set)
    for task in rows.of[Task]:
        if task["due_on"] < WEDNESDAY.date() and not task["closed_at"]:
            late[teams[task["case_id"]]].add(task["case_id"])
    found = {team: len(late[team]) for team in LOOKED_AT}
    assert max(found.values()) <= 12 and found["Hatfield"] >= 1, found


def test_eleven_weeks_are_signed_off_the_twelfth_in_part(rows: Rows) -> None:
    teams = team_of(rows)
    cases = {e["case_id"] for e in rows.of[Entry] if teams[e["case_id"]] in LOOKED_AT}
    off = Counter(row["week"] for row in rows.of[WeekSignOff] if row["case_id"] in cases)
    assert THIS_WEEK.start not in off
    assert 0.25 < off[THIS_WEEK.previous.start] / len(cases) < 0.7
    assert off[THIS_WEEK.after(-2).start] / len(cases) > 0.85


def test_signatures_are_waited_for_from_priya_and_from_sam(rows: Rows) -> None:
    names = {p["id"]: p["name"] for p in rows.of[Practitioner]}
    open_weeks = {e["id"] for e in rows.of[Entry] if e["signed_off_at"] is None}
    waiting = {names[s["practitioner_id"]] for s in rows.of[Signature] if not s["signed_at"]}
    assert all(s["entry_id"] in open_weeks for s in rows.of[Signature] if not s["signed_at"])
    assert {"Priya Raman", "Sam Okoro"} <= waiting


def test_entries_are_fit_for_the_record_and_equal_their_revision(rows: Rows) -> None:
    revisions = {r["entry_id"]: r for r in rows.of[EntryRevision]}
    for entry in rows.of[Entry]:
        content = read_content(entry["kind"], entry["content"], EVERY_MARK)
        assert content.problems() == {}
        assert kind_of(content) == entry["kind"]
        kept = revisions[entry["id"]]
        assert (kept["content"], kept["fingerprint"], kept["number"]) == (entry["content"], entry["fingerprint"], 1)
    assert len(revisions) == len(rows.of[Entry])


def test_entries_name_only_people_of_the_family_and_tasks_of_the_case(rows: Rows) -> None:
    family_of = {case["id"]: case["family_id"] for case in rows.of[Case]}
    home = {person["id"]: person["family_id"] for person in rows.of[Person]}
    for entry in rows.of[Entry]:
        people = [*map(int, entry["content"].get("children", {})), *entry["content"].get("adults", ())]
        assert {home[number] for number in people} <= {family_of[entry["case_id"]]}
    case_of = {entry["id"]: entry["case_id"] for entry in rows.of[Entry]}
    tasks = {task["id"]: task for task in rows.of[Task]}
    for outcome in rows.of[TaskOutcome]:
        assert tasks[outcome["task_id"]]["case_id"] == case_of[outcome["entry_id"]]
    assert all(t["closed_at"] is None or t["closed_at"] >= t["made_at"] for t in tasks.values())


def test_nearly_everybody_has_signed_in_and_lately(rows: Rows) -> None:
    last = {row["practitioner_id"]: row["made_at"] for row in rows.of[SignIn]}
    assert 0.95 * len(rows.of[Practitioner]) < len(last) < len(rows.of[Practitioner])
    assert all(row["ended_at"] <= WEDNESDAY and row["made_at"] <= row["ended_at"] for row in rows.of[SignIn])
    assert sum(at > WEDNESDAY - timedelta(days=4) for at in last.values()) > 0.7 * len(last)
    assert all(entry["author_id"] in last for entry in rows.of[Entry])


def test_within_a_family_no_sentence_of_the_weekly_entries_stands_twice(rows: Rows) -> None:
    written = {f.reference for f in read_families()}
    references = {f["id"]: f["reference"] for f in rows.of[Family]}
    said: dict[int, Counter[str]] = defaultdict(Counter)
    for entry in rows.of[Entry]:
        for text in prose(entry["content"]):
            said[entry["case_id"]].update(s for s in re.split(r"(?<=[.!?])\s+", text) if len(s.split()) > 3)
    for case in rows.of[Case]:
        if references[case["family_id"]] not in written:
            twice = [s for s, count in said[case["id"]].items() if count > 1]
            assert not twice, twice


def prose(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [text for name, value in part.items() if name != "why_not_alone" for text in prose(value)]
    if isinstance(part, list | tuple):
        return [text for value in part for text in prose(value)]
    return [part] if isinstance(part, str) else []


def test_somebody_opened_the_records_that_one_looks_at(rows: Rows) -> None:
    reads = [row for row in rows.of[TrailRow] if row["act"] == "read"]
    assert len({row["case_id"] for row in reads}) > 100
    assert min(row["at"] for row in reads) > WEDNESDAY - timedelta(weeks=4)
