"""The Word document that every paper begins from: python-docx's own, with styles for a paper and nothing that is not
used. Made once in a process.
"""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FAMILY, FACT, FROM, QUOTED_FROM, MARK, CONTENTS, CONTENTS_LINE, NOTHING, DRAWING, WORDS, LINK = (
    "Family", "Fact", "Source", "Quote Source", "Draft Mark", "TOC Heading", "toc 1", "Nothing Written", "Drawing",
    "Drawing Words", "Link",
)  # fmt: skip
QUIET, TEAL = RGBColor(0x4D, 0x5E, 0x66), RGBColor(0x0B, 0x5A, 0x5E)
LINE = Mm(210 - 2 * 27)
_USED = {"Normal", "Header", "Footer", "Title", "Heading 1", "Heading 2", "Quote", "Caption", "TOC Heading",
         "Default Paragraph Font", "Normal Table", "No List"}  # fmt: skip
_LOOKS: dict[str, dict[str, Any]] = {
    "Normal": {"size": 11, "after": 6},
    "Title": {"size": 26, "color": TEAL, "bold": True, "after": 2},
    "Heading 1": {"size": 16, "color": TEAL, "bold": True, "before": 20, "after": 6},
    "Heading 2": {"size": 12.5, "color": TEAL, "bold": True, "before": 12, "after": 4},
    "Quote": {"left": 5, "after": 3, "bar": True, "keep": True},
    "Caption": {"size": 10, "bold": True, "after": 2, "keep": True},
    "TOC Heading": {"size": 16, "color": TEAL, "bold": True, "before": 20, "after": 6},
    "Header": {"size": 9, "color": QUIET, "after": 0},
    "Footer": {"size": 9, "color": QUIET, "after": 0},
    FAMILY: {"size": 14, "color": QUIET, "after": 12},
    FACT: {"after": 6},
    FROM: {"size": 9, "color": QUIET, "after": 10},
    QUOTED_FROM: {"size": 9, "color": QUIET, "after": 10, "left": 5},
    MARK: {"bold": True, "after": 12},
    CONTENTS_LINE: {"after": 3},
    NOTHING: {"color": QUIET, "italic": True},
    DRAWING: {"keep": True},
    LINK: {"after": 6, "keep": True},
    WORDS: {"size": 10, "color": QUIET, "after": 14},
}


def blank() -> Doc:
    return Document(BytesIO(_ground()))


@cache
def style_ids() -> Mapping[str, str]:
    return {style.name: style.style_id for style in blank().styles}


@cache
def _ground() -> bytes:
    document = Document()
    _without_what_is_not_used(document)
    for name, look in _LOOKS.items():
        _dress(_style(document, name), **look)
    document.styles[CONTENTS_LINE].paragraph_format.tab_stops.add_tab_stop(
        LINE, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
    )
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    document.styles["Footer"].paragraph_format.tab_stops.add_tab_stop(LINE, WD_TAB_ALIGNMENT.RIGHT)
    _in_english(document)
    _on_a4(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _without_what_is_not_used(document: Doc) -> None:
    """The default's hundred table styles are nine tenths of its size; its thumbnail and its program are another's."""
    for style in [style for style in document.styles if style.name not in _USED]:
        style.delete()
    for rels, kinds in (
        (document.part.package.rels, ("/thumbnail", "/extended-properties")),
        (document.part.rels, ("/stylesWithEffects", "/customXml", "/webSettings", "/numbering")),
    ):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(kinds)]:
            del rels[key]
    assert RT.STYLES in {rel.reltype for rel in document.part.rels.values()}


def _style(document: Doc, name: str) -> Any:
    if name in {style.name for style in document.styles}:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    return made


def _dress(
    style: Any, *, size: float = 11, color: RGBColor | None = None, bold: bool = False, italic: bool = False,
    before: float = 0, after: float = 0, left: float = 0, bar: bool = False,
    keep: bool = False,
) -> None:  # fmt: skip
    font, form = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = "Calibri", Pt(size), bold, italic
    fonts = style.element.rPr.rFonts
    for kind in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[kind]
    font.color.rgb = color or RGBColor(0, 0, 0)
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.15
    form.left_indent, form.keep_with_next = Mm(left), keep or style.name.startswith("Heading")
    _bordered(style, bar=bar)


def _bordered(style: Any, *, bar: bool) -> None:
    """No line but that beside what is quoted."""
    said = style.element.get_or_add_pPr()
    for old in said.findall(qn("w:pBdr")):
        said.remove(old)
    if bar:
        border, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
        for key, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", "C9D2D0")):
            left.set(qn(f"w:{key}"), value)
        border.append(left)
        said.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _in_english(document: Doc) -> None:
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")
    for lang in document.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:val"), "en-GB")
    fresh = OxmlElement("w:updateFields")  # the numbers of pages in the contents, which only Word knows
    fresh.set(qn("w:val"), "true")
    document.settings.element.find(qn("w:compat")).addprevious(fresh)


def _on_a4(document: Doc) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(27)
    page.top_margin, page.bottom_margin = Mm(29), Mm(27)
