"""Drawings that stand by themselves: no style of a screen, no word of a person as markup, nothing beyond the edge."""

from datetime import date
from xml.etree import ElementTree

import pytest

from store.case_people import CasePerson
from store.practice.genogram import BIRTH, SEPARATED, Tie
from store.practice.report.paper import Picture
from store.practice.roles import WRITERS
from store.practice.safety import View, lines_of, spreads_of
from store.practice.weeks import Week
from tests.web import papers
from tests.web.said_in_documents import in_pdf
from web.documents.pdf import pdf_of
from web.documents.pictures import share_of_width
from web.documents.typesetting import set_png
from web.drawing.genogram import genogram_of
from web.drawing.genogram_picture import genogram_picture
from web.drawing.safety import draw, with_supervisions
from web.drawing.safety_picture import MOST, safety_picture
from web.drawing.svg import WIDTH

TODAY = date(2026, 11, 18)
NOW = Week(date(2026, 11, 16))
HOSTILE = "Zoë <b>&amp; “Łódź” #x $y ]"


def safety(numbers: list[list[int | None]], name: str = "Person") -> Picture:
    """One list a person, of the numbers of the latest weeks."""
    views = [
        View(who, f"{name} {who}", WRITERS[who % len(WRITERS)], None, NOW.after(at + 1 - len(said)), number)
        for who, said in enumerate(numbers)
        for at, number in enumerate(said)
        if number is not None
    ]
    lines = lines_of(views, NOW.after(-13), 1)
    drawing = draw(lines, spreads_of(lines), NOW.after(-12), NOW, TODAY)
    return safety_picture(with_supervisions(drawing, [NOW]), "x to y", "Said.", TODAY)


def person(id: int, name: str, kind: str = "child", **facts: object) -> CasePerson:
    known = {"family_name": "Hill", "relationship": "", "lives_here": True, "birth_date": date(2018, 5, 1),
             "expected_on": None, "died_on": None, "sex": "F", "phone": "", "disabilities": (), "ethnicity": "",
             "upn": "", "council_id": ""}  # fmt: skip
    return CasePerson(id=id, kind=kind, given_name=name, **(known | facts))  # type: ignore[arg-type]


def genogram(name: str = "Maya") -> Picture:
    born = {"birth_date": date(1990, 1, 1)}
    people = [person(1, name), person(2, "Dawn", "adult", **born),
              person(3, "Chris", "adult", sex="M", **born, died_on=date(2026, 1, 1))]  # fmt: skip
    drawn = genogram_of(people, [Tie(BIRTH, 2, 1), Tie(BIRTH, 3, 1), Tie(SEPARATED, 2, 3)], TODAY)
    assert drawn
    return genogram_picture(drawn)


def texts(picture: Picture) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.fromstring(picture.svg).iter() if one.tag.endswith("}text")]


ALL = {"safety": safety([[3, 4, None, 5], [7, 7, 8, 8]]), "genogram": genogram()}


@pytest.mark.parametrize("name", ALL)
def test_it_needs_no_styles_and_nothing_from_elsewhere(name: str) -> None:
    for one in ElementTree.fromstring(ALL[name].svg).iter():
        assert not {"class", "style", "href"} & one.attrib.keys() and "var(" not in str(one.attrib), one.attrib
        assert one.tag.rpartition("}")[2] in {"svg", "g", "path", "rect", "circle", "polyline", "text", "tspan"}


def test_the_key_says_whose_line_is_whose_and_what_the_signs_mean() -> None:
    said = texts(ALL["safety"])
    assert "SW\u2002Person 0, children’s social worker · 5 in 16–22 November" in said
    assert "A group supervision" in said and "A week in which views are 3 or more apart" in said
    assert {
        "man or boy",
        "woman or girl",
        "bold: a child of this case",
        "has died; the age reached",
        "separated",
    } < set(texts(ALL["genogram"]))
    assert ALL["genogram"].said.startswith("Maya Hill, 8, is the daughter of Dawn Hill and Chris Hill")


def test_lines_are_told_apart_without_colours() -> None:
    """By dash and mark: a council prints in grey."""
    root = ElementTree.fromstring(safety([[5, 6]] * len(WRITERS)).svg)
    lines = [one for one in root.iter() if one.tag.endswith("polyline")]
    assert len({one.get("stroke-dasharray") for one in lines}) == len(lines) == len(WRITERS)


def test_names_are_words_and_never_markup() -> None:
    for picture in (safety([[3, 4]], HOSTILE), genogram(HOSTILE)):
        assert "<b>" in "".join(texts(picture))
        assert set_png(picture.svg).startswith(b"\x89PNG")


def test_the_key_stays_within_the_edge() -> None:
    said = texts(safety([[3, 4]] * 7, "Alexandra-Josephine Featherstonehaugh-Cholmondeley of Somewhere"))
    assert max(map(len, said)) <= MOST + 10


def test_a_large_drawing_fills_a_line_and_a_small_one_keeps_its_size() -> None:
    assert share_of_width(ALL["safety"]) == 1
    assert share_of_width(Picture("x", "x", f'<svg viewBox="0 0 {WIDTH / 2} 9"/>')) == 0.5


def test_a_letter_that_no_font_has_is_said_in_a_drawing_too() -> None:
    picture = genogram("Zoë 😀")
    section = papers.PaperSection("family", "The family", required=True, pictures=(picture,))
    assert "[grinning face]" in in_pdf(pdf_of(papers.paper(section)))
