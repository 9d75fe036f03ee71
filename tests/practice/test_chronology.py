import pytest

from store.practice.chronology import concerns, first_words, headline, impact
from store.practice.entries import ChildSeen, SignificantEvent, Visit, WeeklyEntry


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(WeeklyEntry(headline="Calmer mornings.", worked_on="x"), "Calmer mornings.", id="as it was given"),
        pytest.param(WeeklyEntry(outcome="She rang."), "She rang.", id="an old entry without a headline"),
        pytest.param(Visit(observed="Both\n\nin clean\tclothes."), "Both in clean clothes.", id="in one line"),
        pytest.param(
            Visit(carried_out=False, why_not="Nobody in."), "Did not take place: Nobody in.", id="not carried out"
        ),
        pytest.param(SignificantEvent(what="Chris came."), "Chris came.", id="an event"),
        pytest.param(Visit(), "", id="nothing said"),
    ],
)
def test_an_entry_in_one_line(content: WeeklyEntry | Visit | SignificantEvent, line: str) -> None:
    assert headline(content) == line


@pytest.mark.parametrize(
    ("text", "longest", "line"),
    [
        ("Dawn had the chart", 18, "Dawn had the chart"),
        ("Dawn had the chart up", 18, "Dawn had the chart…"),
        ("Dawn had the chart up", 16, "Dawn had the…"),
        ("Upset and left. He rang", 16, "Upset and left…"),
        ("Llanfairpwllgwyngyll", 8, "Llanfair…"),
    ],
)
def test_words_are_not_cut_in_half(text: str, longest: int, line: str) -> None:
    assert first_words(text, longest) == line


def test_what_it_meant_for_the_children() -> None:
    assert impact(SignificantEvent(what="x", impact="Maya hid.")) == "Maya hid."
    assert impact(Visit(observed="x", significant=True, impact="Both slept.")) == "Both slept."
    assert impact(WeeklyEntry(headline="x")) == ""


def test_of_which_children_it_says_something() -> None:
    seen = {"7": ChildSeen(seen=True), "8": ChildSeen(), "9": ChildSeen(words="I like the chart.")}
    assert concerns(Visit(children=seen)) == (7, 9)
    assert concerns(WeeklyEntry(children={"7": "Slept well.", "8": ""})) == (7,)
    assert concerns(SignificantEvent(about=(8,))) == (8,)
