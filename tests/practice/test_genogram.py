"""The genogram: nobody stands on anybody, every line meets its people, whatever the family is like."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from store.practice.genogram import (
    ADOPTIVE,
    BIRTH,
    CARER,
    COUPLES,
    KINDS,
    PARENTS,
    SEPARATED,
    SIBLINGS,
    STEP,
    TOGETHER,
    Someone,
    Tie,
    bonds_of,
)
from store.practice.genogram_drawn import Genogram, Line, Point, draw
from store.practice.genogram_layout import SIGN, WIDEST, Placed
from store.practice.genogram_lines import PARENTS_ONLY
from store.practice.genogram_names import lines_of, width

TODAY = date(2026, 11, 23)
NEAR = 0.01


def someone(
    id: int,
    name: str,
    sex: str,
    born: int | None,
    kind: str = "adult",
    expected: date | None = None,
    died: date | None = None,
) -> Someone:
    return Someone(id, f"{name} Hill", name, kind, sex, date(born, 4, 1) if born else None, expected, died)


MAYA, LEO = someone(1, "Maya", "F", 2019, "child"), someone(2, "Leo", "M", 2023, "child")
BABY = someone(3, "", "", None, "child", expected=date(2027, 1, 19))
DAWN, JOSEPH, CHRIS = someone(4, "Dawn", "F", 1990), someone(5, "Joseph", "M", 1987), someone(6, "Chris", "M", 1988)
BRIDIE, PAT = someone(7, "Bridie", "F", 1953), someone(8, "Pat", "M", 1950, died=date(2020, 2, 2))
JAMIE = someone(9, "Jamie", "M", 1994)
EVERYBODY = (MAYA, LEO, BABY, DAWN, JOSEPH, CHRIS, BRIDIE, PAT, JAMIE)
TIES = (
    *(Tie(BIRTH, parent.id, MAYA.id) for parent in (DAWN, JOSEPH)),
    *(Tie(BIRTH, parent.id, child.id) for child in (LEO, BABY) for parent in (DAWN, CHRIS)),
    *(Tie(BIRTH, parent.id, child.id) for child in (DAWN, JAMIE) for parent in (BRIDIE, PAT)),
    Tie(SEPARATED, DAWN.id, JOSEPH.id), Tie(TOGETHER, CHRIS.id, DAWN.id), Tie(TOGETHER, BRIDIE.id, PAT.id),
)  # fmt: skip


def drawn(people: Sequence[Someone] = EVERYBODY, ties: Sequence[Tie] = TIES) -> Genogram:
    found = draw(people, ties, TODAY)
    assert found
    return found


def rows(genogram: Genogram) -> list[list[str]]:
    """Names from the top, each row from left to right."""
    tops = sorted({one.y for one in genogram.people})
    order = sorted(genogram.people, key=lambda one: one.x)
    return [[one.who.called for one in order if one.y == top] for top in tops]


def line_of(genogram: Genogram, kind: str, *parents: Someone) -> Line:
    [found] = [one for one in genogram.lines if one.kind == kind and set(one.parents) == {p.id for p in parents}]
    return found


def test_three_generations_stand_above_each_other_and_the_mother_between_her_two_partners() -> None:
    top, middle, bottom = rows(drawn())
    assert top == ["Pat", "Bridie"]
    assert [name for name in middle if name != "Jamie"] in (["Joseph", "Dawn", "Chris"], ["Chris", "Dawn", "Joseph"])
    assert set(bottom) == {"Maya", "Leo", "Unborn"}


def test_children_of_one_couple_stand_in_the_order_of_their_ages_and_half_siblings_under_their_own() -> None:
    genogram = drawn()
    _, _, bottom = rows(genogram)
    assert bottom.index("Leo") + 1 == bottom.index("Unborn")
    x = {one.who.called: one.x for one in genogram.people}
    assert (x["Maya"] < x["Leo"]) == (x["Joseph"] < x["Chris"])
    assert line_of(genogram, BIRTH, DAWN, JOSEPH).children == (MAYA.id,)
    assert line_of(genogram, BIRTH, DAWN, CHRIS).children == (LEO.id, BABY.id)


def test_a_separation_has_two_strokes_and_a_couple_none() -> None:
    genogram = drawn()
    assert line_of(genogram, SEPARATED, DAWN, JOSEPH).strokes
    assert line_of(genogram, TOGETHER, DAWN, CHRIS).strokes is None


def test_parents_of_whom_nobody_says_whether_they_are_a_couple_stand_beside_each_other() -> None:
    genogram = drawn((MAYA, DAWN, JOSEPH), TIES[:2])
    assert line_of(genogram, PARENTS_ONLY, DAWN, JOSEPH).children == ()
    assert rows(genogram) == [["Joseph", "Dawn"], ["Maya"]]


def test_signs_are_the_usual_ones() -> None:
    assert [one.shape for one in (JAMIE, DAWN, BABY, someone(9, "Alex", "", 1990))] == [
        "square", "circle", "triangle", "diamond",
    ]  # fmt: skip


def test_brothers_and_sisters_of_unknown_parents_stand_side_by_side() -> None:
    genogram = drawn((MAYA, DAWN, JAMIE), [Tie(BIRTH, DAWN.id, MAYA.id), Tie(SIBLINGS, JAMIE.id, DAWN.id)])
    assert rows(genogram) == [["Dawn", "Jamie"], ["Maya"]]
    assert line_of(genogram, SIBLINGS).children == (DAWN.id, JAMIE.id)


def test_a_partner_stands_not_between_brothers_whose_line_would_run_over_the_mothers() -> None:
    ties = [*(Tie(BIRTH, one.id, MAYA.id) for one in (DAWN, JOSEPH)), Tie(TOGETHER, DAWN.id, JOSEPH.id),
            Tie(BIRTH, BRIDIE.id, DAWN.id), Tie(SIBLINGS, JOSEPH.id, JAMIE.id)]  # fmt: skip
    assert rows(drawn((MAYA, DAWN, JOSEPH, BRIDIE, JAMIE), ties)) == [["Bridie"], ["Dawn", "Joseph", "Jamie"], ["Maya"]]


def test_siblings_whose_parent_is_known_need_no_line_of_their_own() -> None:
    both = [Tie(BIRTH, DAWN.id, MAYA.id), Tie(BIRTH, DAWN.id, LEO.id), Tie(SIBLINGS, MAYA.id, LEO.id)]
    assert [bond.kind for bond in bonds_of(EVERYBODY, both)] == [BIRTH]


def test_a_grandmother_who_cares_for_a_child_is_joined_past_the_row_between() -> None:
    genogram = drawn(ties=[*TIES, Tie(CARER, BRIDIE.id, MAYA.id), Tie(STEP, CHRIS.id, MAYA.id)])
    assert line_of(genogram, CARER, BRIDIE).children == (MAYA.id,)
    assert line_of(genogram, STEP, CHRIS).children == (MAYA.id,)
    assert len(rows(genogram)) == 3


def test_who_is_tied_to_nobody_stands_beneath() -> None:
    alex = someone(12, "Alex", "", 1990)
    genogram = drawn((*EVERYBODY, alex))
    assert rows(genogram)[-1] == ["Alex"]
    assert genogram.loose_from == max(one.y for one in genogram.people)
    assert drawn().loose_from is None


def test_without_ties_there_is_no_genogram() -> None:
    assert draw(EVERYBODY, (), TODAY) is None
    assert draw(EVERYBODY, [Tie(BIRTH, DAWN.id, 999), Tie(TOGETHER, DAWN.id, DAWN.id)], TODAY) is None


def test_the_order_in_which_ties_come_changes_nothing_that_matters() -> None:
    assert rows(drawn()) == rows(drawn(EVERYBODY[::-1], TIES))
    assert drawn() == drawn()


def test_words_fit_beneath_their_sign() -> None:
    assert lines_of(MAYA, TODAY, WIDEST) == ("Maya", "7")
    assert lines_of(BABY, TODAY, WIDEST) == ("Unborn", "due 19 Jan")
    assert lines_of(someone(1, "Mary Elizabeth", "F", None), TODAY, WIDEST) == ("Mary", "Elizabeth")
    assert lines_of(someone(1, "Wilhelminakatharina", "F", None), TODAY, WIDEST) == ("Wilhelmi…",)


# Whatever the family is like


@st.composite
def families(draw_: st.DrawFn) -> tuple[tuple[Someone, ...], tuple[Tie, ...]]:
    """Also such as no form would let in: circles, people who are their own partner's parent."""
    count = draw_(st.integers(2, 10))
    people = tuple(
        Someone(id, name, name, kind, sex, born, date(2027, 1, 9) if born is None and kind == "child" else None)
        for id in range(1, count + 1)
        for name, kind, sex, born in [draw_(st.tuples(
            st.text(max_size=24), st.sampled_from(("child", "adult")), st.sampled_from(("M", "F", "")),
            st.none() | st.dates(date(1930, 1, 1), TODAY),
        ))]
    )  # fmt: skip
    ids = st.integers(1, count)
    tie = st.builds(Tie, st.sampled_from(list(KINDS)), ids, ids).filter(lambda tie: tie.one != tie.other)
    return people, tuple(draw_(st.lists(tie, min_size=1, max_size=14, unique=True)))


