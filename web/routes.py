"""The contents page: every address, its guard, its handler."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from store.practice.permissions import Power
from web.endpoint import Call, public, signed_in, with_power
from web.pages import demonstration, find, health
from web.public_files import PublicFiles
from web.settings import Settings


async def _home(call: Call) -> Response:
    return RedirectResponse("/week", 303)


_DEMONSTRATION = (
    Route(
        "/demonstration/sign-ins", public(demonstration.sign_in), methods=["POST"], name="demonstration_sign_ins"
    ),
)


def routes(settings: Settings) -> list[BaseRoute]:
    """All routes; the demonstration's door is among them only for a demonstration."""
    return [
        Route("/", signed_in(_home), name="home"),
        Route("/health", public(health.show), name="health"),
        # The week
        # Families
        # Find
        Route("/find", with_power(Power.FIND, find.index), name="find"),
        Route("/find/answers", with_power(Power.FIND, find.answers), name="find_answers"),
        # Record: visits, significant events, tasks, signatures
        # You: sign-in, passkeys, phones, people, invitations, the trail
        *(_DEMONSTRATION if settings.demonstration else ()),
        # The installed app
        Mount("/static/{fingerprint}", PublicFiles(), name="static"),
    ]
