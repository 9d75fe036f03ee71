"""The shell: the one page that says nothing about anyone. A phone that holds a vault gets it for every address.

What it shows comes as fragments once its person has unlocked it; so loading the page anew locks by itself.
"""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from store.vaults import has_vault
from web.call import Call, screen_context
from web.cookies import PHONE_COOKIE
from web.rendering import is_navigation, render
from web.settings import Settings


@dataclass(frozen=True)
class Shell:
    """The same for everybody."""


def shell_page(request: Request, settings: Settings, today: date, *, title: str = "Locked") -> Response:
    """Whoever asks is not looked at."""
    context = screen_context(settings, None, today) | {"page": Shell(), "title": title}
    return render(request, "pwa/shell.html", context)


def opens_locked(call: Call) -> bool:
    """Whether a whole page was asked for by somebody whose words lie sealed on this phone."""
    return call.signed_in is not None and call.signed_in.has_vault and is_navigation(call.request)


async def is_kept_here(call: Call) -> bool:
    """Nobody is signed in, and a whole page was asked for on a phone that holds a vault: it is unlocked with one
    touch."""
    if call.signed_in is not None or not is_navigation(call.request):
        return False
    return await has_vault(call.db, secret=call.request.cookies.get(PHONE_COOKIE, ""))