Box = tuple[float, float, float, float]


def boxes_of(one: Placed) -> Iterator[Box]:
    """The sign, and each line of words, as wide as its letters."""
    yield one.x - SIGN / 2, one.y, one.x + SIGN / 2, one.y + SIGN
    for nth, words in enumerate(one.said):
        top, half = one.y + SIGN + 5 + 16 * nth, width(words) / 2
        yield one.x - half, top, one.x + half, top + 16


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def goes_into(path: Sequence[Point], box: Box) -> bool:
    """Any part of it runs inside the box, not along its edge."""
    inner = (box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1)
    return any(
        overlap((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]) + NEAR, max(a[1], b[1]) + NEAR), inner)
        for a, b in pairwise(path)
    )


def is_on(point: Point, path: Sequence[Point]) -> bool:
    return any(
        min(a[0], b[0]) - NEAR <= point[0] <= max(a[0], b[0]) + NEAR
        and min(a[1], b[1]) - NEAR <= point[1] <= max(a[1], b[1]) + NEAR
        for a, b in pairwise(path)
    )


def met_by(paths: Sequence[Sequence[Point]], start: int, placed: dict[int, Placed]) -> set[int]:
    """Whom one reaches from this person along these."""
    touching = {one: {nth for nth, path in enumerate(paths) if touches(path, placed[one])} for one in placed}
    reached, waiting = set[int](), list(touching[start])
    while waiting:
        here = waiting.pop()
        reached.add(here)
        waiting += [nth for nth, path in enumerate(paths) if nth not in reached and meet(path, paths[here])]
    return {one for one, there in touching.items() if there & reached}


