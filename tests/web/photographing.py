"""For tests of photographs: pictures as a phone sends them, and others."""

from io import BytesIO
from uuid import uuid4

import httpx
from PIL import Image

from tests.conftest import Browser

PLACE, MAKER = 0x8825, 0x010F
MARK = "Zebraphone zz"


def jpeg(width: int = 64, height: int = 48, *, colour: str = "teal", **more: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG", **more)  # type: ignore[arg-type]
    return out.getvalue()


def with_position(width: int = 64, height: int = 48, *, turned: int = 1) -> bytes:
    """As a camera writes it: where, with what, which way up; and a remark."""
    exif = Image.Exif()
    exif[MAKER], exif[0x0112] = MARK, turned
    exif.get_ifd(PLACE).update({1: "N", 2: (51.0, 45.0, 30.0), 3: "W", 4: (0.0, 20.0, 10.0)})
    return jpeg(width, height, exif=exif, comment=MARK.encode())


def with_words_for_a_number() -> bytes:
    """Lies on its side, and says in letters what must be a number."""
    return with_position(turned=6).replace(MAKER.to_bytes(2), b"\x01\x1c")


async def send(
    browser: Browser,
    entry: str,
    picture: bytes | None = None,
    caption: str = "Maya’s drawing of her street",
    id: str = "",
) -> httpx.Response:
    """`entry`: its address or id."""
    return await browser.post(
        f"/entries/{entry.rsplit('/', 1)[-1]}/photographs/{id or uuid4()}",
        {"caption": caption, "taken_at": "2026-11-20T14:00:00Z"},
        files={"picture": ("picture.jpg", jpeg() if picture is None else picture, "image/jpeg")},
    )
