"""A paper on its way out as a file: made beside the event loop, named so that its name tells of nobody."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from store.practice.report.paper import Paper
from web.documents.cover import Cover
from web.documents.docx import docx_of
from web.documents.pdf import pdf_of


@dataclass(frozen=True)
class Kind:
    made_of: Callable[[Paper, Cover], bytes]
    media_type: str
    ending: str


WORD = Kind(docx_of, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
PDF = Kind(pdf_of, "application/pdf", "pdf")


async def attached(kind: Kind, paper: Paper, cover: Cover, name: str) -> Response:
    """`name`: without its ending."""
    made = await asyncio.to_thread(kind.made_of, paper, cover)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind.ending}"'}
    return Response(made, media_type=kind.media_type, headers=headers)
