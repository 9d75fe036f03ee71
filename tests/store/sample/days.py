"""Moments at which the demonstration is built."""

from datetime import UTC, datetime

WEDNESDAY = datetime(2026, 11, 18, 15, 30, tzinfo=UTC)
MONDAY_MORNING = datetime(2027, 2, 1, 8, 5, tzinfo=UTC)
CLOCKS_WENT_BACK = datetime(2026, 10, 25, 12, 0, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, 10, 0, tzinfo=UTC)
EASTER_SUNDAY = datetime(2027, 3, 28, 9, 30, tzinfo=UTC)
