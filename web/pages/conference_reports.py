"""The conference report of a family as it stands: what is written already, each line with the entry it is from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from starlette.responses import Response

from store.case_access import CaseAccess
from store.conference_reports import GatheredReport, gather_report
from store.practice.dates_in_words import day_and_month
from store.practice.report.report import (
    Report,
    Section,
    words_from_entries,
    words_of,
)
from store.practice.report.together import Gathered, gathered
from store.practice.roles import ROLES
from store.practice.safety import WIDE, lines_of, spreads_of
from store.practice.safety_words import in_one_sentence
from store.practice.weeks import Week
from store.report_texts import WrittenText
from store.report_versions import VersionInBrief
from web.drawing.safety import Drawing, draw, with_supervisions
from web.endpoint import Call

FEWEST = 4  # weeks along the bottom of the drawing, however few there are


@dataclass(frozen=True)
class ShownSection:
    """`lines`, `more`: what was quoted, under its headings; `further`: how many lines are beyond the limit."""

    section: Section
    lines: Gathered
    more: Gathered

    @property
    def further(self) -> int:
        return sum(len(quoted) for _, quoted in self.more)

    @property
    def has_nothing_on_paper(self) -> bool:
        """Said alike whether nothing was written or it stays on the screen: else the paper tells that a child spoke."""
        prints = self.section.facts or self.section.plan.to_write
        return not prints and all(one.screen_only for _, these in self.lines for one in these)


@dataclass(frozen=True)
class ReportPage:
    """`percent` of what it says is written already, rounded down; `words` in all. `drawing`: none where there are fewer
    than two numbers. `texts`: what its author wrote, by the section's key; `earlier`: the same of earlier reports.
    `versions`: what was handed over, the newest first.
    """

    case: CaseAccess
    tab: str
    printed_at: datetime
    since: date | None
    conference: date | None
    report: Report
    sections: tuple[ShownSection, ...]
    percent: int
    words: int
    drawing: Drawing | None
    dates: str
    said: str
    may_write: bool
    texts: Mapping[str, WrittenText]
    earlier: tuple[WrittenText, ...]
    versions: tuple[VersionInBrief, ...]

    wide = WIDE

    @property
    def leaves_out(self) -> bool:
        """Something of what it quotes is read on the screen only."""
        return any(one.screen_only for shown in self.sections for _, these in shown.lines for one in these)


async def show(call: Call) -> Response:
    found = await gather_report(call.db, call.case, today=call.today)
    drawing, said = _drawing(call, found)
    report = found.report
    page = ReportPage(
        case=call.case,
        tab="report",
        printed_at=call.now,
        since=found.since,
        conference=found.conference,
        report=report,
        sections=tuple(_shown(section, found.names) for section in report.sections),
        percent=int(100 * words_from_entries(report)),
        words=words_of(report),
        drawing=drawing,
        dates=_dates(drawing),
        said=said,
        may_write=call.case.may_record and ROLES[call.me.role].writes,
        texts={one.section: one for one in found.texts},
        earlier=found.earlier,
        versions=found.versions,
    )
    return call.page("conference_reports/show.html", page, title="Conference report as it stands", place="week")


def _shown(section: Section, names: Mapping[int, str]) -> ShownSection:
    return ShownSection(section, gathered(section.lines, names), gathered(section.more, names))


def _drawing(call: Call, found: GatheredReport) -> tuple[Drawing | None, str]:
    """From the first number since the last conference to this week, and what it shows in one sentence."""
    views = found.views
    if len(views.views) < 2:
        return None, ""
    lines = lines_of(views.views, Week.of(call.case.opened_on), views.rhythm)
    spreads = spreads_of(lines)
    last = max(Week.of(min(call.today, call.case.closed_on or call.today)), spreads[-1].week)
    drawing = draw(lines, spreads, min(spreads[0].week, last.after(1 - FEWEST)), last, call.today)
    held = (Week.of(one.on) for one in views.supervised)
    return with_supervisions(drawing, held), in_one_sentence(lines, spreads, call.today)


def _dates(drawing: Drawing | None) -> str:
    """31 August to 22 November 2026, with both years where they are two."""
    if drawing is None:
        return ""
    first, last = drawing.first.start, drawing.last.end
    year = "" if first.year == last.year else f" {first.year}"
    return f"{day_and_month(first)}{year} to {day_and_month(last)} {last.year}"
