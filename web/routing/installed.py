"""What the installed app asks for, and whoever watches the server."""

from web.endpoint import public, signed_in
from web.pages import carried, health, pwa
from web.routing.lines import get

ROUTES = (
    get("/carried", signed_in(carried.show), "carried"),
    get("/manifest.webmanifest", public(pwa.manifest), "manifest"),
    get("/worker.js", public(pwa.worker), "worker"),
    get("/shell", public(pwa.shell), "shell"),
    get("/health", public(health.show), "health"),
)
