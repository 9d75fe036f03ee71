"""A conference chair reads the reports that were shared with them: their copy, with what was said of it."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from store.practice.report.copies import Beside, Copy, copy_for
from store.practice.report.replies import beside
from store.report_copies import copy_ground
from store.report_versions import find_version
from store.shared_reports import SharedWithMe, find_shared
from store.version_rows import ListedVersion
from web.documents.cover import Cover
from web.documents.sending import PDF, WORD, Kind, attached
from web.endpoint import Call
from web.errors import NeedsTouch, NotThere
from web.recording.report_recipients import THE_CHAIR


@dataclass(frozen=True)
class SharedPage:
    case: SharedWithMe
    version: ListedVersion
    copy: Copy
    printed_at: datetime


async def show(call: Call) -> Response:
    return call.page("shared_reports/show.html", await _page(call), title="A conference report", place="week")


async def word(call: Call) -> Response:
    return await _document(call, WORD)


async def pdf(call: Call) -> Response:
    return await _document(call, PDF)


async def _document(call: Call, kind: Kind) -> Response:
    page = await _page(call)
    return await attached(kind, page.copy.paper, Cover(at=page.version.handed_over_at), "conference-report")


async def _page(call: Call) -> SharedPage:
    """On the trail it is read like the family's records. What is kept must be what was handed over."""
    shared = await find_shared(call.db, call.request.path_params["sharing_id"], call.me.id)
    found = shared and await find_version(call.db, case_id=shared.case_id, version_id=shared.version_id)
    if not shared or not found or not found.holds:
        raise NotThere
    if shared.restricted and not call.me.is_fresh(call.now):
        raise NeedsTouch
    ground = await copy_ground(call.db, case_id=shared.case_id, report_id=found.listed.report_id)
    copy = copy_for(
        beside(found.paper, ground.replies, shared.number), THE_CHAIR, ground.by_hand(THE_CHAIR),
        Beside(ground.words(THE_CHAIR)),
    )  # fmt: skip
    call.did("read", subject=call.request.url.path, case_id=shared.case_id)
    return SharedPage(shared, found.listed, copy, call.now)
