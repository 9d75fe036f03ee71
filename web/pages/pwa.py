"""What makes Weekbook an app on the phone: its manifest, its worker, and the one page that the worker keeps."""

import re
from functools import cache

from starlette.responses import Response

from web.endpoint import Call
from web.release import release
from web.rendering import STATIC, asset, templates
from web.shell import shell_page

PLACE = "// (here stand bytes.js and deposits.js)"
INCLUDED = ("js/offline/bytes.js", "js/offline/deposits.js")
KEPT = (".css", ".js", ".svg", ".png")


async def manifest(call: Call) -> Response:
    return _file(_text("pwa/manifest.webmanifest"), "application/manifest+json")


async def worker(call: Call) -> Response:
    """At a stable address and asked for anew each time, so that a bad worker can be replaced, or switched off."""
    if not call.settings.worker:
        return _file(_text("pwa/worker-off.js"), "text/javascript")
    text = _text("pwa/worker.js", files=public_files(), version=release())
    return _file(text.replace(PLACE, included_sources()), "text/javascript")


async def shell(call: Call) -> Response:
    """Shown without signal. Whoever asks is not looked at."""
    return shell_page(call.request, call.settings, call.today, title="No signal")


def public_files() -> list[str]:
    """The addresses of all styles, modules and pictures of this release; licences and notes are not needed."""
    found = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.suffix in KEPT)
    return [asset(path) for path in found]


@cache
def included_sources() -> str:
    """What the worker shares with the pages, as declarations: a worker of one file works in every browser."""
    text = "\n".join((STATIC / path).read_text() for path in INCLUDED)
    return re.sub(r"^(import .*\n|export )", "", text, flags=re.MULTILINE)


def _text(template: str, **context: object) -> str:
    return templates().get_template(template).render(**context)


def _file(text: str, media_type: str) -> Response:
    return Response(text, media_type=media_type, headers={"Cache-Control": "no-cache"})
