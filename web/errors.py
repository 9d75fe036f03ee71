"""Refusals, and the status that each becomes."""

from starlette.exceptions import HTTPException


class Refusal(HTTPException):
    status = 400

    def __init__(self, reason: str = "") -> None:
        super().__init__(self.status, reason)


class NotThere(Refusal):
    """Does not exist, or not for this person: the two are never told apart."""

    status = 404


class SignedOut(Refusal):
    status = 401


class NeedsTouch(Refusal):
    """The passkey must be touched again before this (ASVS 7.5.3)."""

    status = 403


class TooLarge(Refusal):
    status = 413


class TooOften(Refusal):
    status = 429


class Conflict(Refusal):
    status = 409


class Unfit(Refusal):
    """What was sent cannot be what our own pages send."""

    status = 422
