"""Paragraphs written straight into a document's body.

As python-docx writes them; it looks for the style by its name in all styles, and takes a text letter by letter, which
is most of the time that a long report takes.
"""

from typing import Any

from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from web.documents.docx_ground import style_ids

_P, _SAID, _STYLE, _VALUE = qn("w:p"), qn("w:pPr"), qn("w:pStyle"), qn("w:val")
_RUN, _LOOK, _BOLD, _TEXT, _BREAK, _SPACE = qn("w:r"), qn("w:rPr"), qn("w:b"), qn("w:t"), qn("w:br"), qn("xml:space")


def add_line(document: Doc, style: str, text: str = "") -> Paragraph:
    body = document.element.body
    line = body.makeelement(_P)
    _under(_under(line, _SAID), _STYLE).set(_VALUE, style_ids()[style])
    body[-1].addprevious(line)  # what is said of the page stands last
    made = Paragraph(line, document._body)
    if text:
        add_words(made, text)
    return made


def add_words(line: Paragraph, text: str, *, bold: bool = False) -> Any:
    """Each line of the text on its own. Returns the run."""
    run = _under(line._p, _RUN)
    if bold:
        _under(_under(run, _LOOK), _BOLD)
    for nth, part in enumerate(text.split("\n")):
        if nth:
            _under(run, _BREAK)
        words = _under(run, _TEXT)
        words.text = part
        words.set(_SPACE, "preserve")
    return run


def _under(over: Any, tag: str) -> Any:
    made = over.makeelement(tag)
    over.append(made)
    return made
