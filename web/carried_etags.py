"""By what a phone and the server tell that carried screens are still as they were."""

from collections.abc import Iterable
from hashlib import sha256

from store.carried import HeldFamily
from web.endpoint import Call
from web.release import release


def etag(call: Call, family: HeldFamily, imported: int) -> str:
    """Tells whether the family's screens may differ from those that a phone has, without making them.

    In it: the release, because it makes the screens; England's day, because ages, weeks and due dates turn with it;
    who asks and in which role and team, because permissions follow from them; the newest change of the case on the
    trail, where whatever is recorded, signed, allocated or closed leaves a row; the newest imported file, because
    it may have changed a person of the family by way of another case; the group supervision to come with one's own
    view for it, which leave nothing on the case's trail. Not in it: the modules' names, a
    colleague's own name and telephone number, which are shown anew on the next day.
    """
    me = call.me
    facts = (release(), call.today, me.id, me.role, me.team_id, family.case_id, family.changed, family.view, imported)
    return f"{family.family_id}-{_hash(facts)}"


def common_etag(call: Call, others: Iterable[str]) -> str:
    """Of the screens about all of one's families and about oneself: they change when one of those does."""
    me = call.me
    return f"common-{_hash((release(), call.today, me.id, me.role, me.team_id, *sorted(others)))}"


def _hash(facts: Iterable[object]) -> str:
    return sha256("\n".join(map(str, facts)).encode()).hexdigest()[:16]
