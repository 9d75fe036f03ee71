"""What lies on this phone and is not on the record yet: the phone fills the page, the server knows nothing of it."""

from dataclasses import dataclass

from starlette.responses import Response

from web.endpoint import Call


@dataclass(frozen=True)
class OnThisPhonePage:
    """The same for everybody."""


async def show(call: Call) -> Response:
    return call.page("on_this_phone/show.html", OnThisPhonePage(), title="On this phone", place="you")
