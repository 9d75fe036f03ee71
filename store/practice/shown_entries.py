"""What a sheet showed of an entry, small enough for a form to carry: whoever closes it has read just that."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID


def mark_of(id: UUID, revision: int, beneath: Iterable[str] = ()) -> str:
    """The same as long as the entry is. `beneath`: what others said under it."""
    said = "\x1f".join((str(id), str(revision), *beneath))
    return sha256(said.encode()).hexdigest()[:16]
