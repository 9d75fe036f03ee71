"""Supervision: what will stand here, and what one can do meanwhile."""

from dataclasses import dataclass

from starlette.responses import Response

from store.practice.permissions import Power, has_power
from web.endpoint import Call


@dataclass(frozen=True)
class SupervisionPage:
    """`can_prepare`: there is a week to look at; `can_write`: and to write in."""

    can_prepare: bool
    can_write: bool


async def show(call: Call) -> Response:
    writes, reads = has_power(call.me.role, Power.OWN_WEEK), has_power(call.me.role, Power.TEAM_WEEK)
    page = SupervisionPage(can_prepare=writes or reads, can_write=writes)
    return call.page("supervision/index.html", page, title="Supervision", place="supervision")
