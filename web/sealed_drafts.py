"""What stands inside a draft's seal, read with the council's recovery key."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from store.recovery import NotOpened, open_envelope, place_of
from web.base64url import encoded
from web.forms import fingerprint

Json = dict[str, Any]
Labels = tuple[tuple[str, ...] | None, ...]
MOST_TAKEN = 100
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SealedDraft:
    """One form as it stood on the phone. `fields` in order, those about the form too; `whole` as it was sealed.

    `labels`: what the form calls each field (js/offline/labels.js); none from a phone that kept none.
    `took`: the notes whose words stand in it.
    """

    id: UUID
    serial: int
    action: str
    title: str
    about: str
    fields: tuple[tuple[str, str], ...]
    labels: Labels | None
    is_submitted: bool
    saved_at: datetime | None
    took: tuple[UUID, ...]
    whole: Json

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.fields)

    @property
    def is_itself(self) -> bool:
        """Its fields bear the id under which it was handed over, and no other."""
        return [value for name, value in self.fields if name == "draft_id"] == [str(self.id)]


def open_draft(
    key: ec.EllipticCurvePrivateKey, sealed: Mapping[str, Any], *, handle: bytes, id: UUID, serial: int
) -> SealedDraft | None:
    """The draft, if this is one that the owner of `handle` wrote under that id; None for anything else."""
    try:
        place = place_of(store="drafts", id=str(id), handle=encoded(handle), version=serial)
        whole = _plain(json.loads(open_envelope(key, sealed, place)))
        fields = tuple((str(name), str(value)) for name, value in whole["fields"])
        action, title, about = (str(whole.get(name) or "") for name in ("action", "title", "about"))
        labels, submitted = _labels(whole.get("labels"), len(fields)), whole["submitted"] is True
        saved_at = _time(whole.get("saved_at"))
        took = _took(whole.get("took"))
        return SealedDraft(id, serial, action, title, about, fields, labels, submitted, saved_at, took, whole)
    except NotOpened:
        return None
    except Exception as error:  # what a phone sealed is anybody's guess, and holds up no other
        _log.warning("a sealed draft cannot be read: %s", type(error).__name__)
        return None


def _plain(value: Any, deep: int = 4) -> Any:
    """As it can be stored and sent: half a character becomes U+FFFD, as where a browser posts it (WebIDL, USVString).

    Raises ValueError for what no phone of ours seals.
    """
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, float) and not isfinite(value):
        raise ValueError("no number")
    if isinstance(value, list | dict) and not deep:
        raise ValueError("deeper than any form")
    if isinstance(value, dict):
        return {_plain(name): _plain(one, deep - 1) for name, one in value.items()}
    return [_plain(one, deep - 1) for one in value] if isinstance(value, list) else value


def _labels(given: object, count: int) -> Labels | None:
    """One for each field; whatever else a phone sealed there is not read."""
    if not isinstance(given, list) or len(given) != count:
        return None
    return tuple(tuple(map(str, one[:2])) if isinstance(one, list) and one else None for one in given)


def _took(given: object) -> tuple[UUID, ...]:
    try:
        return tuple(UUID(str(one)) for one in given[:MOST_TAKEN]) if isinstance(given, list) else ()
    except ValueError:
        return ()


def _time(text: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(text))
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None
