"""What was written after the manager had signed its week off: it is accepted, and marked for good."""

from datetime import datetime


def came_later(written_at: datetime, week_signed_off_at: datetime | None) -> bool:
    """Both moments are aware; None: the week was never signed off."""
    return week_signed_off_at is not None and written_at > week_signed_off_at
