"""A team's week, for its manager and for those above: its families by pressure, and who has written."""

from collections import Counter
from dataclasses import dataclass

from starlette.responses import Response

from store.practice.week_cards import Card, card_of_team
from store.practice.week_frame import WeekFrame
from store.practice.week_progress import SHOWN, Progress, Writer, by_pressure, chapters_progress, is_named, writers
from store.practice.weekly_summary import FamilyWeek
from store.practice.weeks import Week
from store.waiting import Waiting, list_waiting
from store.weeks import list_team_week
from web.endpoint import Call
from web.errors import NotThere
from web.forms import clean
from web.weeks import frame_of

TABS = {"all": "All", "waiting": "Waiting", "ready": "Ready", "overdue": "Overdue", "signed-off": "Signed off"}


@dataclass(frozen=True)
class Tab:
    href: str
    text: str
    count: int | None
    current: bool


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
    waiting: Waiting
    name: str
    team_id: int


def team_asked_for(call: Call) -> int | None:
    """The manager's own team, or the one that somebody above chose; None for all of them."""
    if call.me.team_id:
        return call.me.team_id
    asked = call.request.query_params.get("team", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise NotThere
    return int(asked)


async def show_team(call: Call, week: Week, team_id: int) -> Response:
    viewer = call.me.viewer(call.today)
    families = by_pressure(await list_team_week(call.db, viewer, week, team_id=team_id))
    above = viewer.team_id is None
    if above and not families:
        raise NotThere
    frame = frame_of(call, week, f"team={team_id}" if above else "")
    waiting = await list_waiting(call.db, viewer) if frame.is_now else Waiting()
    name = clean(call.request.query_params.get("name", ""))[:80]
    shown = "all" if name else call.request.query_params.get("show", "all")
    if shown not in _parts(frame) and shown != "people":
        shown = "all"
    test = SHOWN.get(shown, SHOWN["all"])
    called = Counter(one.name.casefold() for one in families)
    cards = [
        card_of_team(one, frame, has_namesake=called[one.name.casefold()] > 1)
        for one in families if test(one) and is_named(one, name)
    ]  # fmt: skip
    page = TeamWeekPage(
        frame, families[0].team if families else call.me.team, f"/week/{week}" if above else "",
        chapters_progress(families), _tabs(frame, families, shown), shown,
        tuple(cards), tuple(writers(families)), waiting, name, team_id,
    )  # fmt: skip
    return call.page("week/team.html", page, title=frame.over, place="week")


def _tabs(frame: WeekFrame, families: list[FamilyWeek], shown: str) -> tuple[Tab, ...]:
    def tab(key: str, text: str, count: int | None) -> Tab:
        return Tab(frame.address_with(f"show={key}"), text, count, key == shown)

    counted = [tab(key, text, sum(map(SHOWN[key], families))) for key, text in _parts(frame).items()]
    return (*counted, tab("people", "By person", None))


def _parts(frame: WeekFrame) -> dict[str, str]:
    """What is overdue is overdue today: an earlier week has no such part."""
    return {key: text for key, text in TABS.items() if key != "overdue" or frame.is_now}
