"""A paper as a PDF and as a Word document: the same words in the same order, and nothing of them is ever markup."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from struct import unpack
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from store.practice.report.on_paper import for_a_draft
from store.practice.report.paper import Paper
from tests.web import papers
from tests.web.said_in_documents import tags_of
from web.documents.cover import Cover
from web.documents.docx import docx_of
from web.documents.pdf import pdf_of
from web.documents.pictures import alternative
from web.documents.walk import NOTHING, blocks_of, plain_text

DRAFT = Cover(mark="Draft: not approved", notes=("Some of it is left out.",))
CONTENTS = ("toc 1", "TOC Heading")
ALL = {"full": papers.full, "empty": papers.empty, "longest": papers.longest, "hostile": papers.hostile}


def squeezed(text: str) -> str:
    """Without what a line's end may take or add."""
    return re.sub(r"[\s\u200b]", "", text)


def said_in_docx(made: bytes) -> str:
    """All paragraphs but the contents."""
    lines = Document(BytesIO(made)).paragraphs
    return squeezed("".join(line.text for line in lines if line.style and line.style.name not in CONTENTS))


def said_in_pdf(made: bytes, paper: Paper) -> str:
    """All pages without what stands at the head and the foot of each, without the contents and the drawings' words."""
    text = squeezed("".join(_page(page.extract_text(), paper) for page in PdfReader(BytesIO(made)).pages))
    contents = "".join(rf"{re.escape(squeezed(one.title))}\.*\d+" for one in paper.sections)
    return re.sub(f"Contents{contents}", "", text, count=1).replace("SVGWORD", "")


def _page(text: str, paper: Paper) -> str:
    lines = text.splitlines()
    assert lines[0] == DRAFT.mark and lines[-1].startswith(f"{paper.family} · confidential Page ")
    return "".join(lines[1:-1])


@pytest.mark.parametrize("name", ["full", "empty", "longest"])
def test_both_say_what_the_walk_says_in_its_order(name: str) -> None:
    paper = ALL[name]()
    said = squeezed(plain_text(paper, DRAFT))
    assert said_in_docx(docx_of(paper, DRAFT)) == said
    assert said_in_pdf(pdf_of(paper, DRAFT), paper) == said


def test_no_text_of_a_person_is_ever_markup() -> None:
    paper = papers.hostile()
    made = pdf_of(paper, DRAFT)
    in_docx, in_pdf = said_in_docx(docx_of(paper, DRAFT)), said_in_pdf(made, paper)
    assert in_docx == squeezed(plain_text(paper, DRAFT))
    for text in papers.HOSTILE:
        said = squeezed(re.sub("[\x00-\x08]", "", text))
        assert said in in_docx, text
        assert said in in_pdf or not papers.latin(text), text
    assert "[grinningface]" in in_pdf and "[gurmukhiletters]" in in_pdf, "what no font has is said in words"


def test_the_same_paper_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = papers.full()
    first = docx_of(paper, DRAFT), pdf_of(paper, DRAFT)
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    assert (docx_of(paper, DRAFT), pdf_of(paper, DRAFT)) == first
    later = replace(DRAFT, at=datetime(2026, 11, 9, tzinfo=UTC))
    assert docx_of(paper, later) != first[0] and pdf_of(paper, later) != first[1]


def test_the_pdf_is_tagged_and_says_what_it_is() -> None:
    found = PdfReader(BytesIO(pdf_of(papers.full(), DRAFT)))
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert found.metadata and found.metadata.title == "Report to the review conference" and not found.metadata.author
    tags = list(tags_of(root["/StructTreeRoot"]["/K"]))
    kinds = [tag for tag, *_ in tags]
    assert kinds.count("/H1") == 1 + len(papers.full().sections) and kinds.count("/BlockQuote") == 6
    assert [alt for tag, alt, _ in tags if tag == "/Figure"] == [alternative(papers.picture())]
    for page in found.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            assert "/FontFile3" in font["/DescendantFonts"][0]["/FontDescriptor"], "every font is in it"


def test_the_word_document_has_styles_contents_fields_and_words_for_its_drawings() -> None:
    made = Document(BytesIO(docx_of(papers.full(), DRAFT)))
    styles = [line.style.name for line in made.paragraphs if line.style]
    assert styles[0] == "Title" and styles.count("Heading 1") == 6 and styles.count("Quote") == 7
    contents = [line.text for line in made.paragraphs if line.style and line.style.name == "toc 1"]
    assert contents == [one.title for one in papers.full().sections]
    asked = [text.text for text in made.element.iter(qn("w:instrText"))]
    assert asked == [' TOC \\o "1-1" \\h \\z \\u ']
    names = {one.get(qn("w:name")) for one in made.element.iter(qn("w:bookmarkStart"))}
    assert names == {one.get(qn("w:anchor")) for one in made.element.iter(qn("w:hyperlink"))}
    assert made.settings.element.find(qn("w:updateFields")) is not None
    (drawn,) = made.inline_shapes
    assert drawn._inline.docPr.get("descr") == alternative(papers.picture())
    page = made.sections[0]
    assert page.header.paragraphs[0].text == DRAFT.mark
    assert page.footer.paragraphs[0].text.startswith("Okafor-Hill family · confidential\tPage ")
    assert {lang.get(qn("w:val")) for lang in made.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    about = made.core_properties
    assert (about.title, about.author, about.last_modified_by, about.comments) == (papers.full().title, "", "", "")
    assert about.created == papers.AT


def test_word_accepts_its_zip() -> None:
    """Version needed 2.0, sizes in the local headers, no descriptors after the data."""
    made = docx_of(papers.full(), DRAFT)
    with ZipFile(BytesIO(made)) as found:
        assert found.testzip() is None and found.namelist()[0] == "[Content_Types].xml"
        for one in found.infolist():
            at = one.header_offset
            _, needed, flags, way, *_, packed, size = unpack("<4sHHHHHLLL", made[at : at + 26])
            assert (needed, flags & 0x08, way) == (20, 0, 8), one.filename
            assert (packed, size) == (one.compress_size, one.file_size), one.filename
            assert one.create_system == 0


def test_a_draft_leaves_out_what_is_read_on_the_screen_only() -> None:
    paper, leaves_out = for_a_draft(papers.full())
    assert leaves_out and not for_a_draft(papers.empty())[1]
    for said in (said_in_docx(docx_of(paper, DRAFT)), said_in_pdf(pdf_of(paper, DRAFT), paper)):
        assert "Iwanttostay." in said and "Notwhensheshouts." not in said and "Iamtrying." not in said
        assert "Leo" not in said.partition("ownwords")[2], "nor the heading over it"


def test_a_section_that_is_left_out_reads_like_an_empty_one() -> None:
    paper, _ = for_a_draft(papers.full())
    said = {block.texts for block in blocks_of(paper, DRAFT) if block.kind == NOTHING}
    assert said == {(DRAFT.nothing,)} and plain_text(paper, DRAFT).count(DRAFT.nothing) == 2


def test_a_word_that_no_line_holds_is_broken_within_the_page() -> None:
    """As wide as the page: nothing of it is outside."""
    paper = papers.hostile()
    for page in PdfReader(BytesIO(pdf_of(paper, DRAFT))).pages:
        ends: list[float] = []
        page.extract_text(visitor_text=lambda text, cm, tm, font, size, ends=ends: ends.append(tm[4]))
        assert max(ends) < 210 / 25.4 * 72 - 40
