"""What the forms of a conference report have in common: whether the case still takes them, and for which report."""

from collections.abc import Iterable
from datetime import date

from store.practice.calendar import day_of
from store.practice.dates_in_words import day_and_month
from store.report_texts import WrittenText, called_by_day
from web.call import Call
from web.forms import Form


def opened_for(here: Iterable[WrittenText], since: date | None) -> str:
    """How a form says which report it is for, as in store.report_writing.NewText. `here`: what is written in it."""
    begun = next(iter(here), None)
    return str(begun.report_id) if begun else called_by_day(since)


def closed_case(call: Call, form: Form) -> str:
    """What is said to who writes in the report of a closed case. What was written before the closing, and comes later
    on a bad line, is taken as entries are: empty.
    """
    closed_on, wrote = call.case.closed_on, form.phone_wrote_at
    if closed_on is None or (wrote and day_of(wrote) <= closed_on):
        return ""
    return f"The case was closed on {day_and_month(closed_on)} {closed_on.year}: its report stays as it is"
