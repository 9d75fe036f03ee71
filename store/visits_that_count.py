"""Which visit counts for what is due for a child, as an expression over the entries of a case."""

from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, String, cast, literal, or_, select

from store.practice.entries import VISIT
from store.tables.entries import Entry
from store.tables.families import Person


def last_seen(case_id: SQLColumnExpression[int]) -> ColumnElement[datetime]:
    """When the child, a row of Person, was last seen on a visit that was carried out on the case; before the birth,
    when one was last carried out. NULL where there was none.

    Read off the stored text, which both databases keep as it was written: inside anybody's words a quote
    is escaped.
    """
    text = cast(Entry.content, String)
    was_seen = text.like(literal('%"') + cast(Person.id, String) + literal('": {"seen": true%'))
    before_the_birth = or_(Person.birth_date.is_(None), Entry.happened_at < Person.birth_date)
    carried_out = (Entry.kind == VISIT, text.like('%"carried_out": true%'))
    made = select(Entry.happened_at).where(Entry.case_id == case_id, *carried_out, or_(before_the_birth, was_seen))
    return made.order_by(Entry.happened_at.desc()).limit(1).correlate_except(Entry).scalar_subquery()
