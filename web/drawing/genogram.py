"""The genogram as it is drawn: the signs, words and lines of store.practice.genogram_drawn, written for SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from store.case_people import CasePerson
from store.practice.genogram import ADOPTIVE, BIRTH, CARER, SEPARATED, SIBLINGS, STEP, TOGETHER, Someone, Tie
from store.practice.genogram_drawn import Genogram, Line, draw
from store.practice.genogram_layout import BELOW, LINE, SIGN, Placed
from store.practice.genogram_lines import PARENTS_ONLY
from store.practice.genogram_words import in_sentences

A_REM = 16  # units to the reader's own size of text
BASELINE = 12
SIGNS = {
    "square": "man or boy", "circle": "woman or girl", "diamond": "sex not recorded", "triangle": "unborn child",
}  # fmt: skip
LINES = {
    TOGETHER: "a couple", SEPARATED: "separated", PARENTS_ONLY: "parents of a child; whether a couple is not recorded",
    BIRTH: "parents and child", SIBLINGS: "brothers and sisters", ADOPTIVE: "adopted", STEP: "step-parent",
    CARER: "other carer, now or before",
}  # fmt: skip
_AS_DRAWN = {TOGETHER: BIRTH, SIBLINGS: BIRTH}


@dataclass(frozen=True)
class Sign:
    """`words`: each line with the height of its baseline."""

    x: float
    y: float
    shape: str
    is_child: bool
    has_died: bool
    words: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class DrawnLine:
    kind: str
    path: str
    strokes: tuple[float, float] | None


@dataclass(frozen=True)
class Drawing:
    """`signs` and `kinds`: what the key explains, with its words. `sentences`: the same for whoever does not see it."""

    view: str
    width: float
    height: float
    people: tuple[Sign, ...]
    lines: tuple[DrawnLine, ...]
    signs: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]

    @property
    def somebody_died(self) -> bool:
        return any(one.has_died for one in self.people)

    @property
    def has_children(self) -> bool:
        return any(one.is_child for one in self.people)


def someone(person: CasePerson) -> Someone:
    return Someone(
        person.id, person.name, person.given_name, person.kind, person.sex,
        person.birth_date, person.expected_on, person.died_on, person.lives_here,
    )  # fmt: skip


def genogram_of(people: Iterable[CasePerson], ties: Sequence[Tie], today: date) -> Drawing | None:
    """None where no tie is known."""
    everyone = [someone(person) for person in people]
    found = draw(everyone, ties, today)
    return _drawing(found, in_sentences(everyone, ties, today)) if found else None


def _drawing(it: Genogram, sentences: tuple[str, ...]) -> Drawing:
    shapes, kinds = {one.who.shape for one in it.people}, {_AS_DRAWN.get(line.kind, line.kind) for line in it.lines}
    return Drawing(
        view=f"{it.left:g} {it.top:g} {it.width:g} {it.height:g}",
        width=round(it.width / A_REM, 2),
        height=round(it.height / A_REM, 2),
        people=tuple(_sign(one) for one in it.people),
        lines=tuple(_line(line) for line in it.lines),
        signs=tuple((shape, said) for shape, said in SIGNS.items() if shape in shapes),
        kinds=tuple((kind, said) for kind, said in LINES.items() if kind in kinds - {BIRTH}),
        sentences=sentences,
    )


def _sign(one: Placed) -> Sign:
    first = one.y + SIGN + BELOW + BASELINE
    words = tuple((first + nth * LINE, said) for nth, said in enumerate(one.said))
    return Sign(one.x, one.y, one.who.shape, one.who.is_child_of_the_case, one.who.died is not None, words)


def _line(line: Line) -> DrawnLine:
    paths = (" ".join(f"{x:g},{y:g}" for x, y in path) for path in line.paths)
    return DrawnLine(_AS_DRAWN.get(line.kind, line.kind), "".join(f"M{path}" for path in paths), line.strokes)
