"""The cookies: who is signed in, which phone this is, which ceremony or invitation is under way.

`__Host-`: over TLS only, this host only, the whole site (ASVS 5.0, 3.3.1). Lax for the sign-in, so that a
link in a colleague's message opens what it names; reading changes nothing, and changes from elsewhere are
refused by web.security. The others are only ever read for our own pages: Strict.
"""

from starlette.requests import Request
from starlette.responses import Response

from store.sign_ins import ABSOLUTE, token_hash

SIGN_IN_COOKIE = "__Host-weekbook"
PHONE_COOKIE = "__Host-phone"
CEREMONY_COOKIE = "__Host-ceremony"
INVITATION_COOKIE = "__Host-invitation"
_SECONDS = {CEREMONY_COOKIE: 300, INVITATION_COOKIE: 600}
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


def set_binding_cookie(response: Response, name: str, secret: str) -> None:
    """Bind a ceremony or an invitation to this browser, for as long as it can last."""
    _set_strict(response, name, secret, _SECONDS[name])


def clear_binding_cookie(response: Response, name: str) -> None:
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="strict")


def browser_of(request: Request, name: str) -> bytes | None:
    """The hash of the secret by which this browser was bound, as store.challenges and store.invitations keep it."""
    secret = request.cookies.get(name, "")
    return token_hash(secret) if secret else None


def _set_strict(response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict")
