"""The week's sheet of a family, on the screen and on paper, and its sign-off."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from store.case_access import CaseAccess
from store.practice.entries import OUTCOMES
from store.practice.week_sheet import Sheet
from store.practice.weeks import Week
from store.week_sheets import find_sheet
from store.week_sign_offs import sign_off_week
from store.weekly_entries import lock_case
from web.endpoint import Call
from web.forms import Form
from web.receipts import saved
from web.weeks import due_of, week_in_path


@dataclass(frozen=True)
class SheetPage:
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
    return await _sheet(call, week_in_path(call))


async def sign_off(call: Call) -> Response:
    """Close every open entry of the week; what comes later is accepted and marked."""
    week, form = week_in_path(call), Form(call.form)
    remark = form.text("remark", longest=2000)
    if form.errors:
        return await _sheet(call, week, str(call.form.get("remark", "")), form.errors["remark"], 422)
    case_id = call.case.case_id
    await lock_case(call.db, case_id)
    closed = await sign_off_week(
        call.db, case_id=case_id, week=week, manager_id=call.me.id, remark=remark, now=call.now
    )  # fmt: skip
    call.did("week signed off", subject=str(week), entries=closed)
    return saved(call, f"/families/{call.case.family_id}/weeks/{week}")


async def _sheet(call: Call, week: Week, remark: str = "", error: str = "", status: int = 200) -> Response:
    sheet = await find_sheet(call.db, call.case, week)
    base, last = f"/families/{call.case.family_id}/weeks", call.today in week
    page = SheetPage(
        call.case, sheet, week, week.label_on(call.today), due_of(week), call.now,
        previous=f"{base}/{week.previous}", next="" if last else f"{base}/{week.next}",
        me_missing=call.case.may_record and any(part.practitioner_id == call.me.id for part in sheet.missing),
        remark=remark, error=error,
    )  # fmt: skip
    return call.page("week_sheets/show.html", page, title="The week’s sheet", place="week", status=status)
