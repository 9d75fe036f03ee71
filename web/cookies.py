"""The three cookies: who is signed in, which phone this is, which ceremony is under way.

`__Host-`: over TLS only, this host only, the whole site (ASVS 5.0, 3.3.1). Lax for the sign-in, so that a
link in a colleague's message opens what it names; reading changes nothing, and changes from elsewhere are
refused by web.security. The other two are only ever read by posts of our own pages: Strict.
"""

from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from store.sign_ins import ABSOLUTE
from web.endpoint import SIGN_IN_COOKIE

PHONE_COOKIE = "__Host-phone"
CEREMONY_COOKIE = "__Host-ceremony"
CEREMONY_SECONDS = 300
INVITATION_SECONDS = 600
# Browsers keep no cookie longer than 400 days.
_PHONE_SECONDS = 400 * 24 * 3600


def set_sign_in_cookie(response: Response, token: str) -> None:
    """Let the browser be signed in by `token`, for at most as long as a sign-in lasts."""
    age = int(ABSOLUTE.total_seconds())
    response.set_cookie(SIGN_IN_COOKIE, token, max_age=age, path="/", secure=True, httponly=True, samesite="lax")


def clear_sign_in_cookie(response: Response) -> None:
    response.delete_cookie(SIGN_IN_COOKIE, path="/", secure=True, httponly=True, samesite="lax")


def set_phone_cookie(response: Response, secret: str) -> None:
    """Let the browser be known again as one of somebody's phones."""
    _set_strict(response, PHONE_COOKIE, secret, _PHONE_SECONDS)


def set_ceremony_cookie(response: Response, secret: str, *, seconds: int = CEREMONY_SECONDS) -> None:
    """Bind a ceremony that was begun to this browser."""
    _set_strict(response, CEREMONY_COOKIE, secret, seconds)


def clear_ceremony_cookie(response: Response) -> None:
    response.delete_cookie(CEREMONY_COOKIE, path="/", secure=True, httponly=True, samesite="strict")


def browser_of(request: Request) -> bytes | None:
    """The hash of the secret that a begun ceremony left in this browser."""
    secret = request.cookies.get(CEREMONY_COOKIE, "")
    return sha256(secret.encode()).digest() if secret else None


def _set_strict(response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict")
