"""What makes Weekbook an app on the phone: its manifest, its worker, and the one page that the worker keeps."""

from dataclasses import dataclass

from starlette.responses import Response

from web.endpoint import Call, screen_context
from web.rendering import STATIC, asset, fingerprint, render, templates

KEPT = (".css", ".js", ".svg", ".png")


@dataclass(frozen=True)
class Shell:
    """Nothing about anyone: it is the same for everybody."""


async def manifest(call: Call) -> Response:
    return _file("pwa/manifest.webmanifest", "application/manifest+json")


async def worker(call: Call) -> Response:
    """At a stable address and asked for anew each time, so that a bad worker can be replaced."""
    return _file("pwa/worker.js", "text/javascript", files=public_files(), version=fingerprint())


async def shell(call: Call) -> Response:
    """Shown without signal. Whoever asks is not looked at."""
    context = screen_context(call.settings, None, call.today) | {"page": Shell(), "title": "No signal"}
    return render(call.request, "pwa/shell.html", context)


def public_files() -> list[str]:
    """The addresses of all styles, modules and pictures of this release; licences and notes are not needed."""
    found = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.suffix in KEPT)
    return [asset(path) for path in found]


def _file(template: str, media_type: str, **context: object) -> Response:
    text = templates().get_template(template).render(**context)
    return Response(text, media_type=media_type, headers={"Cache-Control": "no-cache"})
