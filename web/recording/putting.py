"""Putting an entry on the record from a form: when it may be, and what the record answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from store.allocations import is_allocated
from store.bank_holidays import around
from store.entries import NewEntry, NotTheirs, Receipt, record_entry
from store.lateness import mark_lateness
from store.practice.calendar import LONDON, day_of
from store.practice.entries import Content, kind_of
from store.practice.lateness import is_late
from store.practice.permissions import Permission
from store.practice.weeks import Week
from store.recorded import Recorded
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form

CLOCKS_MAY_BE_OFF = timedelta(days=2, hours=1)
"""A phone two days ahead dates its visit by its own clock; the hour is for the way here."""
FIRST_YEAR = 1900


@dataclass(frozen=True)
class Written:
    """What is to go on the record. `before`: the entry as it stands, where the form changes one."""

    entry_id: UUID
    opened_version: int
    happened_at: datetime
    content: Content
    before: Recorded | None = None


def read_moment(form: Form, now: datetime) -> datetime | None:
    """When it happened, from the fields `on` and `at`; notes beside them what cannot be."""
    happened_at = form.moment("on", "at")
    if happened_at is None:
        if "at" not in form.errors:
            form.errors.setdefault("on", "Give the day on which it happened")
        return None
    year = happened_at.astimezone(LONDON).year
    if happened_at > now + CLOCKS_MAY_BE_OFF:
        form.errors["on"] = "This day is still to come: look at the date again"
    elif year < FIRST_YEAR:
        form.errors["on"] = f"The year is {year}: look at the date again"
    return happened_at


async def is_former(call: Call, happened_at: datetime | None) -> bool:
    """Whether the author writes as one who held the case then; raises NotThere where they may not write.

    On a closed case, and for who has left it, only about a time when it was open, or theirs.
    """
    day = day_of(happened_at) if happened_at else None
    if Permission.RECORD in call.case.permissions:
        closed_on = call.case.closed_on
        if closed_on and (day is None or day > closed_on):
            raise NotThere
        return False
    case_id, who = call.case.case_id, call.me.id
    if day is None or not await is_allocated(call.db, case_id=case_id, practitioner_id=who, day=day):
        raise NotThere
    return True


async def put_on_record(call: Call, form: Form, written: Written, *, former: bool = False) -> Receipt:
    """Record it, or its next version. Raises NotThere for somebody else's entry; Stale and Closed pass through."""
    if _says_the_same(written):
        return Receipt(written.entry_id, written.opened_version, form.fingerprint, call.now, is_new=False)
    late = is_late(kind_of(written.content), written.happened_at, call.now, around(call.today.year)).late
    new = NewEntry(
        id=written.entry_id,
        case_id=call.case.case_id,
        author_id=call.me.id,
        week=Week.of(written.happened_at).start,
        happened_at=written.happened_at,
        phone_wrote_at=form.phone_wrote_at,
        late=late or former,
        content=written.content,
        fingerprint=form.fingerprint,
        opened_version=written.opened_version,
        draft_id=None if written.before and form.posted_id == written.entry_id else form.posted_id,
    )
    try:
        receipt = await record_entry(call.db, new, now=call.now)
    except NotTheirs:
        raise NotThere from None
    if receipt.is_new and receipt.revision > 1 and not former:
        await mark_lateness(call.db, entry_id=written.entry_id)
    return receipt


def _says_the_same(written: Written) -> bool:
    """Nothing of it was changed: no new version, and nobody is asked to sign again."""
    before = written.before
    return (
        before is not None
        and before.signed_off_at is None
        and before.revision == written.opened_version
        and (before.happened_at, before.content) == (written.happened_at, written.content)
    )
