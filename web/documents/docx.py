"""A paper as a Word document: real styles, so that whoever edits or hears it finds their way by headings."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH

from store.practice.report.paper import Paper
from web.documents import docx_ground as ground
from web.documents.cover import Cover, footer, made_at
from web.documents.docx_fields import add_contents, add_field, add_heading
from web.documents.docx_lines import add_line, add_words
from web.documents.pictures import alternative, share_of_width
from web.documents.typesetting import set_png
from web.documents.walk import (
    FACT,
    FAMILY,
    HEADING,
    LINK,
    MARK,
    NOTE,
    NOTHING,
    PICTURE,
    QUOTE,
    SECTION,
    TITLE,
    WRITTEN,
    Block,
    blocks_of,
    paragraphs,
)

_SIMPLE = {TITLE: "Title", FAMILY: ground.FAMILY, MARK: ground.MARK, NOTE: "Normal", NOTHING: ground.NOTHING,
           HEADING: "Heading 2", LINK: ground.LINK}  # fmt: skip
_WITH_SOURCE = {QUOTE: ("Quote", ground.QUOTED_FROM), WRITTEN: ("Normal", ground.FROM)}


def docx_of(paper: Paper, cover: Cover | None = None) -> bytes:
    """Takes a part of a second: not for the event loop."""
    cover = cover or Cover()
    document, blocks = ground.blank(), tuple(blocks_of(paper, cover))
    sections = [block.texts[0] for block in blocks if block.kind == SECTION]
    begun = 0
    for block in blocks:
        if block.kind == SECTION:
            if not begun:
                add_contents(document, sections)
            begun += 1
            add_heading(document, block.texts[0], begun)
        else:
            _add(document, block)
    _around(document, paper, cover)
    at = made_at(paper, cover)
    _said_of_itself(document, paper, at)
    return _packed(document, at)


def _add(document: Doc, block: Block) -> None:
    if block.kind == FACT:
        _fact(document, *block.texts)
    elif block.kind == PICTURE:
        _picture(document, block)
    elif block.kind in _WITH_SOURCE:
        style, source = _WITH_SOURCE[block.kind]
        for part in (part for text in block.texts for part in paragraphs(text)):
            add_line(document, style, part)
        add_line(document, source, block.source)
    else:
        add_line(document, _SIMPLE[block.kind], block.texts[0])


def _fact(document: Doc, label: str, text: str) -> None:
    line = add_line(document, ground.FACT)
    add_words(line, label, bold=True)
    add_words(line, f"\n{text}")


def _picture(document: Doc, block: Block) -> None:
    assert block.picture is not None
    title, said = block.texts
    line = add_line(document, ground.DRAWING).add_run()
    drawn = line.add_picture(BytesIO(set_png(block.picture.svg)), _wide(share_of_width(block.picture)))
    about = drawn._inline.docPr
    about.set("descr", alternative(block.picture))
    about.set("title", title)
    add_line(document, "Caption", title)
    add_line(document, ground.WORDS, said)


def _wide(share: float) -> Any:
    return round(ground.LINE * share)


def _around(document: Doc, paper: Paper, cover: Cover) -> None:
    """At the head and the foot of every page."""
    page = document.sections[0]
    head, foot = page.header.paragraphs[0], page.footer.paragraphs[0]
    head.text, head.alignment = cover.mark, WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run(f"{footer(paper)}\tPage ")
    add_field(foot, "PAGE")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES")


def _said_of_itself(document: Doc, paper: Paper, at: datetime) -> None:
    """Nobody is its author: each line has its own."""
    of = document.core_properties
    of.title, of.subject, of.language = paper.title, footer(paper), "en-GB"
    of.author = of.last_modified_by = of.comments = of.keywords = of.category = ""
    of.created = of.modified = at.replace(tzinfo=None)
    of.revision = 1


def _packed(document: Doc, at: datetime) -> bytes:
    """The same bytes at every time and on every machine: by itself a ZIP says when and where it was made."""
    made, packed = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as found, ZipFile(packed, "w", ZIP_DEFLATED) as kept:
        for name in sorted(found.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            one = ZipInfo(name, at.timetuple()[:6])
            one.compress_type, one.create_system = ZIP_DEFLATED, 0
            kept.writestr(one, found.read(name))
    return packed.getvalue()
