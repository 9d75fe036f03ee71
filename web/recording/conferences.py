"""What the pages of conferences have in common: the conference of the address, on a case that is open."""

from uuid import UUID

from web.endpoint import Call
from web.errors import NotThere


def conference_id(call: Call) -> UUID:
    found: UUID = call.request.path_params["conference_id"]
    return found


def open_case(call: Call) -> None:
    """Nothing is recorded on a case that is closed."""
    if not call.case.may_record:
        raise NotThere
