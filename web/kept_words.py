"""What a kept envelope says, as it is shown to whoever may read it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from starlette.requests import Request

from store.envelopes import KeptEnvelope
from web.forms import ABOUT_THE_FORM
from web.sealed_drafts import SealedDraft, open_draft

AT_ONCE = 20
_A_ROW = re.compile(r"(?:[pf]|practitioner-|person-)?\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBERS = {"safety"}


@dataclass(frozen=True)
class KeptWords:
    """`draft` is None where the seal could not be opened. `attention`: why the record did not take it."""

    id: UUID
    deposited_at: datetime
    attention: str
    draft: SealedDraft | None

    @property
    def words(self) -> list[tuple[str, str]]:
        """What it says, each with the form's word for it, in the form's order."""
        return _words(self.draft) if self.draft else []

    @property
    def goes_on(self) -> bool:
        """Whether the phone can open the form that it was begun in, or it is a note that belongs to none yet."""
        whole = self.draft.whole if self.draft else {}
        return bool(whole.get("note")) or bool(re.match(r"/(?!/)", str(whole.get("form") or "")))

    @property
    def text(self) -> str:
        """All of it, to be copied."""
        return "\n\n".join(f"{label}\n{value}" for label, value in self.words)


def a_few(request: Request, ids: Sequence[UUID]) -> tuple[Sequence[UUID], str]:
    """Those that one page shows, from where its address says, and the way to the next; empty where there is none."""
    asked = request.query_params.get("from", "")
    first = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
    first = min(first, max(0, len(ids) - 1) // AT_ONCE * AT_ONCE)
    after = first + AT_ONCE
    return ids[first:after], f"{request.url.path}?from={after}" if after < len(ids) else ""


def kept_words(key: ec.EllipticCurvePrivateKey, handle: bytes, kept: KeptEnvelope) -> KeptWords:
    draft = open_draft(key, kept.sealed, handle=handle, id=kept.draft_id, serial=kept.serial)
    return KeptWords(kept.draft_id, kept.deposited_at, kept.attention, draft)


def _words(draft: SealedDraft) -> list[tuple[str, str]]:
    """As js/offline/labels.js reads them on the phone: answers to one question stand together."""
    labels: Sequence[tuple[str, ...] | None] = draft.labels or [_named(*field) for field in draft.fields]
    found: list[tuple[str, str]] = []
    for (_, value), said in zip(draft.fields, labels, strict=True):
        if said and len(said) > 1 and found and found[-1][0] == said[0]:
            found[-1] = (said[0], f"{found[-1][1]}, {said[1]}")
        elif said:
            found.append((said[0], said[-1] if len(said) > 1 else value))
    return found


def _named(name: str, value: str) -> tuple[str] | None:
    """From a phone of a release that kept no labels: the field's name, where its author wrote what stands in it.

    `parent_words` is “Parent words”, `words-12` “Words”; which row of the record it is about is no word.
    """
    if not value.strip() or name in ABOUT_THE_FORM or (name not in _NUMBERS and _A_ROW.fullmatch(value)):
        return None
    word = name.split("-")[0].replace("_", " ").strip()
    return (word[:1].upper() + word[1:],)
