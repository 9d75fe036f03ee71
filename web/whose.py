"""Whose page it is that asks: a tab with an open vault belongs to one person, the sign-in to the whole browser."""

from starlette.requests import Request

from store.sign_ins import Me

WHOSE = "weekbook-whose"
"""The header in which a page says for whom it stands: a practitioner's number."""


def is_anothers(request: Request, me: Me) -> bool:
    """Somebody else has signed in beside the page: nothing of it may go under their name, nor theirs be shown in it."""
    return request.headers.get(WHOSE, str(me.id)) != str(me.id)
