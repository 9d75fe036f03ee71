"""Supervision: the team's meetings about families, one's own, and for who advises what is asked."""

from dataclasses import dataclass

from starlette.responses import Response

from store.practice.permissions import Power, has_power
from store.supervisions import Meeting, list_meetings
from web.endpoint import Call
from web.supervised import Supervised, list_supervised


@dataclass(frozen=True)
class SupervisionPage:
    """`can_prepare`: there is a week to look at; `can_plan`: sets dates for a team; `can_advise`: answers questions;
    `pressing`: those with whom individual supervision is due, or overdue.
    """

    can_prepare: bool
    can_plan: bool
    can_advise: bool
    meetings: tuple[Meeting, ...]
    pressing: tuple[Supervised, ...]


async def show(call: Call) -> Response:
    writes, reads = has_power(call.me.role, Power.OWN_WEEK), has_power(call.me.role, Power.TEAM_WEEK)
    meetings = await list_meetings(call.db, call.me.viewer(call.today))
    can_plan = call.me.role == "team_manager" and call.me.team_id is not None
    pressing = tuple(one for one in await list_supervised(call) if one.is_pressing)
    page = SupervisionPage(writes or reads, can_plan, has_power(call.me.role, Power.CONSULT), meetings, pressing)
    return call.page("supervision/index.html", page, title="Supervision", place="supervision")
