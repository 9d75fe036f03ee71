"""Templates, and the one function that decides between a whole page and its fragment."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from store.practice.calendar import LONDON, day_of
from store.practice.photographs import LONGEST_CAPTION, MOST
from store.practice.visit_words import how_seen, in_quotes

HERE = Path(__file__).parent
STATIC = HERE / "static"
NEAR = timedelta(days=250)


@cache
def fingerprint() -> str:
    """One for all static files, so that modules may import each other by relative paths."""
    digest = sha256()
    for path in sorted(p for p in STATIC.rglob("*") if p.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    return f"/static/{fingerprint()}/{path}"


def is_fragment(request: Request) -> bool:
    """htmx asked for the inside of <main>, or for a smaller part; a step back wants the whole page."""
    asked = request.headers
    whole = asked.get("hx-request-type") == "full" or "hx-history-restore-request" in asked
    return asked.get("hx-request") == "true" and not whole


def is_navigation(request: Request) -> bool:
    """The browser itself opens the address as a whole page; no script of ours asks for it."""
    asked = request.headers
    if request.method != "GET" or "hx-request" in asked or asked.get("accept") == "application/json":
        return False
    return asked.get("sec-fetch-mode", "navigate") == "navigate"


def render(request: Request, template: str, context: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
    """The page, or its fragment where htmx asked; `context` comes with `me`, `title`, `place`, `page`."""
    nonce = request.state.nonce
    html = (
        templates()
        .get_template(template)
        .render(
            nonce=nonce,
            hx_nonce=lambda: Markup(' hx-nonce="{}"').format(nonce),
            is_fragment=is_fragment(request),
            path=request.url.path,
            **context,
        )
    )
    return HTMLResponse(html, status, headers={"Vary": "HX-Request, HX-Request-Type, HX-History-Restore-Request"})


@cache
def templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.globals.update(asset=asset, most_photographs=MOST, longest_caption=LONGEST_CAPTION)
    environment.filters.update(
        day=lambda at: _local(at).strftime(f"%a %-d %B{_year(at)}"),
        short_day=lambda at: _local(at).strftime(f"%a %-d %b{_year(at)}"),
        full_day=lambda at: _local(at).strftime("%-d %B %Y"),
        clock=lambda at: _local(at).strftime("%H:%M"),
        moment=lambda at: _local(at).strftime(f"%a %-d %b{_year(at)}, %H:%M"),
        dated_moment=lambda at: _local(at).strftime("%a %-d %b %Y, %H:%M"),
        iso=lambda at: _local(at).isoformat(),
        how_seen=how_seen,
        in_quotes=in_quotes,
    )
    return environment


def _year(at: Any) -> str:
    """Said of what is far from today: a slip in the year is seen where it was made."""
    day = day_of(at) if isinstance(at, datetime) else at
    return "" if abs(day_of(datetime.now(UTC)) - day) < NEAR else " %Y"


def _local(at: Any) -> Any:
    """Times are kept in UTC and shown in England's; dates pass as they are."""
    return at.astimezone(LONDON) if isinstance(at, datetime) else at
