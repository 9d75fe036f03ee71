"""A report that was handed over, as it is read: from what was kept then and from nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from starlette.responses import Response

from store.case_access import CaseAccess
from store.case_people import people_on
from store.practice.permissions import Permission
from store.practice.report.copies import WAYS_TO_CHAIR, Recipient, reaches
from store.practice.report.paper import Paper
from store.practice.report.replies import beside
from store.report_copies import copy_ground
from store.report_replies import TakenBack
from store.report_sharings import Sharing, list_sharings
from store.report_versions import find_version
from store.version_rows import KeptVersion, ListedVersion
from web.endpoint import Call
from web.errors import Conflict, NotThere
from web.recording.report_recipients import recipients_of

LONGEST_REASON = 2000


@dataclass(frozen=True)
class TooLate:
    """What was sent is not on the record: `title` says why; `words`: as they were typed."""

    title: str
    words: str


@dataclass(frozen=True)
class VersionPage:
    """`paper`: as it was handed over, with what is said of it beside; None where what is kept is not that any more.
    `recipients`: who may get a copy; `sharings`: who got one; `taken_back`: what was said of it and does not stand any
    more. `remark`: as it was typed; `too_late`: after somebody else had decided or taken back, say.
    """

    case: CaseAccess
    version: ListedVersion
    paper: Paper | None
    here: str
    printed_at: datetime
    recipients: tuple[Recipient, ...]
    sharings: tuple[Sharing, ...]
    taken_back: tuple[TakenBack, ...]
    remark: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    too_late: TooLate | None = None

    ways = WAYS_TO_CHAIR

    @property
    def is_read_here(self) -> bool:
        return any(one.is_read_here for one in self.sharings)

    @property
    def may_end_reading(self) -> bool:
        return self.is_read_here and Permission.SHARE in self.case.permissions

    def said_since(self, recipient: Recipient) -> bool:
        """Something stands in their copy that was said after they got it last."""
        got, sections = self.got(recipient), self.paper.sections if self.paper else ()
        said = (one for section in sections for one in section.replies if reaches(one, recipient))
        return bool(got) and any(one.at > max(last.at for last in got) for one in said)

    def got(self, recipient: Recipient) -> tuple[Sharing, ...]:
        return tuple(one for one in self.sharings if one.recipient == recipient.key)


async def version_of(call: Call) -> KeptVersion:
    """The one that the address names, of this case."""
    version_id: UUID = call.request.path_params["version_id"]
    found = await find_version(call.db, case_id=call.case.case_id, version_id=version_id)
    if found is None:
        raise NotThere
    return found


async def whole_version_of(call: Call) -> KeptVersion:
    """As version_of, and what is kept is what was handed over: nothing is decided, copied or said of anything else.

    Raises Conflict where it is not.
    """
    found = await version_of(call)
    if not found.holds:
        raise Conflict("what is kept is not what was handed over")
    return found


def address_of_version(call: Call, version_id: UUID) -> str:
    return f"/families/{call.case.family_id}/report/handed-over/{version_id}"


async def page_of(
    call: Call, found: KeptVersion, *, remark: str = "", errors: Mapping[str, str] | None = None
) -> VersionPage:  # fmt: skip
    ground = await copy_ground(call.db, case_id=call.case.case_id, report_id=found.listed.report_id)
    recipients = recipients_of(await people_on(call.db, call.case), ground.agencies)
    sharings = await list_sharings(call.db, found.listed.id)
    here, number = address_of_version(call, found.listed.id), found.listed.number
    paper = beside(found.paper, ground.replies, number) if found.holds else None
    taken = tuple(one for one in ground.taken_back if one.reply.number <= number)
    return VersionPage(
        call.case, found.listed, paper, here, call.now, recipients, sharings, taken, remark, errors or {}
    )


def shown(call: Call, page: VersionPage, *, status: int = 200) -> Response:
    title = "Conference report, handed over"
    return call.page("report_versions/show.html", page, title=title, place="week", status=status)
