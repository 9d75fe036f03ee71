"""The report is made of quotations: each stands in its entry, none twice, the same ones whatever order they came in."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.practice.consultations import CLOSED, HEALTH, Answer, Part, Recommendation
from store.practice.entries import ChildSeen, Content, SignificantEvent, Visit, WeeklyEntry, kind_of
from store.practice.group_supervision import GroupSupervision
from store.practice.individual_supervision import CasePart
from store.practice.report.assembly import LONGEST_LINE, assemble
from store.practice.report.facts import Member, facts_of, told_apart
from store.practice.report.from_entries import SaidBeside, sources_of
from store.practice.report.report import Fact, Report, Section, words_from_entries, words_of
from store.practice.report.said import what_it_says
from store.practice.report.sections import CONFERENCE_REPORT, SectionPlan
from store.practice.report.sentences import SHORT, sentences_of, words_in
from store.practice.report.source import Source
from store.practice.roles import WRITERS
from store.practice.sessions import OwnWords, Session, Talk
from store.practice.told import Told

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
NAMES = {1: "Maya", 2: "Leo", 3: "Dawn (mother)"}
PARTS = sorted({name for plan in CONFERENCE_REPORT for name in plan.parts})


def source(
    number: int = 0, part: str = "weekly_entry.worries", text: str = "She was late again.", **facts: Any
) -> Source:
    kind, _, name = part.partition(".")
    known = {"author_id": 1, "author": "Priya Raman", "role": "childrens_social_worker", "happened_at": AT}
    return Source(entry_id=UUID(int=number), kind=kind, part=name, text=text, **(known | facts))


def told(content: Content, number: int = 0, days: int = 0) -> Told:
    at = AT + timedelta(days=days)
    return Told(UUID(int=number), kind_of(content), 1, "Priya Raman", "childrens_social_worker", at.date(), at, at,
                False, content.is_significant, 1, None, 0, content)  # fmt: skip


def report_of(*sources: Source, sections: tuple[SectionPlan, ...] = CONFERENCE_REPORT) -> Report:
    return assemble(sources, facts={}, people=tuple(NAMES.values()), sections=sections)


def section(report: Report, key: str) -> Section:
    return next(one for one in report.sections if one.plan.key == key)


def shown(report: Report, key: str) -> list[str]:
    return [line.text for line in section(report, key).lines]


def said_twice(report: Report) -> list[object]:
    lines = [line for one in report.sections for line in (*one.lines, *one.more)]
    said = Counter(what_it_says(line.source, piece) for line in lines for piece in sentences_of(line.text) if piece.key)
    return [key for key, times in said.items() if times > 1]


words = st.sampled_from(["she", "said", "no", "and", "then", "came", "home", "to", "Maya", "with", "the", "bag"])
sentence = st.builds(
    lambda many, end: " ".join(many).capitalize() + end,
    st.lists(words, min_size=1, max_size=40),
    st.sampled_from([".", "!", "?", "…", ".”", ""]),
)
texts = st.builds(lambda many, between: between.join(many), st.lists(sentence, min_size=1, max_size=8),
                  st.sampled_from([" ", "\n", "  ", "\n\n"]))  # fmt: skip
sources = st.builds(
    lambda number, part, text, role, day, significant, of, mark: source(
        number, part, text, role=role, author=f"A {role}", happened_at=AT + timedelta(days=day),
        significant=significant, of=of, mark=mark,
    ),
    st.integers(0, 20), st.sampled_from(PARTS), texts, st.sampled_from(WRITERS), st.integers(0, 3), st.booleans(),
    st.sampled_from(["", "Maya", "Leo", "Ring the school"]), st.sampled_from(["", "", "", HEALTH, CLOSED]),
)  # fmt: skip
many_sources = st.lists(sources, max_size=40)


@given(many_sources)
def test_every_line_stands_in_its_source_letter_by_letter_and_is_whole_sentences(given_sources: list[Source]) -> None:
    for one in report_of(*given_sources).sections:
        for line in (*one.lines, *one.more):
            assert line.text and line.text in line.source.text and line.source in given_sources
            pieces = [line.source.text[piece.start : piece.end] for piece in sentences_of(line.source.text)]
            assert {line.text[piece.start : piece.end] for piece in sentences_of(line.text)} <= set(pieces)


@given(many_sources)
def test_no_sentence_stands_in_it_twice(given_sources: list[Source]) -> None:
    assert said_twice(report_of(*given_sources)) == []


@given(many_sources)
def test_nothing_is_lost_that_is_not_kept_to_a_few(given_sources: list[Source]) -> None:
    report = report_of(*given_sources)
    lines = [line for one in report.sections for line in (*one.lines, *one.more)]
    said = {piece.key for line in lines for piece in sentences_of(line.text)}
    taken = [one for one in given_sources if not one.mark and any(_takes(plan, one) for plan in CONFERENCE_REPORT)]
    assert {piece.key for one in taken for piece in sentences_of(one.text)} <= said


def _takes(plan: SectionPlan, one: Source) -> bool:
    return one.name in plan.parts and (one.significant or not plan.only_significant)


@given(many_sources, st.randoms(use_true_random=False))
def test_the_same_whatever_order_they_come_in(given_sources: list[Source], random: Random) -> None:
    shuffled = list(given_sources)
    random.shuffle(shuffled)
    assert report_of(*given_sources) == report_of(*shuffled)


@given(many_sources)
def test_no_section_is_longer_than_its_limit_and_no_line_than_a_line(given_sources: list[Source]) -> None:
    for one in report_of(*given_sources).sections:
        assert sum(words_in(line.text) for line in one.lines) <= one.plan.words
        assert all(words_in(line.text) <= LONGEST_LINE for line in one.lines)


@given(many_sources)
def test_what_is_marked_never_appears(given_sources: list[Source]) -> None:
    lines = [line for one in report_of(*given_sources).sections for line in (*one.lines, *one.more)]
    assert {line.source.mark for line in lines} <= {""}


@given(texts)
def test_a_text_is_taken_apart_without_losing_a_word(text: str) -> None:
    found = sentences_of(text)
    assert sum(one.words for one in found) == words_in(text)
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He slept. She did not.", ["He slept.", "She did not."]),
        ("“I’m fine. Go away.” He shut the door.", ["“I’m fine. Go away.”", "He shut the door."]),
        ("“I’m fine. Go away.”\nHe shut the door.", ["“I’m fine. Go away.”", "He shut the door."]),
        ("Dr. Hale came. Mrs. Bee too.", ["Dr. Hale came.", "Mrs. Bee too."]),
        ("She thought… and left.", ["She thought… and left."]),
        ("One line\n\nanother line", ["One line", "another line"]),
        ("He said “no. She left. He stayed.", ["He said “no.", "She left.", "He stayed."]),
        ("He said “no. She said “Yes. Now.” He left.", ["He said “no.", "She said “Yes. Now.”", "He left."]),
        ("  ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[one.start : one.end] for one in sentences_of(text)] == parts


def test_what_repeats_is_compared_by_its_words_and_short_answers_repeat_nothing() -> None:
    said = sentences_of("She rang me herself. SHE rang me – herself! No. No.")
    assert (said[0].key, said[2].key, SHORT) == (said[1].key, "", 4)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("He drank 1.5 litres of cider a day.", "He drank 15 litres of cider a day.", False),
        ("It is safe there now?", "It is safe there now.", False),
        ("She came at 10:30, she said.", "She came at 10:30 she said", True),
    ],
)
def test_what_says_something_else_does_not_repeat(one: str, other: str, same: bool) -> None:
    (first,), (second,) = sentences_of(one), sentences_of(other)
    assert first.key and (first.key == second.key) is same


def test_what_is_left_of_a_text_says_that_more_was_written_before_it() -> None:
    before = source(1, "weekly_entry.headline", "Gaz has not been back.")
    after = source(2, text="Gaz has not been back. We saw his coat in the hall.")
    (line,) = section(report_of(before, after), "worries").lines
    assert (line.text, line.follows_on) == ("We saw his coat in the hall.", True)
    assert not section(report_of(after), "worries").lines[0].follows_on


def test_the_first_place_keeps_a_sentence_and_the_rest_is_quoted_around_it() -> None:
    before = source(1, "weekly_entry.headline", "Leo slept through every night.")
    after = source(2, text="The flat is cold. Leo slept through every night! Dawn has no money for the meter.")
    report = report_of(before, after)
    assert shown(report, "views") == ["Leo slept through every night."]
    assert shown(report, "worries") == ["The flat is cold.", "Dawn has no money for the meter."]
    assert all(line.is_part for line in section(report, "worries").lines)


def test_what_is_significant_comes_before_headlines_these_before_outcomes_and_then_the_newest_of_each_in_turn() -> None:
    plan = SectionPlan("x", "X", 8, frozenset({"weekly_entry.headline", "weekly_entry.outcome", "visit.observed"}))
    old = AT - timedelta(days=30)
    marked = source(1, "visit.observed", "This was the significant one.", significant=True, happened_at=old)
    line = source(2, "weekly_entry.headline", "A headline stood here.", happened_at=old)
    outcome = source(3, "weekly_entry.outcome", "What came of it.", happened_at=AT)
    report = report_of(line, outcome, marked, sections=(plan,))
    assert shown(report, "x") == ["This was the significant one."], "four words more have no room"
    assert [one.text for one in section(report, "x").more] == ["A headline stood here.", "What came of it."]
    wider = SectionPlan("x", "X", 9, plan.parts)
    assert shown(report_of(line, outcome, marked, sections=(wider,)), "x") == [marked.text, line.text]


def test_each_profession_has_its_turn() -> None:
    sw = [source(n, "weekly_entry.headline", f"Priya wrote number {n}.") for n in range(1, 9)]
    dr = source(9, "weekly_entry.headline", "Sam wrote this line.", author="Sam Okoro", role="recovery_worker",
                happened_at=AT - timedelta(days=60))  # fmt: skip
    plan = SectionPlan("x", "X", 12, frozenset({"weekly_entry.headline"}), "author")
    assert "Sam wrote this line." in shown(report_of(*sw, dr, sections=(plan,)), "x")


def test_of_a_long_text_the_first_whole_sentences_stand_there_and_the_rest_under_more() -> None:
    long = " ".join(f"Sentence number {n} {'is about the kitchen ' * 5}there." for n in range(8))
    report = report_of(source(text=long))
    (line,), (rest,) = section(report, "worries").lines, section(report, "worries").more
    assert f"{line.text} {rest.text}" == long and line.is_part and words_in(line.text) <= LONGEST_LINE


def test_only_what_was_marked_significant_tells_what_happened_and_its_visit_is_not_told_again() -> None:
    one = told(Visit(observed="There was glass on the floor.", significant=True, impact="Leo hid in the hall."), 1)
    two = told(Visit(observed="The table was laid for three."), 2, days=1)
    event = told(SignificantEvent("The police were called at four.", "Maya let them in herself.", (1,)), 3, days=2)
    report = report_of(*sources_of((one, two, event), (), NAMES))
    assert shown(report, "reason") == [
        "There was glass on the floor.", "Leo hid in the hall.", "The police were called at four.",
        "Maya let them in herself.",
    ]  # fmt: skip
    assert shown(report, "children") == ["The table was laid for three."]
    assert {line.why for line in section(report, "reason").lines} == {
        "What was seen and heard on a visit; marked significant",
        "What it meant for the children; marked significant",
        "Significant event; marked significant",
    }


def test_words_stand_under_who_said_them_and_tasks_under_their_titles() -> None:
    child = ChildSeen(seen=True, words="I like it when Gran stays over.", kept_from_parents=True)
    talk = Talk("Drinking", (OwnWords("I poured it down the sink.", "commitment"),))
    visit = Visit(observed="x", adults=(3,), children={"1": child}, parent_words="Nobody ever asked me that.")
    entries = told(visit, 1), told(Session(parent=3, did="x", talks=(talk,)), 2)
    beside = SaidBeside(UUID(int=3), 1, "Priya Raman", "recovery_worker", AT, "She rings before she drinks.",
                        "Ring Sam first", "done")  # fmt: skip
    report = report_of(*sources_of(entries, (beside,), NAMES))
    assert [(line.heading, line.source.kept_from_parents) for line in section(report, "child_words").lines] == [
        ("Maya", True)
    ]
    assert [heading for heading, _ in section(report, "parent_words").headings] == ["Dawn (mother)"]
    assert [(line.heading, line.why) for line in section(report, "tasks").lines] == [
        ("Ring Sam first", "Outcome of a task: done")
    ]


def test_two_who_say_the_same_are_both_heard_and_one_who_says_it_again_once() -> None:
    both = ChildSeen(seen=True, words="I want to live with Gran.", meaning="She misses her own bed.")
    week = {"1": "It was a quiet week.", "2": "It was a quiet week."}
    of_two = told(Visit(observed="x", children={"1": both, "2": both}), 1)
    again = told(Visit(observed="x", children={"2": both}), 2, days=1)
    report = report_of(*sources_of((of_two, again, told(WeeklyEntry("x", children=week), 3)), (), NAMES))
    said = [(line.heading, line.text) for line in section(report, "child_words").lines]
    assert said == [("Maya", "I want to live with Gran."), ("Leo", "I want to live with Gran.")]
    needs = [(line.heading, line.text) for line in section(report, "needs").lines]
    assert [one for one in needs if "week" in one[1]] == [("Maya", week["1"]), ("Leo", week["2"])]
    assert len(needs) == 4
    lines = [source(number, "session.own_words", "Nobody asked me that before.", of=who)
             for number, who in enumerate(("Dawn (mother)", "Gaz (father)", "Dawn (mother)"))]  # fmt: skip
    assert [line.heading for line in section(report_of(*lines), "parent_words").lines] == [
        "Dawn (mother)", "Gaz (father)"
    ]  # fmt: skip


def test_of_supervision_only_what_was_agreed_and_decided_and_dissent_by_name() -> None:
    group = GroupSupervision("", "private worry", "private works", "private needs", 5, "Safe enough in the week.",
                             {"4": "I would say seven."}, "A visit every Friday.", present=(4,),
                             names={"4": "Sam"})  # fmt: skip
    one = CasePart(4, "Sam", "private talk", "private worries", "Two visits a week.", "Nobody saw Leo.",
                   {"1": "private reflection"}, ("private task",))  # fmt: skip
    report = report_of(*sources_of((told(group, 1), told(one, 2)), (), NAMES))
    lines = [line.text for part in report.sections for line in (*part.lines, *part.more)]
    assert sorted(lines) == sorted(["Safe enough in the week.", "A visit every Friday.", "I would say seven.",
                                    "Two visits a week.", "Nobody saw Leo."])  # fmt: skip
    assert [line.heading for line in section(report, "disagreements").lines] == ["Sam"]


@pytest.mark.parametrize(("mark", "asked_apart", "there"), [("", False, 1), (HEALTH, False, 0), ("", True, 0)])
def test_recommendations_stand_there_unless_what_they_follow_from_is_for_a_few(
    mark: str, asked_apart: bool, there: int
) -> None:
    given_by = Recommendation("See Leo alone once a week.", 4, "Sam")
    answer = told(Answer(Part("The formulation is secret.", mark).as_seen(set()), recommendations=(given_by,)), 7)
    report = report_of(*sources_of((answer,), (), NAMES, {answer.id} if asked_apart else set()))
    assert len(section(report, "recommendations").lines) == there
    assert "secret" not in repr(report)


def test_the_sections_stand_in_their_order_and_what_the_author_writes_is_said_to_be_empty() -> None:
    report = report_of(source())
    assert [one.plan for one in report.sections] == list(CONFERENCE_REPORT)
    assert len({plan.key for plan in CONFERENCE_REPORT}) == len(CONFERENCE_REPORT)
    to_write = [one.plan.key for one in report.still_empty if one.plan.to_write]
    assert to_write == ["harm", "plan", "recommendation"]
    assert "disagreements" not in [one.plan.key for one in report.still_empty], "nobody has to disagree"


def test_how_each_child_was_seen_is_reckoned_from_the_visits() -> None:
    members = [
        Member(1, "Maya", "Maya Hill", "daughter", True, True, "7"),
        Member(2, "Leo", "Leo Hill", "son", True, True, "3"),
        Member(3, "Dawn (mother)", "Dawn Hill", "mother", True, False),
    ]
    seen = [
        told(Visit(observed="x", children={"1": ChildSeen(seen=True, alone=True), "2": ChildSeen(seen=False)}), 1),
        told(Visit(observed="x", children={"1": ChildSeen(seen=True, alone=None)}), 2, days=1),
        told(Visit(carried_out=False, why_not="x", children={"1": ChildSeen(seen=True)}), 3, days=2),
    ]
    facts = facts_of(members, seen, referral="School rang.", steps=(("Review conference", date(2026, 9, 1)),))
    maya, leo = facts["children"]
    assert (maya.label, maya.text, [day.in_words for day in maya.days]) == (
        "Maya, 7", "Seen on 2 visits, alone on 1", ["2 November, alone", "3 November"],
    )  # fmt: skip
    assert (leo.text, leo.days) == ("Not seen on a visit yet", ())
    assert [(one.label, one.text) for one in facts["family"]][-1] == ("Dawn Hill", "mother, lives in the home")
    assert [one.label for one in facts["reason"]] == ["Referral", "Review conference"]


@pytest.mark.parametrize(
    ("since", "child", "was_seen", "label", "text"),
    [
        (None, {}, False, "Maya, 7", "Not seen on a visit yet"),
        (date(2026, 8, 20), {}, False, "Maya, 7", "Not seen on a visit since the conference of 20 August 2026"),
        (None, {"died": "died 3 May 2026"}, False, "Maya, 7, died 3 May 2026", ""),
        (None, {"died": "died 3 May 2026"}, True, "Maya, 7, died 3 May 2026", "Seen on one visit, never alone"),
        (None, {"is_baby": True}, True, "Maya, 7", "Seen on one visit"),
    ],
)
def test_of_whom_it_says_that_they_were_not_seen(
    since: date | None, child: dict[str, Any], was_seen: bool, label: str, text: str
) -> None:
    maya = Member(1, "Maya", "Maya Hill", "daughter", True, True, "7", **child)
    visits = [told(Visit(observed="x", children={"1": ChildSeen(seen=True)}))] if was_seen else []
    facts = facts_of([maya], visits, referral="", steps=(), since=since)
    assert [(one.label, one.text) for one in facts["children"]] == [(label, text)]
    assert facts["family"][0].text == f"daughter, 7, {child.get('died', 'lives in the home')}"


@pytest.mark.parametrize(
    ("visits", "text"),
    [(0, "No visit before the birth yet"), (1, "One visit before the birth"), (2, "2 visits before the birth")],
)
def test_of_an_unborn_child_nobody_says_that_they_were_not_seen(visits: int, text: str) -> None:
    unborn = Member(1, "the unborn child", "the unborn child", "", True, True, "due 19 January", is_unborn=True)
    there = [told(Visit(observed="x", children={"1": ChildSeen(seen=True)}), n, days=n) for n in range(visits)]
    facts = facts_of([unborn], there, referral="", steps=(), since=date(2026, 8, 20))
    assert [(one.text, len(one.days)) for one in facts["children"]] == [(text, visits)]
    assert facts["family"][0].text == "due 19 January"


def test_two_of_one_name_are_told_apart() -> None:
    called = {7: "the unborn child", 3: "Dawn (mother)", 5: "the unborn child"}
    told = {7: "the unborn child (2 of 2)", 3: "Dawn (mother)", 5: "the unborn child (1 of 2)"}
    assert told_apart(called) == told and list(told_apart(called)) == [7, 3, 5]


def test_which_words_came_from_entries() -> None:
    maya, visit = Member(1, "Maya", "Maya", "", True, True), told(Visit(children={"1": ChildSeen(seen=True)}))
    (day,) = facts_of([maya], [visit], referral="", steps=())["children"]
    facts = {"family": (Fact("Dawn", "mother, lives in the home"),), "children": (day,)}
    report = assemble([source(text="Four words of hers.")], facts=facts)
    assert (day.words, facts["family"][0].words) == (9, 6)
    assert words_from_entries(report) == pytest.approx((4 + 9) / (4 + 9 + 6))
    titles = sum(words_in(plan.title) for plan in CONFERENCE_REPORT)
    assert words_of(report) == titles + 4 + 9 + 6
    assert words_from_entries(assemble((), facts={})) == 0.0


def test_a_weekly_entry_says_how_it_was_for_each_child_who_is_on_the_record() -> None:
    entry = told(WeeklyEntry("x", children={"1": "She sang on Tuesday morning.", "9": "Somebody else’s child."}))
    report = report_of(*sources_of((entry,), (), NAMES))
    assert [(line.heading, line.text) for line in section(report, "needs").lines] == [
        ("Maya", "She sang on Tuesday morning.")
    ]
