"""What came into a week after the manager had signed it off: it is accepted, and marked for good."""

from datetime import datetime


def came_later(signed_off_at: datetime | None, week_signed_off_at: datetime | None) -> bool:
    """Whether an entry was not there when its week was signed off: written later, or moved into the week later.

    `signed_off_at`: when the entry itself was, None while it is open. What stood in the week was signed off with it.
    """
    if week_signed_off_at is None:
        return False
    return signed_off_at is None or signed_off_at > week_signed_off_at
