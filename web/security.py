"""What stands around every answer: forged requests refused, policies set, nothing kept by caches."""

import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types htmx weekbook"
)
_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "publickey-credentials-get=(self), publickey-credentials-create=(self), "
    "geolocation=(), camera=(), microphone=(), interest-cohort=()",
}


# A public file can do nothing when it is opened by itself; what only a page needs would cost each of them half a
# kilobyte of a first visit.
_FILES = "/static/"
_FILE_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
_FILE_HEADERS = ("Cross-Origin-Resource-Policy", "X-Content-Type-Options")


class Security:
    """Refuses unsafe requests from elsewhere by their headers alone; sets the security headers.

    A token in the form could not be used: an offline form would hold it too long (datasette csrf.py,
    house habit 10). A request with neither Sec-Fetch-Site nor Origin is refused.
    """

    def __init__(self, app: ASGIApp, *, origins: tuple[str, ...]) -> None:
        self.app = app
        self.origins = origins
        self.over_tls = all(origin.startswith("https://") for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        nonce = scope.setdefault("state", {})["nonce"] = secrets.token_urlsafe(16)
        is_file = scope["path"].startswith(_FILES)

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                self._set_file_headers(headers) if is_file else self._set_headers(headers, nonce)
                self._set_for_all(headers)
            await send(message)

        if scope["method"] not in SAFE_METHODS and not self._from_here(Headers(scope=scope)):
            refusal = PlainTextResponse("This request did not come from Weekbook's own pages.", 403)
            return await refusal(scope, receive, sealed)
        await self.app(scope, receive, sealed)

    def _from_here(self, headers: Headers) -> bool:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is None and origin is None:
            return False
        return site in (None, "same-origin") and origin in (None, *self.origins)

    def _set_headers(self, headers: MutableHeaders, nonce: str) -> None:
        headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=nonce))
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)

    def _set_file_headers(self, headers: MutableHeaders) -> None:
        headers.setdefault("Content-Security-Policy", _FILE_POLICY)
        for name in _FILE_HEADERS:
            headers.setdefault(name, _HEADERS[name])

    def _set_for_all(self, headers: MutableHeaders) -> None:
        headers.setdefault("Cache-Control", "no-store")
        if self.over_tls:
            headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
