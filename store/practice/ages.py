"""A child's age as it is said: weeks, then months until two, then years.

"An unborn child has an expected date" (facts, the words list). Who was born on 29 February is a year
older on 1 March of a common year, as England counts.
"""

from datetime import date

from store.practice.dates_in_words import day_and_month, how_many

MONTHS_FROM = 2
YEARS_FROM = 24


def age(born: date | None, today: date, expected: date | None = None) -> str:
    """7; 8 months; 3 weeks; 4 days; due 19 January. A birth date still to come is an expected one."""
    if born and born <= today:
        return _since(born, today)
    coming = born or expected
    if coming is None:
        return "age not known"
    return f"{'due' if coming >= today else 'was due'} {day_and_month(coming)}"


def months_old(born: date, today: date) -> int:
    """Whole months."""
    return (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)


def years_old(born: date, today: date) -> int:
    """Whole years."""
    return months_old(born, today) // 12


def _since(born: date, today: date) -> str:
    months, days = months_old(born, today), (today - born).days
    if months >= YEARS_FROM:
        return str(months // 12)
    if months >= MONTHS_FROM:
        return how_many(months, "month")
    if days >= 7:
        return how_many(days // 7, "week")
    return how_many(days, "day") if days else "born today"
