"""Whoever shares a report sees each person's copy as they will get it, and withholds more of it with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from starlette.responses import Response

from store.practice.report.copies import Piece
from store.report_copies import add_agency, give_back, withhold
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.report_copy_view import CopyView, copy_view, must_be_open
from web.recording.report_version_view import LONGEST_REASON, TooLate, address_of_version, page_of, shown, version_of

LONGEST_NAME = 120
OUT_ALREADY = "This is not in their copy any more"


@dataclass(frozen=True)
class CopyPage:
    view: CopyView
    printed_at: datetime
    too_late: TooLate | None = None

    @property
    def case(self) -> object:
        return self.view.case


@dataclass(frozen=True)
class WithholdingPage:
    view: CopyView
    piece: Piece
    reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


async def show(call: Call) -> Response:
    return _shown(call, CopyPage(await copy_view(call), call.now))


async def new_withholding(call: Call) -> Response:
    """Where the piece is out of the copy already, the copy says why."""
    must_be_open(call)
    view = await copy_view(call)
    piece = view.piece(call.request.path_params["piece"])
    return saved(call, view.here) if piece is None else _form(call, WithholdingPage(view, piece))


async def create_withholding(call: Call) -> Response:
    """Where it is out of the copy already, a second reason is not kept: the copy shows it beside the first."""
    must_be_open(call)
    view, form = await copy_view(call), Form(call.form)
    piece = view.piece(call.request.path_params["piece"])
    reason = form.text("reason", longest=LONGEST_REASON)
    if piece is None and _has_said(call, view, reason):
        return saved(call, view.here)
    if piece is None:
        return _shown(call, CopyPage(view, call.now, TooLate(OUT_ALREADY, reason)), status=409)
    if not reason:
        form.errors["reason"] = "Say which harm it would do if they read it"
    if form.errors:
        return _form(call, WithholdingPage(view, piece, reason, form.errors), status=422)
    whose = view.recipient.key
    await withhold(
        call.db, report_id=view.version.report_id, recipient=whose, piece=piece, reason=reason,
        by=call.me.id, now=call.now,
    )  # fmt: skip
    call.did("report withheld", subject=view.here, recipient=whose, piece=piece.key)
    return saved(call, view.here)


def _has_said(call: Call, view: CopyView, reason: str) -> bool:
    """The same person, the same reason: from a second tap."""
    said = (view.recipient.key, call.request.path_params["piece"], call.me.name, reason)
    return any((one.recipient, one.piece, one.by, one.reason) == said for one in view.ground.withholdings)


async def end_withholding(call: Call) -> Response:
    must_be_open(call)
    view, number = await copy_view(call), call.request.path_params["withholding_id"]
    if number not in view.numbers.values():
        raise NotThere
    report_id = view.version.report_id
    if await give_back(call.db, report_id=report_id, withholding_id=number, by=call.me.id, now=call.now):
        call.did("report withholding ended", subject=view.here, recipient=view.recipient.key)
    return saved(call, view.here)


async def create_agency(call: Call) -> Response:
    must_be_open(call)
    found, form = await version_of(call), Form(call.form)
    name = form.text("agency", longest=LONGEST_NAME)
    if not name:
        form.errors["agency"] = "Say which agency gets a copy"
    if form.errors:
        return shown(call, await page_of(call, found, errors=form.errors), status=422)
    where = address_of_version(call, found.listed.id)
    if await add_agency(call.db, case_id=call.case.case_id, name=name, by=call.me.id, now=call.now):
        call.did("report agency added", subject=where)
    return saved(call, f"{where}#copies")


def _shown(call: Call, page: CopyPage, *, status: int = 200) -> Response:
    return call.page("report_copies/show.html", page, title="A copy of the report", place="week", status=status)


def _form(call: Call, page: WithholdingPage, *, status: int = 200) -> Response:
    return call.page("report_copies/withholding.html", page, title="Withhold from a copy", place="week", status=status)
