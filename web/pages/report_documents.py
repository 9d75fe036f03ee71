"""The conference report as it stands, as a document to take along: a draft, and it says so on every page."""

from datetime import date

from starlette.responses import Response

from store.conference_reports import GatheredReport, gather_report
from store.practice.calendar import LONDON
from store.practice.dates_in_words import day_and_month
from store.practice.report.on_paper import for_a_draft
from store.practice.report.paper import Paper, sections_of
from store.practice.report.report import Fact
from store.practice.roles import ROLES
from web.documents.cover import Cover
from web.documents.sending import PDF, WORD, Kind, attached
from web.drawing.in_reports import pictures_of
from web.endpoint import Call

DRAFT = "Draft: not approved"
LEFT_OUT = "Some of it is left out on paper and is read on the screen only."
NOTHING = "Nothing of it stands on paper."


async def word(call: Call) -> Response:
    return await _document(call, WORD)


async def pdf(call: Call) -> Response:
    return await _document(call, PDF)


async def _document(call: Call, kind: Kind) -> Response:
    whole = await _paper(call)
    paper, leaves_out = for_a_draft(whole)
    cover = Cover(DRAFT, (LEFT_OUT,) if leaves_out else (), NOTHING, call.now)
    return await attached(kind, paper, cover, "conference-report-draft")


async def _paper(call: Call) -> Paper:
    found = await gather_report(call.db, call.case, today=call.today)
    pictures = pictures_of(found.views, found.people, found.ties, call.case, call.today)
    sections = sections_of(found.report, found.names, {one.section: one for one in found.texts}, pictures)
    return Paper("Conference report", f"{call.case.name} family", _facts(call, found), sections)


def _facts(call: Call, found: GatheredReport) -> tuple[Fact, ...]:
    """As at the head of what is printed from the screen."""
    now = call.now.astimezone(LONDON)
    since, opened = found.since, call.case.opened_on
    conference = _day(found.conference) if found.conference else "None is booked"
    gathers = f"the conference of {_day(since)}" if since else f"the work began, {_day(opened)}"
    who = f"{call.me.name}, {ROLES[call.me.role].label}"
    return (
        Fact("Case", f"{call.case.reference}, {call.settings.council}"),
        Fact("Next conference", conference),
        Fact("Gathers", f"What was written since {gathers}"),
        Fact("Printed by", f"{who}, {_day(now.date())}, {now:%H:%M}"),
    )


def _day(on: date) -> str:
    return f"{day_and_month(on)} {on.year}"
