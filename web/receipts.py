"""The answer to a saved form: the receipt that the phone compares, and the way on."""

from starlette.responses import Response

from store.entries import Receipt
from store.posts import Taken
from web.call import Call
from web.forms import Form
from web.posting import answer_taken, way_on


def saved(call: Call, location: str, receipt: Receipt | None = None) -> Response:
    """A redirect for a browser's own post; for htmx 201 with the way on in HX-Location.

    Header `Weekbook-Receipt`: JSON with id (the form's own), href, at (ISO, UTC), sha256 of the posted fields, and
    the revision that they became. Every form that has an id gets one; `receipt` tells what the record says of it.
    """
    form = Form(call.form)
    if receipt is None and form.posted_id is None:
        return way_on(call.request, location)
    kept = receipt or Receipt(form.draft_id, 1, form.fingerprint, call.now, is_new=True)
    call.taken = Taken(location, kept.revision, kept.at)
    return answer_taken(call.request, call.taken, str(form.posted_id or kept.id), kept.fingerprint)
