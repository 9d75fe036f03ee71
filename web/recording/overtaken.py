"""Forms of what keeps no earlier versions: words that come late on a bad line must not stand over later ones."""

from store.posts import was_overtaken
from web.call import Call
from web.errors import Conflict
from web.forms import Form


async def refuse_if_overtaken(call: Call, form: Form) -> None:
    """Asked while the row is locked: the later ones may have been taken while these waited for it. Raises Conflict."""
    wrote = form.phone_wrote_at
    if wrote and await was_overtaken(call.db, practitioner_id=call.me.id, draft_id=form.draft_id, wrote=wrote):
        raise Conflict("later words of this form are on the record")
