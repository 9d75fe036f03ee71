"""A recipient's copy of a report as a document to give them: what stands in their copy, and nothing else."""

from starlette.responses import Response

from web.documents.cover import Cover
from web.documents.sending import PDF, WORD, Kind, attached
from web.endpoint import Call
from web.recording.report_copy_view import copy_view

NOT_FINAL = "Draft: not approved"


async def word(call: Call) -> Response:
    return await _document(call, WORD)


async def pdf(call: Call) -> Response:
    return await _document(call, PDF)


async def _document(call: Call, kind: Kind) -> Response:
    """Of the time at which the report was handed over: the same copy is the same file."""
    view = await copy_view(call)
    cover = Cover("" if view.version.is_final else NOT_FINAL, at=view.version.handed_over_at)
    return await attached(kind, view.copy.paper, cover, "conference-report")
