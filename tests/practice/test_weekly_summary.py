"""Whose part is in, what presses most, and the words of a card."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from store.practice.due_date import DueDate
from store.practice.plan_chip import plan_words
from store.practice.timescale import Kind
from store.practice.week_cards import card_of_mine, card_of_team
from store.practice.week_frame import WeekFrame
from store.practice.week_progress import by_pressure, chapters_progress, mine_first, my_progress, writers
from store.practice.weekly_summary import Chapter, FamilyWeek, worth_saying
from store.practice.weeks import Week, due_at

WEEK = Week(date(2026, 11, 16))
TODAY = date(2026, 11, 18)
FRAME = WeekFrame(WEEK, TODAY, due_at(WEEK))
ID = UUID(int=1)


def chapter(who: int, *, written: bool = False, expected: bool = True) -> Chapter:
    return Chapter(who, f"Person {who}", "recovery_worker", expected, ID if written else None)


def due(key: str, days: int) -> DueDate:
    return DueDate("Visit", date.fromordinal(TODAY.toordinal() + days), Kind.LOCAL, key, days < 0, days, "")


def family(name: str, *chapters: Chapter, **more: object) -> FamilyWeek:
    return FamilyWeek(1, 1, name, "Hatfield", chapters=chapters, **more)  # type: ignore[arg-type]


def test_a_family_is_ready_when_all_that_is_expected_is_in() -> None:
    assert family("A", chapter(1, written=True), chapter(2, written=True)).is_ready
    assert not family("A", chapter(1, written=True), chapter(2)).is_ready
    assert not family("A").is_ready, "nobody holds it: there is nothing to sign off"
    assert not family("A", chapter(1, written=True), signed_off_at=datetime(2026, 11, 19, tzinfo=UTC)).is_ready


SIGNED = datetime(2026, 11, 19, tzinfo=UTC)


def test_a_family_of_which_something_came_after_sign_off_is_ready_again() -> None:
    assert family("A", chapter(1, written=True), signed_off_at=SIGNED, came_later=1).is_ready
    assert not family("A", chapter(1), signed_off_at=SIGNED, came_later=1).is_ready, "somebody's part is still to come"
    assert family("A", signed_off_at=SIGNED, came_later=1).is_ready, "nobody's turn; there is something to sign off"


def test_a_colleagues_extra_entry_is_shown_and_not_counted() -> None:
    both = family("A", chapter(1), chapter(2, written=True, expected=False))
    assert (chapters_progress([both]).done, chapters_progress([both]).of) == (0, 1)
    assert [disc.state for disc in card_of_team(both, FRAME).discs] == ["waiting", "in"]


def test_mine_that_wait_come_first_and_signed_off_last() -> None:
    signed = family("Signed", chapter(1, written=True), signed_off_at=datetime(2026, 11, 17, tzinfo=UTC))
    calm, waits = family("Calm", chapter(1, written=True)), family("Waits", chapter(1))
    pressing = family("Presses", chapter(1), due=(due("visit_child_protection", -2),))
    order = mine_first([signed, calm, waits, pressing], 1)
    assert [one.name for one in order] == ["Presses", "Waits", "Calm", "Signed"]
    assert (my_progress(order, 1).done, my_progress(order, 1).of) == (2, 4)


def test_pressure_puts_the_overdue_first_then_what_is_ready() -> None:
    overdue, ready = family("O", chapter(1), tasks_overdue=1), family("R", chapter(1, written=True))
    assert [one.name for one in by_pressure([family("W", chapter(1)), ready, overdue])] == ["O", "R", "W"]


def test_what_came_later_presses_like_what_is_ready_and_what_is_signed_off_stands_last() -> None:
    signed = family("S", chapter(1, written=True), signed_off_at=SIGNED)
    came = replace(signed, name="C", came_later=2)
    assert [one.name for one in by_pressure([signed, family("W", chapter(1)), came])] == ["C", "W", "S"]


def test_what_came_later_is_said_before_when_the_week_was_signed_off() -> None:
    card = card_of_team(family("A", chapter(1, written=True), signed_off_at=SIGNED, came_later=5), FRAME)
    assert card.status and [card.status.text, *(one.text for one in card.rest)] == [
        "5 came later, open", "Signed off Thu",
    ]  # fmt: skip


def test_writers_are_counted_with_most_to_write_first() -> None:
    found = writers([family("A", chapter(1), chapter(2)), family("B", chapter(1), chapter(2, written=True))])
    assert [(one.name, one.done, one.of) for one in found] == [("Person 1", 0, 2), ("Person 2", 1, 2)]


def test_nothing_is_said_to_be_due_that_cannot_be_recorded_yet() -> None:
    assert worth_saying([due("group_supervision", -9), due("individual_supervision", -9)]) == ()


@pytest.mark.parametrize(
    ("plans", "chip"),
    [
        ([("child_in_need", "")], ("Child in need", "cin")),
        ([("child_in_need", ""), ("child_protection", "emotional_abuse")], ("CP · emotional abuse", "cp")),
        ([("child_protection", "neglect"), ("pre_proceedings", "")], ("Pre-proceedings", "plain")),
        ([("looked_after", "")], ("Looked after", "plain")),
        ([], ("", "")),
        ([("unknown", "")], ("", "")),
    ],
)
def test_the_gravest_plan_gives_the_chip(plans: list[tuple[str, str]], chip: tuple[str, str]) -> None:
    assert plan_words(plans) == chip


def test_my_card_leads_to_my_form_while_my_part_waits() -> None:
    card = card_of_mine(family("A", chapter(1)), FRAME, 1, "Hatfield", asked_to_sign=True)
    assert card.status and [card.status.text, *(one.text for one in card.rest)] == [
        "Your part is waiting", "Asked to sign a visit",
    ]  # fmt: skip
    assert card.status.href == "/families/1/weekly-entries/new?week=2026-W47"
    assert (card.meta, card.discs[0].label, card.discs[0].state) == ("", "you", "me")


def test_a_card_of_another_team_names_it() -> None:
    assert card_of_mine(family("A"), FRAME, 1, "Welwyn", asked_to_sign=False).meta == "Hatfield"


def test_the_managers_card_has_the_children_and_the_reference_where_that_is_needed() -> None:
    byrne = family("Byrne", children=("Ella 4",), reference="H200017")
    assert card_of_team(byrne, FRAME).meta == "Ella 4"
    assert card_of_team(byrne, FRAME, has_namesake=True).meta == "Ella 4 · H200017"
    assert card_of_team(family("Byrne", reference="H200018"), FRAME).meta == "H200018"


def test_what_is_far_away_is_not_on_the_card() -> None:
    near, far = family("A", due=(due("review", 12),)), family("B", due=(due("review", 15),))
    said = card_of_mine(near, FRAME, 1, "", asked_to_sign=False).status
    assert said and said.text == "Visit in 12 days"
    assert card_of_mine(far, FRAME, 1, "", asked_to_sign=False).status is None


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 18), "due Fri 17:00"),
        (date(2026, 11, 20), "due Fri 17:00"),
        (date(2026, 11, 21), "was due Fri 17:00"),
        (date(2026, 11, 25), "was due Fri 20 Nov"),
    ],
)
def test_when_the_week_is_due(today: date, words: str) -> None:
    assert WeekFrame(WEEK, today, due_at(WEEK)).due == words


@pytest.mark.parametrize("is_the_managers", [True, False])
def test_what_is_due_stands_soonest_first_and_only_the_overdue_is_red(is_the_managers: bool) -> None:
    dues = (due("visit_child_protection", -3), due("review", -1), due("core_group", 2), due("report_review", 5))
    one = family("A", chapter(2), due=dues)
    card = card_of_team(one, FRAME) if is_the_managers else card_of_mine(one, FRAME, 1, "Hatfield", asked_to_sign=False)
    assert card.status
    assert [(chip.text, chip.kind) for chip in (card.status, *card.rest)] == [
        ("Visit overdue since Sun 15 Nov", "overdue"),
        ("Visit overdue since Tue 17 Nov", "overdue"),
        ("Visit due by Fri", "due"),
    ]
    calm = family("B", chapter(2), due=dues[2:])
    card = (
        card_of_team(calm, FRAME) if is_the_managers else card_of_mine(calm, FRAME, 1, "Hatfield", asked_to_sign=False)
    )
    assert card.status and "overdue" not in {card.status.kind, *(chip.kind for chip in card.rest)}
