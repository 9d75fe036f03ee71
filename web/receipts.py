"""The answer to a saved form: the receipt that the phone compares, and the way on."""

import json

from starlette.responses import RedirectResponse, Response

from store.entries import Receipt
from web.endpoint import Call
from web.rendering import is_fragment


def saved(call: Call, location: str, receipt: Receipt | None = None) -> Response:
    """A redirect for a browser's own post; for htmx 201 with the way on in HX-Location.

    Header `Weekbook-Receipt`: JSON with id, href, at (ISO, UTC) and sha256 of the posted fields.
    """
    if is_fragment(call.request):
        response = Response(status_code=201, headers={"HX-Location": _way_on(location)})
    else:
        response = RedirectResponse(location, 303)
    if receipt:
        facts = {"id": str(receipt.id), "href": location, "at": receipt.at.isoformat(), "sha256": receipt.fingerprint}
        response.headers["Weekbook-Receipt"] = json.dumps(facts)
    return response


def _way_on(location: str) -> str:
    return json.dumps({"path": location, "target": "#main"})
