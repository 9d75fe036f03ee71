"""What an author chose in a report: what stands, in which order, and what is said of it; the quotations stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.practice.report.assembly import assemble
from store.practice.report.choices import MARKS, Choices
from store.practice.report.report import Report, words_from_entries, words_of
from store.practice.report.sections import CONFERENCE_REPORT
from store.practice.report.source import Source
from tests.practice.test_report import NAMES, many_sources, said_twice, section, shown, source

WORRIES = "worries"
LATE, COLD, ALONE = "She was late again today.", "The flat was cold all week.", "Leo was alone on the stairs."


def chosen(sources: list[Source], **by_section: Choices) -> Report:
    return assemble(sources, facts={}, people=tuple(NAMES.values()), choices=by_section)


def three() -> list[Source]:
    return [source(number, text=text) for number, text in enumerate((LATE, COLD, ALONE))]


def test_what_is_left_out_stands_apart_and_nothing_comes_in_its_place() -> None:
    long = [source(number, text=f"Worry number {number} went on and on {'so ' * 80}.") for number in range(9)]
    before = shown(chosen(long), WORRIES)
    gone = next(one for one in long if one.text == before[0])
    after = chosen(long, worries=Choices(left_out=[gone.key]))
    assert shown(after, WORRIES) == before[1:]
    assert [line.text for line in section(after, WORRIES).left_out] == [gone.text]
    assert gone.text not in [line.text for line in section(after, WORRIES).more]


def test_what_is_brought_in_stands_whole_beyond_the_limit() -> None:
    long = [source(number, text=f"Worry number {number} went on and on {'so ' * 80}.") for number in range(9)]
    beyond = section(chosen(long), WORRIES).more[0].source
    after = chosen(long, worries=Choices(brought_in=[beyond.key]))
    assert set(shown(after, WORRIES)) == {*shown(chosen(long), WORRIES), beyond.text}


@pytest.mark.parametrize(("places", "order"), [
    ({2: 1}, [ALONE, LATE, COLD]), ({0: 3}, [COLD, ALONE, LATE]), ({1: 1, 2: 2}, [COLD, ALONE, LATE]),
    ({0: 99}, [COLD, ALONE, LATE]), ({1: 2, 2: 2}, [LATE, ALONE, COLD]),
])  # fmt: skip
def test_it_stands_where_the_author_puts_it(places: dict[int, int], order: list[str]) -> None:
    lines = three()
    wanted = Choices(places={lines[number].key: place for number, place in places.items()})
    assert shown(chosen(lines, worries=wanted), WORRIES) == order


def test_what_the_author_says_of_a_line_and_before_it_changes_no_letter_of_it() -> None:
    lines = three()
    said = Choices(marks={lines[0].key: "allegation"}, links={lines[0].key: "The school says:"})
    first, *others = section(chosen(lines, worries=said), WORRIES).lines
    assert (first.text, first.mark, first.link) == (LATE, "allegation", "The school says:")
    assert {(one.mark, one.link) for one in others} == {("", "")}


def test_a_linking_sentence_is_the_authors_word_and_no_entrys() -> None:
    lines = three()
    linked = chosen(lines, worries=Choices(links={lines[0].key: "So it was told to us."}))
    assert words_of(linked) == words_of(chosen(lines)) + 6
    assert words_from_entries(linked) < words_from_entries(chosen(lines)) == 1


def test_a_choice_holds_when_the_entry_is_revised() -> None:
    revised = source(1, text="The flat was cold, and there was no light.")
    out = Choices(left_out=[source(1, text=COLD).key])
    assert shown(chosen([revised, source(2, text=LATE)], worries=out), WORRIES) == [LATE]


def test_parts_of_one_entry_are_chosen_each_by_itself() -> None:
    facts = {"part": "weekly_entry.child", "text": "Slept well on all nights."}
    one, other = source(1, **facts, children=(1,), of="Maya"), source(1, **facts, children=(2,), of="Leo")
    task, next_task = (source(1, "weekly_entry.difference", "It helped her.", of=of) for of in ("Ring", "Write"))
    assert len({one.key, other.key, task.key, next_task.key}) == 4


picks = st.builds(
    lambda out, brought, places, marks: (out, brought, places, marks),
    st.sets(st.integers(0, 39)), st.sets(st.integers(0, 39)),
    st.dictionaries(st.integers(0, 39), st.integers(1, 50)),
    st.dictionaries(st.integers(0, 39), st.sampled_from([*MARKS])),
)  # fmt: skip


@given(many_sources, picks)
def test_whatever_is_chosen_quotations_stand_and_none_stands_twice(
    given_sources: list[Source], picked: tuple[set[int], set[int], dict[int, int], dict[int, str]]
) -> None:
    keys = dict(enumerate(one.key for one in given_sources))
    out, brought, places, marks = picked
    one = Choices(
        [keys[n] for n in out if n in keys], [keys[n] for n in brought if n in keys],
        {keys[n]: place for n, place in places.items() if n in keys},
        {keys[n]: mark for n, mark in marks.items() if n in keys},
    )  # fmt: skip
    report = chosen(given_sources, **{plan.key: one for plan in CONFERENCE_REPORT})
    lines = [line for section in report.sections for line in (*section.lines, *section.more)]
    assert said_twice(report) == []
    assert all(line.text in line.source.text and not line.source.mark for line in lines)
    assert not {line.source.key for line in lines} & set(one.left_out)
