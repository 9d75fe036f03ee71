"""A recipient's copy of a report to give or to read to them: what stands in their copy, and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from web.documents.cover import Cover
from web.documents.sending import PDF, WORD, Kind, attached
from web.documents.walk import SECTION, Block, blocks_of
from web.endpoint import Call
from web.recording.report_copy_view import CopyView, copy_view

NOT_FINAL = "Draft: not approved"


@dataclass(frozen=True)
class ReadingPage:
    """In the words and the order of the documents."""

    view: CopyView
    blocks: tuple[Block, ...]
    printed_at: datetime

    @property
    def case(self) -> object:
        return self.view.case

    @property
    def parts(self) -> list[str]:
        return [block.texts[0] for block in self.blocks if block.kind == SECTION]


async def reading(call: Call) -> Response:
    """In large letters, on the phone of whoever reads it to them."""
    view = await copy_view(call)
    page = ReadingPage(view, tuple(blocks_of(view.copy.paper, _cover(view))), call.now)
    return call.page("report_copies/reading.html", page, title="A copy to read aloud", place="week")


async def word(call: Call) -> Response:
    return await _document(call, WORD)


async def pdf(call: Call) -> Response:
    return await _document(call, PDF)


async def _document(call: Call, kind: Kind) -> Response:
    """Of the time at which the report was handed over: the same copy is the same file."""
    view = await copy_view(call)
    return await attached(kind, view.copy.paper, _cover(view), "conference-report")


def _cover(view: CopyView) -> Cover:
    return Cover("" if view.version.is_final else NOT_FINAL, at=view.version.handed_over_at)
