"""Everything that a document says: what is read on its pages, and what stands in it beside them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import httpx
from pypdf import PdfReader


def said_in(answer: httpx.Response) -> str:
    """Of an answer of any kind."""
    kind = answer.headers.get("content-type", "")
    if kind == "application/pdf":
        return in_pdf(answer.content)
    return in_docx(answer.content) if "wordprocessingml" in kind else answer.text


def in_docx(made: bytes) -> str:
    """Every part of it, with alternative texts and properties."""
    with ZipFile(BytesIO(made)) as found:
        return "\n".join(found.read(name).decode() for name in found.namelist() if name.endswith((".xml", ".rels")))


def in_pdf(made: bytes) -> str:
    """With its alternative texts, its outline and what it says of itself."""
    found = PdfReader(BytesIO(made))
    root: Any = found.trailer["/Root"]
    pages = (page.extract_text() for page in found.pages)
    tags = (f"{alt} {title}" for _, alt, title in tags_of(root["/StructTreeRoot"]["/K"]))
    return "\n".join((*pages, *tags, str(found.metadata), root["/Metadata"].get_data().decode()))


def tags_of(node: Any) -> Iterator[tuple[str, str, str]]:
    """Kind, alternative text, title."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from tags_of(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"], node.get("/Alt", ""), node.get("/T", "")
        yield from tags_of(node.get("/K", []))
