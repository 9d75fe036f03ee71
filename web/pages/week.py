"""The Week: one's own for a practitioner, the team's for its manager, the areas' for those above."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from store.area_weeks import TeamWeek, list_area_week
from store.practice.permissions import Power, has_power
from store.practice.week_cards import Card, card_of_mine, card_of_team
from store.practice.week_frame import WeekFrame
from store.practice.week_progress import (
    SHOWN,
    Progress,
    Writer,
    by_pressure,
    chapters_progress,
    is_named,
    mine_first,
    my_progress,
    writers,
)  # fmt: skip
from store.practice.weekly_summary import FamilyWeek
from store.practice.weeks import Week
from store.weeks import AskedToSign, list_asked_to_sign, list_my_week, list_team_week
from web.endpoint import Call
from web.errors import NotThere
from web.forms import clean
from web.weeks import due_of, week_in_path

TABS = {"all": "All", "waiting": "Waiting", "ready": "Ready", "overdue": "Overdue", "signed-off": "Signed off"}


@dataclass(frozen=True)
class Tab:
    href: str
    text: str
    count: int | None
    current: bool


@dataclass(frozen=True)
class MyWeekPage:
    frame: WeekFrame
    progress: Progress
    cards: tuple[Card, ...]
    asked: tuple[AskedToSign, ...]


@dataclass(frozen=True)
class TeamWeekPage:
    """`name`: what was typed to find a family among the team's."""

    frame: WeekFrame
    team: str
    back: str
    progress: Progress
    tabs: tuple[Tab, ...]
    shown: str
    cards: tuple[Card, ...]
    writers: tuple[Writer, ...]
    asked: tuple[AskedToSign, ...]
    name: str
    team_id: int


@dataclass(frozen=True)
class AreaWeekPage:
    """`areas`: each with its teams."""

    frame: WeekFrame
    areas: dict[str, list[TeamWeek]]
    families: int
    progress: Progress


@dataclass(frozen=True)
class NoWeekPage:
    role: str


async def home(call: Call) -> Response:
    return RedirectResponse("/week", 303)


async def show(call: Call) -> Response:
    """The week of whoever asks; the address of an earlier one names it (2026-W47)."""
    me, week = call.me, week_in_path(call)
    call.did("week read", subject=str(week))
    if has_power(me.role, Power.TEAM_WEEK):
        team_id = _team_asked_for(call)
        return await _team(call, week, team_id) if team_id else await _areas(call, week)
    if has_power(me.role, Power.OWN_WEEK):
        return await _mine(call, week)
    return call.page("week/none.html", NoWeekPage(me.role), title="Week", place="week")


async def _mine(call: Call, week: Week) -> Response:
    viewer = call.me.viewer(call.today)
    families = mine_first(await list_my_week(call.db, viewer, week), viewer.id)
    asked = await list_asked_to_sign(call.db, viewer)
    frame = _frame(call, week)
    to_sign = {visit.case_id for visit in asked}
    cards = tuple(
        card_of_mine(one, frame, viewer.id, call.me.team, asked_to_sign=one.case_id in to_sign) for one in families
    )
    page = MyWeekPage(frame, my_progress(families, viewer.id), cards, tuple(asked))
    return call.page("week/mine.html", page, title=frame.over, place="week")


def _team_asked_for(call: Call) -> int | None:
    """The manager's own team, or the one that somebody above chose; None for all of them."""
    if call.me.team_id:
        return call.me.team_id
    asked = call.request.query_params.get("team", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise NotThere
    return int(asked)


async def _team(call: Call, week: Week, team_id: int) -> Response:
    viewer = call.me.viewer(call.today)
    families = by_pressure(await list_team_week(call.db, viewer, week, team_id=team_id))
    asked = await list_asked_to_sign(call.db, viewer)
    above = viewer.team_id is None
    if above and not families:
        raise NotThere
    frame = _frame(call, week, f"team={team_id}" if above else "")
    name = clean(call.request.query_params.get("name", ""))[:80]
    shown = "all" if name else call.request.query_params.get("show", "all")
    test = SHOWN.get(shown, SHOWN["all"])
    cards = [card_of_team(one, frame) for one in families if test(one) and is_named(one, name)]
    page = TeamWeekPage(
        frame, families[0].team if families else call.me.team, f"/week/{week}" if above else "",
        chapters_progress(families), _tabs(frame, families, shown), shown,
        tuple(cards), tuple(writers(families)), tuple(asked), name, team_id,
    )  # fmt: skip
    return call.page("week/team.html", page, title=frame.over, place="week")


def _tabs(frame: WeekFrame, families: list[FamilyWeek], shown: str) -> tuple[Tab, ...]:
    def tab(key: str, text: str, count: int | None) -> Tab:
        return Tab(frame.address_with(f"show={key}"), text, count, key == shown)

    counted = [tab(key, text, sum(map(SHOWN[key], families))) for key, text in TABS.items()]
    return (*counted, tab("people", "By person", None))


async def _areas(call: Call, week: Week) -> Response:
    areas: dict[str, list[TeamWeek]] = {}
    for team in await list_area_week(call.db, call.me.viewer(call.today), week):
        areas.setdefault(team.area, []).append(team)
    every = [team for teams in areas.values() for team in teams]
    frame = _frame(call, week)
    progress = Progress(sum(team.chapters_in for team in every), sum(team.chapters for team in every))
    page = AreaWeekPage(frame, areas, sum(team.families for team in every), progress)
    return call.page("week/areas.html", page, title=frame.over, place="week")


def _frame(call: Call, week: Week, query: str = "") -> WeekFrame:
    return WeekFrame(week, call.today, due_of(week), query)
