"""A paper as a PDF for people and for screen readers."""

import re
from typing import Any

from store.practice.report.paper import Paper
from web.documents.cover import Cover, footer, made_at
from web.documents.pictures import alternative, share_of_width
from web.documents.typesetting import set_pdf
from web.documents.walk import SECTION, Block, blocks_of

CONTENTS = "Contents"
BREAK = "\u200b"
_LONG = re.compile(r"\S{16}(?=\S)")


def pdf_of(paper: Paper, cover: Cover | None = None) -> bytes:
    """Takes a part of a second: not for the event loop."""
    cover = cover or Cover()
    blocks = tuple(blocks_of(paper, cover))
    head = next((at for at, block in enumerate(blocks) if block.kind == SECTION), len(blocks))
    values = {
        "title": paper.title, "footer": footer(paper), "mark": cover.mark, "contents": CONTENTS, "head": head,
        "blocks": [_values(block) for block in blocks],
    }  # fmt: skip
    return set_pdf(values, made_at(paper, cover))


def _values(block: Block) -> dict[str, Any]:
    texts = {"kind": block.kind, "texts": tuple(map(_breakable, block.texts)), "source": _breakable(block.source)}
    if block.picture is None:
        return texts
    drawn = {"svg": block.picture.svg, "alt": alternative(block.picture), "width": share_of_width(block.picture)}
    return texts | drawn


def _breakable(text: str) -> str:
    """A word that no line could hold may be broken, or it would run off the page."""
    return _LONG.sub(rf"\g<0>{BREAK}", text)
