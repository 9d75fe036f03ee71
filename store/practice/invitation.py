"""An invitation to come in, and how it stands: one use, ten minutes, opened in person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Minutes, not days (facts of trust, “Passkeys on the server”).
LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True)
class InvitationFound:
    """An invitation with its people. `invited_by` is empty where the command line invited.

    `comes_back`: its person has come in before. Whoever opens the link is that person from then on, and reads what
    only they may: so a second manager confirms it.
    """

    id: int
    practitioner_id: int
    name: str
    role: str
    team: str
    user_handle: bytes
    invited_by_id: int | None
    invited_by: str
    comes_back: bool
    made_at: datetime
    expires_at: datetime
    opened_by: bytes | None
    code: str
    confirmed_at: datetime | None
    ended_at: datetime | None
    ended_how: str
    has_left: bool

    def state(self, now: datetime) -> str:
        """waiting → opened → confirmed → used; or cancelled, mismatch, replaced, left, expired."""
        if self.ended_at:
            return self.ended_how
        if self.has_left:
            return "left"
        if now >= self.expires_at:
            return "expired"
        if self.confirmed_at:
            return "confirmed"
        return "opened" if self.opened_by else "waiting"

    def is_open(self, now: datetime) -> bool:
        """It can still be opened, confirmed or used."""
        return self.state(now) in ("waiting", "opened", "confirmed")

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def spaced_code(self) -> str:
        return f"{self.code[:3]} {self.code[3:]}"

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]
