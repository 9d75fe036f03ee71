"""The Week: one's own for a practitioner, the team's for its manager, the areas' for those above."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from store.area_weeks import TeamWeek, list_area_week
from store.practice.permissions import Power, has_power
from store.practice.week_cards import Card, card_of_mine
from store.practice.week_frame import WeekFrame
from store.practice.week_progress import Progress, mine_first, my_progress
from store.practice.weeks import Week
from store.shared_reports import SharedWithMe, list_shared
from store.waiting import AskedToSign, list_asked_to_sign
from store.weeks import list_my_week
from web.endpoint import Call
from web.team_weeks import show_team, team_asked_for
from web.weeks import frame_of, week_in_path


@dataclass(frozen=True)
class MyWeekPage:
    frame: WeekFrame
    progress: Progress
    cards: tuple[Card, ...]
    asked: tuple[AskedToSign, ...]


@dataclass(frozen=True)
class AreaWeekPage:
    """`areas`: each with its teams."""

    frame: WeekFrame
    areas: dict[str, list[TeamWeek]]
    families: int
    progress: Progress


@dataclass(frozen=True)
class NoWeekPage:
    """`shared`: the reports that a chair reads."""

    role: str
    shared: tuple[SharedWithMe, ...]


async def home(call: Call) -> Response:
    return RedirectResponse("/week", 303)


async def show(call: Call) -> Response:
    """The week of whoever asks; the address of an earlier one names it (2026-W47)."""
    me, week = call.me, week_in_path(call)
    call.did("week read", subject=str(week))
    if has_power(me.role, Power.TEAM_WEEK):
        team_id = team_asked_for(call)
        return await show_team(call, week, team_id) if team_id else await _areas(call, week)
    if has_power(me.role, Power.OWN_WEEK):
        return await _mine(call, week)
    shared = await list_shared(call.db, me.id) if has_power(me.role, Power.READ_SHARED) else ()
    return call.page("week/none.html", NoWeekPage(me.role, shared), title="Week", place="week")


async def _mine(call: Call, week: Week) -> Response:
    viewer = call.me.viewer(call.today)
    families = mine_first(await list_my_week(call.db, viewer, week), viewer.id)
    frame = frame_of(call, week)
    asked = await list_asked_to_sign(call.db, viewer) if frame.is_now else []
    to_sign = {visit.case_id for visit in asked}
    cards = tuple(
        card_of_mine(one, frame, viewer.id, call.me.team, asked_to_sign=one.case_id in to_sign) for one in families
    )
    page = MyWeekPage(frame, my_progress(families, viewer.id), cards, tuple(asked))
    return call.page("week/mine.html", page, title=frame.over, place="week")


async def _areas(call: Call, week: Week) -> Response:
    areas: dict[str, list[TeamWeek]] = {}
    for team in await list_area_week(call.db, call.me.viewer(call.today), week):
        areas.setdefault(team.area, []).append(team)
    every = [team for teams in areas.values() for team in teams]
    frame = frame_of(call, week)
    progress = Progress(sum(team.chapters_in for team in every), sum(team.chapters for team in every))
    page = AreaWeekPage(frame, areas, sum(team.families for team in every), progress)
    return call.page("week/areas.html", page, title=frame.over, place="week")
