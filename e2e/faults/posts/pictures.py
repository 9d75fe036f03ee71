"""Photographs beside a visit: each has the id in its address, and is known again by its bytes."""

from io import BytesIO
from uuid import uuid4

from PIL import Image
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.faults.council import Council
from e2e.faults.posts.post import Post, at_home, did
from store.practice.photographs import LONGEST_CAPTION


async def photograph(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    made = []
    for number, entry in enumerate(await council.entries(db, "visit", at_home(council, many))):
        one = uuid4()
        fields = (("caption", f"A drawing. {more}"[:LONGEST_CAPTION].strip()), ("taken_at", "2026-11-20T14:00:00Z"))
        made.append(
            Post("photograph", "priya", f"/entries/{entry}/photographs/{one}", fields, (f"photograph {one}",),
                 (did("photograph recorded", one),), picture=_jpeg(number))
        )  # fmt: skip
    return made


def _jpeg(number: int) -> bytes:
    """Small: its request is cut at every byte."""
    out = BytesIO()
    Image.new("RGB", (16, 12), (number % 256, 128, 128)).save(out, "JPEG")
    return out.getvalue()
