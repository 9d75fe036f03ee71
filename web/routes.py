"""The contents page: every address of the app, its guard and its handler, group by group in `web/routing/`."""

from starlette.routing import BaseRoute, Mount

from web.public_files import PublicFiles
from web.routing import (
    conferences,
    consultations,
    families,
    individual_supervision,
    installed,
    invitations,
    people,
    records,
    report_versions,
    sealed,
    sign_in,
    supervision,
    week,
    words,
    you,
)
from web.settings import Settings


def routes(settings: Settings) -> list[BaseRoute]:
    """All routes; the demonstration's door is among them only for a demonstration."""
    return [
        *week.ROUTES,
        *families.ROUTES,
        *conferences.ROUTES,
        *report_versions.ROUTES,
        *records.ROUTES,
        *consultations.ROUTES,
        *individual_supervision.ROUTES,
        *supervision.ROUTES,
        *sign_in.ROUTES,
        *(sign_in.DEMONSTRATION if settings.demonstration else ()),
        *you.ROUTES,
        *words.ROUTES,
        *people.ROUTES,
        *invitations.ROUTES,
        *sealed.ROUTES,
        *installed.ROUTES,
        Mount("/static/{fingerprint}", PublicFiles(), name="static"),
    ]
