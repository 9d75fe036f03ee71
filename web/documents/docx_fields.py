"""What Word reckons itself: numbers of pages, and the contents, whose lines stand there before it has."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as Doc
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from web.documents import docx_ground as ground
from web.documents.docx_lines import add_line, add_words

CONTENTS = "Contents"


def add_field(line: Paragraph, asked: str) -> None:
    _mark(line, "begin")
    _ask(line, asked)
    _mark(line, "separate")
    line.add_run("1")
    _mark(line, "end")


def add_contents(document: Doc, sections: Sequence[str]) -> None:
    """As Word writes them: one field over all lines, each of which leads to its section."""
    add_line(document, ground.CONTENTS, CONTENTS)
    for number, title in enumerate(sections, 1):
        line = add_line(document, ground.CONTENTS_LINE)
        if number == 1:
            _mark(line, "begin")
            _ask(line, 'TOC \\o "1-1" \\h \\z \\u')
            _mark(line, "separate")
        _link(line, title, _name(number))
        if number == len(sections):
            _mark(line, "end")


def add_heading(document: Doc, title: str, number: int) -> None:
    line = add_line(document, "Heading 1", title)
    begin, end = _element("bookmarkStart", id=str(number), name=_name(number)), _element("bookmarkEnd", id=str(number))
    line._p.insert_element_before(begin, "w:r")
    line._p.append(end)


def _link(line: Paragraph, title: str, name: str) -> None:
    """Without a page, which only Word knows: it adds it."""
    link = _element("hyperlink", anchor=name, history="1")
    link.append(add_words(line, title))
    line._p.append(link)


def _name(number: int) -> str:
    return f"_Toc{number:08}"


def _ask(line: Paragraph, asked: str) -> None:
    text = _element("instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {asked} "
    line.add_run()._r.append(text)


def _mark(line: Paragraph, kind: str) -> None:
    line.add_run()._r.append(_element("fldChar", fldCharType=kind))


def _element(tag: str, **facts: str) -> Any:
    made = OxmlElement(f"w:{tag}")
    for key, value in facts.items():
        made.set(qn(f"w:{key}"), value)
    return made
