"""The week's sheet of a family, on the screen and on paper, and its sign-off."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.responses import Response

from store.case_access import CaseAccess
from store.practice.entries import LABELS, OUTCOMES
from store.practice.week_sheet import Sheet, SheetEntry
from store.practice.weeks import Week
from store.week_sheets import find_sheet
from store.week_sign_offs import HasRemark, hold_open_entries, sign_off_week
from store.weekly_entries import lock_case
from web.endpoint import Call
from web.forms import Form
from web.receipts import saved
from web.weeks import due_of, week_in_path


@dataclass(frozen=True)
class SheetPage:
    """`came`: what the manager had not before them when they signed off. `has_remark`: another than theirs."""

    case: CaseAccess
    sheet: Sheet
    week: Week
    dates: str
    due_at: datetime
    printed_at: datetime
    previous: str
    next: str
    me_missing: bool
    remark: str = ""
    error: str = ""
    came: tuple[SheetEntry, ...] = ()
    has_remark: bool = False

    @property
    def is_sent_back(self) -> bool:
        return bool(self.error or self.came or self.has_remark)

    @property
    def kinds(self) -> dict[str, str]:
        return LABELS

    @property
    def names(self) -> dict[str, str]:
        return {str(key): name for key, name in self.sheet.names.items()}

    @property
    def outcomes(self) -> dict[str, str]:
        return OUTCOMES

    @property
    def may_sign_off(self) -> bool:
        """There is something to close: entries that are open, or a week that was never signed off."""
        return self.case.may_sign_off and bool(self.sheet.open_entries)


async def show(call: Call) -> Response:
    return _page(call, await find_sheet(call.db, call.case, week_in_path(call)))


async def sign_off(call: Call) -> Response:
    """Close the open entries that the sheet showed; what comes later is accepted and marked.

    What came since it was opened, or a second remark, closes nothing: the sheet is read once more.
    """
    week, form = week_in_path(call), Form(call.form)
    remark, sheet = form.text("remark", longest=2000), await _held(call, week)
    if form.errors:
        typed = str(call.form.get("remark", ""))
        return _page(call, sheet, 422, remark=typed, error=form.errors["remark"])
    if came := _came(call, form, sheet):
        return _page(call, sheet, 409, remark=remark, came=came)
    return await _close(call, sheet, remark)


def _came(call: Call, form: Form, sheet: Sheet) -> tuple[SheetEntry, ...]:
    """What its reader had not before them. Forms of before 23 November 2026 say no more of it than when they were
    written.
    """
    shown = call.form.get("shown")
    return sheet.written_since(form.phone_wrote_at) if shown is None else sheet.unread(str(shown))


async def _close(call: Call, sheet: Sheet, remark: str) -> Response:
    read = [entry.id for entry in sheet.open_entries]
    try:
        closed = await sign_off_week(
            call.db, case_id=call.case.case_id, week=sheet.week, read=read, manager_id=call.me.id, remark=remark,
            now=call.now,
        )  # fmt: skip
    except HasRemark:
        return _page(call, sheet, 409, remark=remark, has_remark=True)
    call.did("week signed off", subject=str(sheet.week), entries=closed)
    return saved(call, f"/families/{call.case.family_id}/weeks/{sheet.week}")


async def _held(call: Call, week: Week) -> Sheet:
    """As it stands until the transaction ends, but for what is begun meanwhile."""
    await lock_case(call.db, call.case.case_id)
    await hold_open_entries(call.db, case_id=call.case.case_id, week=week)
    return await find_sheet(call.db, call.case, week)


def _page(call: Call, sheet: Sheet, status: int = 200, **back: Any) -> Response:
    """`back`: what was typed, and why it came back."""
    week = sheet.week
    base, last = f"/families/{call.case.family_id}/weeks", call.today in week
    page = SheetPage(
        call.case, sheet, week, week.label_on(call.today), due_of(week), call.now,
        previous=f"{base}/{week.previous}", next="" if last else f"{base}/{week.next}",
        me_missing=call.case.may_record and any(part.practitioner_id == call.me.id for part in sheet.missing),
        **back,
    )  # fmt: skip
    return call.page("week_sheets/show.html", page, title="The week’s sheet", place="week", status=status)
