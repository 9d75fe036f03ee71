"""The first use on a phone: what Weekbook keeps there, and how it comes onto the home screen."""

from dataclasses import dataclass

from starlette.responses import Response

from web.endpoint import Call


@dataclass(frozen=True)
class WelcomePage:
    first_name: str


async def show(call: Call) -> Response:
    return call.page("welcome/show.html", WelcomePage(call.me.name.split()[0]), title="Welcome", place="you")