def whole(line: Line, genogram: Genogram) -> list[Sequence[Point]]:
    """With the line of the couple, from which that of their children goes down."""
    couple = [one for one in genogram.lines if line.children and not one.children and one.parents == line.parents]
    return [path for one in (line, *couple) for path in one.paths]


def meet(one: Sequence[Point], other: Sequence[Point]) -> bool:
    return any(is_on(point, other) for point in one) or any(is_on(point, one) for point in other)


def touches(path: Sequence[Point], one: Placed) -> bool:
    """An end of it lies at the sign, or beneath the words."""
    ends = (path[0], path[-1])
    at_side = any(abs(abs(x - one.x) - one.side) < NEAR and abs(y - one.middle) < NEAR for x, y in ends)
    at_top = any(abs(x - one.x) <= SIGN / 2 and abs(y - one.top_at(x - one.x)) < NEAR for x, y in ends)
    at_bottom = any(abs(x - one.x) <= SIGN / 2 and abs(y - one.bottom) < NEAR for x, y in ends)
    return at_side or at_top or at_bottom


@given(families())
@settings(max_examples=120)
def test_everybody_is_there_once_and_nothing_lies_on_anything(
    family: tuple[tuple[Someone, ...], tuple[Tie, ...]],
) -> None:
    people, ties = family
    genogram = drawn(people, ties)
    assert sorted(one.who.id for one in genogram.people) == [one.id for one in people]
    for one, other in combinations(genogram.people, 2):
        assert not any(overlap(a, b) for a in boxes_of(one) for b in boxes_of(other))
    for one in genogram.people:
        for box in boxes_of(one):
            assert genogram.left <= box[0] and box[2] <= genogram.left + genogram.width
            assert genogram.top <= box[1] and box[3] <= genogram.top + genogram.height


@given(families())
@settings(max_examples=120)
def test_every_tie_is_a_line_from_the_one_to_the_other_that_runs_over_nobody(
    family: tuple[tuple[Someone, ...], tuple[Tie, ...]],
) -> None:
    people, ties = family
    genogram = drawn(people, ties)
    placed = {one.who.id: one for one in genogram.people}
    for tie in ties:
        lines = [line for line in genogram.lines if is_of(line, tie)]
        assert lines or (tie.kind == SIBLINGS and share_a_parent(tie, ties)), tie
        assert all(tie.other in met_by(whole(line, genogram), tie.one, placed) for line in lines), tie
    for line in genogram.lines:
        for one in genogram.people:
            _, *words = boxes = list(boxes_of(one))
            ends_there = one.who.id in (*line.parents, *line.children)
            to_miss = words if ends_there else boxes
            assert not any(goes_into(path, box) for path in line.paths for box in to_miss), (line, one)


def is_of(line: Line, tie: Tie) -> bool:
    if tie.kind in COUPLES:
        return not line.children and set(line.parents) == tie.pair
    if tie.kind in PARENTS:
        return line.kind == tie.kind and tie.one in line.parents and tie.other in line.children
    return line.kind == SIBLINGS and tie.pair <= set(line.children)


def share_a_parent(tie: Tie, ties: Sequence[Tie]) -> bool:
    of = [
        {(one.kind, one.one) for one in ties if one.kind in (*PARENTS, ADOPTIVE) and one.other == who}
        for who in tie.pair
    ]
    return bool(of[0] & of[1])
