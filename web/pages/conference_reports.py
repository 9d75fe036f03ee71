"""The conference report of a family as it stands, and its other papers: what is written already, each line with the
entry it is from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from starlette.responses import Response

from store.case_access import CaseAccess
from store.conference_reports import gather_report
from store.practice.dates_in_words import day_and_month
from store.practice.report.papers import CONFERENCE_PAPER, PAPERS, PaperPlan
from store.practice.report.report import (
    Report,
    Section,
    words_from_entries,
    words_of,
)
from store.practice.report.together import Gathered, gathered
from store.practice.roles import ROLES
from store.practice.safety import WIDE
from store.report_texts import WrittenText
from store.version_rows import VersionInBrief
from web.drawing.genogram import Drawing, genogram_of
from web.drawing.in_reports import ViewsDrawn, views_drawn
from web.endpoint import Call
from web.errors import NotThere


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
    """`percent` of what it says is written already, rounded down; `words` in all. `views`: none where there are fewer
    than two numbers; `genogram`: none where no tie is known. `texts`: what its author wrote, by the section's key;
    `earlier`: the same of earlier reports. `versions`: what was handed over, the newest first.
    """

    case: CaseAccess
    paper: PaperPlan
    papers: tuple[PaperPlan, ...]
    tab: str
    printed_at: datetime
    since: date | None
    meeting: str
    conference: date | None
    report: Report
    sections: tuple[ShownSection, ...]
    percent: int
    words: int
    views: ViewsDrawn | None
    genogram: Drawing | None
    may_write: bool
    texts: Mapping[str, WrittenText]
    earlier: tuple[WrittenText, ...]
    versions: tuple[VersionInBrief, ...]

    wide = WIDE

    @property
    def gathers(self) -> str:
        """From when on: the meeting before, with its day."""
        opened = self.case.opened_on
        since = self.since or opened
        of = "the work began, " if self.since is None else f"the {self.meeting} of " if self.meeting else ""
        return f"What was written since {of}{day_and_month(since)} {since.year}"

    @property
    def leaves_out(self) -> bool:
        """Something of what it quotes is read on the screen only."""
        return any(one.screen_only for shown in self.sections for _, these in shown.lines for one in these)


async def show(call: Call) -> Response:
    return await _page(call, CONFERENCE_PAPER)


async def paper(call: Call) -> Response:
    """One of the others that come from the same assembly; the report has an address of its own."""
    plan = PAPERS.get(call.request.path_params["paper"], CONFERENCE_PAPER)
    if plan.is_report:
        raise NotThere
    return await _page(call, plan)


async def _page(call: Call, plan: PaperPlan) -> Response:
    found = await gather_report(call.db, call.case, today=call.today, paper=plan)
    views = views_drawn(found.views, call.case, call.today) if plan.draws else None
    report = found.report
    page = ReportPage(
        case=call.case,
        paper=plan,
        papers=found.papers,
        tab="report",
        printed_at=call.now,
        since=found.since,
        meeting=found.meeting,
        conference=found.conference,
        report=report,
        sections=tuple(_shown(section, found.names) for section in report.sections),
        percent=int(100 * words_from_entries(report)),
        words=words_of(report),
        views=views,
        genogram=genogram_of(found.people.everyone, found.ties, call.today),
        may_write=call.case.may_record and ROLES[call.me.role].writes,
        texts={one.section: one for one in found.texts},
        earlier=found.earlier,
        versions=found.versions,
    )
    title = f"{plan.title} as it stands" if plan.is_report else plan.title
    return call.page("conference_reports/show.html", page, title=title, place="week")


def _shown(section: Section, names: Mapping[int, str]) -> ShownSection:
    return ShownSection(section, gathered(section.lines, names), gathered(section.more, names))
