"""Showing the family: what was chosen stands alone on the phone, and nobody is signed in on it until the next touch."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import RedirectResponse, Response

from store.case_access import CaseAccess
from store.case_practitioners import CasePractitioner, practitioners_on
from store.demonstration import doors
from store.practice.dates_in_words import whole_day
from store.practice.showing import STRENGTH, TASK, Line, Offer, offer
from store.practice.weeks import Week
from store.showings import find_members, list_known_tasks
from store.sign_ins import end_sign_ins
from store.story import list_recent
from store.tables.access import SignIn
from web.cookies import clear_sign_in_cookie
from web.endpoint import Call, screen_context
from web.errors import NeedsTouch
from web.forms import Form
from web.rendering import is_fragment, render

BACK = timedelta(weeks=6)


@dataclass(frozen=True)
class Contact:
    """Who to call: whoever leads the case, else its team."""

    name: str
    team: str
    phone: str


@dataclass(frozen=True)
class ChoosingPage:
    """`chosen`: the keys of the lines that are ticked. `since`: the Monday from which strengths stand unfolded."""

    case: CaseAccess
    offer: Offer
    chosen: Collection[str]
    since: date
    contact: Contact
    error: str = ""

    @property
    def lately(self) -> tuple[Line, ...]:
        """What went well this week and in the one before it."""
        return tuple(line for line in self.offer.going_well if line.week and line.week >= self.since)

    @property
    def earlier(self) -> tuple[Line, ...]:
        return tuple(line for line in self.offer.going_well if line not in self.lately)

    @property
    def errors(self) -> dict[str, str]:
        return {"lines": self.error} if self.error else {}


@dataclass(frozen=True)
class ShownPage:
    """All that the family sees. `address`: where the touch leads to; `door`: in a demonstration, whose door it is."""

    family: str
    day: str
    today: date
    shown: Offer
    contact: Contact
    address: str
    door: int | None

    def by(self, day: date) -> str:
        return whole_day(day, self.today)


async def new(call: Call) -> Response:
    """Choose what is shown."""
    offered = await _offered(call)
    chosen = frozenset(line.key for line in offered.lines if line.chosen)
    return await _choosing(call, offered, chosen)


async def create(call: Call) -> Response:
    """The page that a family holds, as a document of its own. The sign-in ends with it: whatever else is asked for from
    this browser, typed, reloaded or by script, is answered as to anybody.

    Asked from within the app it says only whether these lines can be shown (204): they never stand there.
    """
    if call.case.restricted and not call.me.is_fresh(call.now):
        raise NeedsTouch
    offered, chosen, within = await _offered(call), frozenset(Form(call.form).texts("line")), is_fragment(call.request)
    if error := offered.problem(chosen):
        # A whole page would stand on that phone without its lock: the choice is opened anew, through it.
        again = RedirectResponse(f"{call.request.url.path}/new", 303)
        return again if call.me.has_vault and not within else await _choosing(call, offered, chosen, error)
    if within:
        call.did("read", subject=call.request.url.path)
        return Response(status_code=204)
    return await _hand_over(call, offered.only(chosen))


async def _hand_over(call: Call, shown: Offer) -> Response:
    page = await _shown(call, shown)
    await end_sign_ins(call.db, SignIn.id == call.me.sign_in_id, now=call.now)
    _tell_trail(call, shown)
    context = screen_context(call.settings, None, call.today) | {"page": page, "title": "For the family"}
    response = render(call.request, "showings/show.html", context)
    clear_sign_in_cookie(response)
    return response


def _tell_trail(call: Call, shown: Offer) -> None:
    tasks = [str(line.source) for line in shown.lines if line.kind == TASK]
    entries = list(dict.fromkeys(str(line.source) for line in shown.lines if line.kind != TASK))
    strengths = sum(line.kind == STRENGTH for line in shown.lines)
    count = {"lines": len(shown.lines), "strengths": strengths}
    call.did("shown to the family", subject=call.request.url.path, **count, tasks=tasks, entries=entries)


async def _offered(call: Call) -> Offer:
    case = call.case
    told = await list_recent(call.db, case.case_id, Week.of(call.today - BACK).start)
    tasks, members = await list_known_tasks(call.db, case.case_id), await find_members(call.db, case.family_id)
    return offer(tasks, told, members)


async def _choosing(call: Call, offered: Offer, chosen: Collection[str], error: str = "") -> Response:
    page = ChoosingPage(call.case, offered, chosen, Week.of(call.today).previous.start, await _contact(call), error)
    status = 422 if error else 200
    return call.page("showings/new.html", page, title="Show the family", place="week", status=status)


async def _shown(call: Call, shown: Offer) -> ShownPage:
    known = await doors(call.db) if call.settings.demonstration else []
    door = next((one.practitioner_id for one in known if one.practitioner_id == call.me.id), None)
    day, address = whole_day(call.today, call.today), f"/families/{call.case.family_id}"
    return ShownPage(call.case.name, f"{day} {call.today.year}", call.today, shown, await _contact(call), address, door)


async def _contact(call: Call) -> Contact:
    working = await practitioners_on(call.db, call.case.case_id, call.today)
    lead: CasePractitioner | None = next((who for who in working if who.lead), None)
    if lead is None:
        return Contact("", call.case.team, "")
    return Contact(lead.name, lead.team or call.case.team, lead.phone)
