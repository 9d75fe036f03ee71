"""Which visits count for what is due, as one condition on an entry."""

from sqlalchemy import ColumnElement, String, and_, cast, or_, select
from sqlalchemy.orm import aliased

from store.practice.entries import VISIT
from store.tables.cases import Case
from store.tables.entries import Entry
from store.tables.families import Person

_of = aliased(Case)


def visit_counts() -> ColumnElement[bool]:
    """A visit that was carried out and on which a child was seen; before a child is born, any carried out.

    Read off the stored text, which both databases keep as it was written: inside anybody's words a quote
    is escaped.
    """
    text = cast(Entry.content, String)
    child_born = select(Person.id).join(_of, _of.family_id == Person.family_id).where(
        _of.id == Entry.case_id, Person.kind == "child", Person.birth_date.is_not(None)
    )  # fmt: skip
    seen = or_(text.like('%"seen": true%'), ~child_born.correlate(Entry).exists())
    return and_(Entry.kind == VISIT, text.like('%"carried_out": true%'), seen)
