"""A photograph as it came: looked at as a stranger's, and kept as nothing but its picture."""

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, JpegImagePlugin

from store.practice.photographs import LONGEST_SIDE, MOST_BYTES

MOST_SCANS = 30  # a progressive picture has about ten; each costs a pass over the whole
_START_OF_SCAN = b"\xff\xda"


@dataclass(frozen=True)
class Picture:
    """A JPEG with no word in it: neither where it was taken nor with what."""

    bytes: bytes
    width: int
    height: int


class NotAPicture(Exception):
    """No JPEG that can be read."""


class TooBig(Exception):
    """More bytes or a longer side than the phone sends."""


def picture_in(sent: bytes) -> Picture:
    """What is kept of it. Its size is known before anything of it is drawn; raises NotAPicture or TooBig."""
    if len(sent) > MOST_BYTES:
        raise TooBig
    if sent.count(_START_OF_SCAN) > MOST_SCANS:
        raise NotAPicture
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _kept(sent)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise TooBig from None
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, struct.error):
        raise NotAPicture from None


def _kept(sent: bytes) -> Picture:
    """Drawn once more from its points alone, with the tables it came with so that it looks the same."""
    with Image.open(BytesIO(sent), formats=["JPEG"]) as came:
        if not isinstance(came, JpegImagePlugin.JpegImageFile) or came.format != "JPEG":
            raise NotAPicture
        if max(came.size) > LONGEST_SIDE:
            raise TooBig
        tables, sampling = came.quantization, JpegImagePlugin.get_sampling(came)
        upright = ImageOps.exif_transpose(came)
        points = upright if upright.mode in ("L", "RGB") else upright.convert("RGB")
        bare = Image.frombytes(points.mode, points.size, points.tobytes())
    out = BytesIO()
    like_before = {"qtables": tables, "subsampling": sampling} if points.mode == came.mode == "RGB" else {"quality": 85}
    bare.save(out, "JPEG", optimize=True, **like_before)
    return Picture(out.getvalue(), *bare.size)
