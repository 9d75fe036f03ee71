"""The report as a PDF and as a Word document: what each takes beside the database, and twice as long a one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from store.practice.report.assembly import assemble
from store.practice.report.from_entries import sources_of
from store.practice.report.paper import Paper, PaperSection, Picture, Quotation, sections_of
from store.practice.report.sections import VIEWS
from store.practice.report.sentences import words_in
from store.practice.roles import WRITERS
from store.practice.safety import View, lines_of, spreads_of
from store.practice.weeks import Week
from web.bench.figure import Figure
from web.bench.report import NAMES, PROFESSIONALS, WEEKS, written
from web.documents.docx import docx_of
from web.documents.pdf import pdf_of
from web.drawing.safety import draw
from web.drawing.safety_picture import safety_picture

ASKED, MOST = 7, 400
LAST = Week.of(datetime(2026, 11, 2, tzinfo=UTC).date())


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    progress("making documents")
    entries = written(WEEKS)
    report = assemble(sources_of(entries, (), NAMES), facts={}, people=tuple(NAMES.values()))
    sections = sections_of(report, NAMES, {}, {VIEWS: (_picture(),)})
    once, twice = _paper(sections), _paper(sections + sections)
    for what, made_of in (("PDF", pdf_of), ("Word document", docx_of)):
        made_of(_another(once, 0))  # fonts and styles are read once in a process
        taken, longer = _taken(made_of, once), _taken(made_of, twice)
        told = f"report: {what} of {len(entries)} entries, {_words(once):,} words with a drawing"
        yield Figure(told, 1000 * taken, "ms", f"at most {MOST} ms", 1000 * taken <= MOST)
        yield Figure("… twice as long", longer / taken, "×", "at most 2.5 ×", longer <= 2.5 * taken)


def _taken(made_of: Callable[[Paper], bytes], paper: Paper) -> float:
    """Of another paper each time, as typst keeps what it has set."""
    taken = []
    for number in range(1, ASKED + 1):
        another = _another(paper, number)
        began = perf_counter()
        made_of(another)
        taken.append(perf_counter() - began)
    return median(taken)


def _another(paper: Paper, number: int) -> Paper:
    return replace(paper, sections=tuple(_with(section, number + len(paper.sections)) for section in paper.sections))


def _with(section: PaperSection, number: int) -> PaperSection:
    """Each quotation and each drawing unlike those of the other papers."""
    under = tuple((head, tuple(_said(one, number) for one in these)) for head, these in section.quotations)
    drawn = tuple(replace(one, svg=one.svg.replace("safe<", f"safe {number}<")) for one in section.pictures)
    return replace(section, quotations=under, pictures=drawn)


def _said(one: Quotation, number: int) -> Quotation:
    return replace(one, texts=tuple(f"{number}. {text}" for text in one.texts))


def _paper(sections: tuple[PaperSection, ...]) -> Paper:
    return Paper("Conference report", "Okafor-Hill family", (), sections)


def _words(paper: Paper) -> int:
    quoted = (one for section in paper.sections for _, these in section.quotations for one in these)
    return sum(words_in(text) for one in quoted for text in one.texts)


def _picture() -> Picture:
    views = [
        View(who, f"A {WRITERS[who]}", WRITERS[who], None, LAST.after(-week), (who + week) % 11)
        for who in range(PROFESSIONALS)
        for week in range(WEEKS)
    ]
    lines = lines_of(views, LAST.after(-WEEKS), 1)
    drawing = draw(lines, spreads_of(lines), LAST.after(1 - WEEKS), LAST, LAST.end)
    return safety_picture(drawing, drawing.dates, "", LAST.end)
