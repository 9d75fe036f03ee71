"""A report that was handed over, as it is read: from what was kept then and from nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from starlette.responses import Response

from store.case_access import CaseAccess
from store.practice.report.paper import Paper
from store.report_versions import KeptVersion, ListedVersion, find_version
from web.endpoint import Call
from web.errors import NotThere

LONGEST_REASON = 2000


@dataclass(frozen=True)
class VersionPage:
    """`paper`: as it was handed over; None where what is kept is not that any more. `remark`: as it was typed."""

    case: CaseAccess
    version: ListedVersion
    paper: Paper | None
    here: str
    printed_at: datetime
    remark: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


async def version_of(call: Call) -> KeptVersion:
    """The one that the address names, of this case."""
    version_id: UUID = call.request.path_params["version_id"]
    found = await find_version(call.db, case_id=call.case.case_id, version_id=version_id)
    if found is None:
        raise NotThere
    return found


def address_of_version(call: Call, version_id: UUID) -> str:
    return f"/families/{call.case.family_id}/report/handed-over/{version_id}"


def page_of(call: Call, found: KeptVersion) -> VersionPage:
    here = address_of_version(call, found.listed.id)
    return VersionPage(call.case, found.listed, found.paper if found.holds else None, here, call.now)


def shown(call: Call, page: VersionPage, *, status: int = 200) -> Response:
    title = "Conference report, handed over"
    return call.page("report_versions/show.html", page, title=title, place="week", status=status)
