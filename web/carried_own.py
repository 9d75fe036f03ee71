"""Which screens about oneself a phone carries beside those of one's families."""

from store.individual_supervision import list_held
from store.practice.permissions import Power, has_power
from store.practice.practice_file import SUPERVISED
from store.practitioners import list_in_roles
from web.endpoint import Call

SUPERVISION, MOST_SUPERVISIONS = "/supervision/one-to-one", 24
ADVISING = "/consultations"


async def own_screens(call: Call) -> list[str]:
    """Addresses: one's supervision, the forms for those whom one supervises, and for who advises what is asked."""
    roles = SUPERVISED.get(call.me.role, frozenset())
    held = await list_held(call.db, call.me.id)
    people = await list_in_roles(call.db, call.me, roles) if roles else []
    forms = [f"{SUPERVISION}/with/{person.id}/new" for person in people]
    asked = [ADVISING] if has_power(call.me.role, Power.CONSULT) else []
    return [*asked, SUPERVISION, *forms, *(f"{SUPERVISION}/{one.id}" for one in held[:MOST_SUPERVISIONS])]
