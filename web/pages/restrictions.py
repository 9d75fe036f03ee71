"""A manager restricts a family to those who hold it, gives the reason once more, and lifts the restriction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.responses import Response

from store.case_access import CaseAccess
from store.case_holders import held_before
from store.case_practitioners import CasePractitioner, practitioners_on
from store.practice.permissions import Relation
from store.restrictions import RestrictionAct, list_restrictions, record_restriction
from store.weekly_entries import lock_case
from web.endpoint import Call
from web.forms import Form
from web.receipts import saved

LONGEST_REASON = 2000


@dataclass(frozen=True)
class RestrictionPage:
    """`acts`: what was decided before, the newest first. `reason` and `lifting`: what was typed and sent back."""

    case: CaseAccess
    manager: str
    practitioners: Sequence[CasePractitioner]
    acts: Sequence[RestrictionAct]
    reason: str = ""
    lifting: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def stays_open_to(self) -> list[str]:
        """Whoever holds the case, and the manager of its team."""
        held = (f"{who.name}, {who.role_label}" for who in self.practitioners if who.relation == Relation.ALLOCATED)
        return list(dict.fromkeys([*held, *([f"{self.manager}, team manager"] if self.manager else [])]))

    @property
    def is_closed_to(self) -> list[str]:
        """Those tied to the case in another way: they are named, so that somebody can tell them."""
        names = {who.name for who in self.practitioners if who.relation == Relation.ALLOCATED} | {self.manager}
        tied = (f"{who.name}, {who.role_label}" for who in self.practitioners if who.name not in names)
        return list(dict.fromkeys(tied))

    @property
    def current(self) -> RestrictionAct | None:
        """The act by which it is restricted now; none is known of a restriction that came with an import."""
        return self.acts[0] if self.case.restricted and self.acts and self.acts[0].restricted else None


async def show(call: Call) -> Response:
    return await _shown(call)


async def create(call: Call) -> Response:
    """Restrict the family; where it is restricted already, the reason is given once more."""
    form = Form(call.form)
    reason = form.text("reason", longest=LONGEST_REASON)
    if not reason:
        form.errors["reason"] = "Say why only those who hold the case may read it"
    if form.errors:
        return await _shown(call, reason=str(call.form.get("reason", "")), errors=form.errors)
    return await _decide(call, "restriction kept" if call.case.restricted else "family restricted", True, reason)


async def lift(call: Call) -> Response:
    form = Form(call.form)
    reason = form.text("lifting", longest=LONGEST_REASON)
    if not reason:
        form.errors["lifting"] = "Say why it need not be restricted any more"
    if form.errors:
        return await _shown(call, lifting=str(call.form.get("lifting", "")), errors=form.errors)
    return await _decide(call, "restriction lifted", False, reason)


async def _decide(call: Call, deed: str, restricted: bool, reason: str) -> Response:
    """The same once more, from a second tap, is one decision."""
    case_id = call.case.case_id
    await lock_case(call.db, case_id)
    newest = next(iter(await list_restrictions(call.db, case_id=case_id)), None)
    if newest is None or (newest.restricted, newest.reason) != (restricted, reason):
        await record_restriction(
            call.db, case_id=case_id, restricted=restricted, reason=reason, manager_id=call.me.id, now=call.now
        )
        call.did(deed, subject=call.case.family_id)
    return saved(call, f"/families/{call.case.family_id}/restriction")


async def _shown(
    call: Call, *, reason: str = "", lifting: str = "", errors: Mapping[str, str] | None = None
) -> Response:
    case = call.case
    held = await held_before(call.db, case, call.today)
    page = RestrictionPage(
        case,
        next((who.name for who in held if who.until is None), ""),
        await practitioners_on(call.db, case.case_id, call.today),
        await list_restrictions(call.db, case_id=case.case_id),
        reason, lifting, errors or {},
    )  # fmt: skip
    title = "A restricted family" if case.restricted else "Restrict a family"
    return call.page("restrictions/show.html", page, title=title, place="week", status=422 if errors else 200)
