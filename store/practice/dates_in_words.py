"""Days as they are said in Britain, in English whatever the server's locale is."""

from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def weekday(day: date) -> str:
    """Wed"""
    return WEEKDAYS[day.weekday()][:3]


def day_and_month(day: date) -> str:
    """19 January"""
    return f"{day.day} {MONTHS[day.month - 1]}"


def short_day(day: date) -> str:
    """9 Nov"""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def how_many(number: int, one: str) -> str:
    """1 week, 3 weeks"""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def whole_day(day: date, today: date) -> str:
    """Friday 27 November, with the year where it is another one than today's."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day_and_month(day)}{year}"
