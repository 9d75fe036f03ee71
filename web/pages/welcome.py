"""The first use on a phone: what Weekbook keeps there, and how it comes onto the home screen."""

from dataclasses import dataclass

from starlette.responses import Response

from web.endpoint import Call
from web.way_back import safe_next


@dataclass(frozen=True)
class WelcomePage:
    first_name: str
    next: str


async def show(call: Call) -> Response:
    onward = safe_next(call.request.query_params.get("next"))
    page = WelcomePage(call.me.name.split()[0], "/week" if onward == "/" else onward)
    return call.page("welcome/show.html", page, title="Welcome", place="you")
