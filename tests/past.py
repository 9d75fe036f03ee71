"""Moments some days back by the clock on London's wall: the same hour, also where summer began or ended between.

An hour before midnight UTC is the next day in London's summer: `now - timedelta(days=…)` misses day and week by one.
"""

from datetime import UTC, datetime, timedelta

from store.practice.calendar import LONDON


def days_ago(days: int) -> datetime:
    """In UTC: the moment at which London's clock showed what it shows now, so many days back."""
    return (datetime.now(LONDON) - timedelta(days=days)).astimezone(UTC)
