"""Weeks in addresses and forms, and when their entries are due."""

from datetime import datetime

from store.bank_holidays import around
from store.practice.week_frame import WeekFrame
from store.practice.weeks import Week, due_at
from web.endpoint import Call
from web.errors import NotThere


def due_of(week: Week) -> datetime:
    """When the week's entries are due, England's bank holidays counted."""
    return due_at(week, around(week.start.year))


def week_in_path(call: Call) -> Week:
    """The week that the address names, this week without one; raises NotThere for one that is to come."""
    return week_of(call, str(call.request.path_params.get("week", "")))


def week_of(call: Call, text: str) -> Week:
    """The week of `text` (2026-W47), this week where it is empty."""
    this_week = Week.of(call.today)
    try:
        week = Week.parse(text) if text else this_week
    except ValueError as error:
        raise NotThere from error
    if week > this_week:
        raise NotThere
    return week


def frame_of(call: Call, week: Week, query: str = "") -> WeekFrame:
    """What stands around the week; `query` goes with whoever turns to another one."""
    return WeekFrame(week, call.today, due_of(week), query)
