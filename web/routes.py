"""The contents page: every address, its guard, its handler."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from store.practice.permissions import Permission, Power
from web.endpoint import Call, on_family, public, signed_in, with_power
from web.pages import (
    demonstration,
    families,
    family_people,
    family_tasks,
    find,
    health,
    plans,
    pwa,
    story,
    supervision,
)
from web.public_files import PublicFiles
from web.settings import Settings


async def _home(call: Call) -> Response:
    return RedirectResponse("/week", 303)


_DEMONSTRATION = (
    Route("/demonstration/sign-ins", public(demonstration.sign_in), methods=["POST"], name="demonstration_sign_ins"),
)


def routes(settings: Settings) -> list[BaseRoute]:
    """All routes; the demonstration's door is among them only for a demonstration."""
    return [
        Route("/", signed_in(_home), name="home"),
        Route("/health", public(health.show), name="health"),
        # The week
        # Families
        Route("/families/{family_id:int}", on_family(Permission.READ, families.show), name="family"),
        Route("/families/{family_id:int}/story", on_family(Permission.READ, story.show), name="family_story"),
        Route("/families/{family_id:int}/people", on_family(Permission.READ, family_people.show), name="family_people"),
        Route("/families/{family_id:int}/tasks", on_family(Permission.READ, family_tasks.show), name="family_tasks"),
        Route("/families/{family_id:int}/plans", on_family(Permission.READ, plans.show), name="family_plans"),
        Route("/supervision", signed_in(supervision.show), name="supervision"),
        # Find
        Route("/find", with_power(Power.FIND, find.index), name="find"),
        Route("/find/answers", with_power(Power.FIND, find.answers), name="find_answers"),
        # Record: visits, significant events, tasks, signatures
        # You: sign-in, passkeys, phones, people, invitations, the trail
        *(_DEMONSTRATION if settings.demonstration else ()),
        # The installed app
        Route("/manifest.webmanifest", public(pwa.manifest), name="manifest"),
        Route("/worker.js", public(pwa.worker), name="worker"),
        Route("/shell", public(pwa.shell), name="shell"),
        Mount("/static/{fingerprint}", PublicFiles(), name="static"),
    ]
