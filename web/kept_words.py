"""What a kept envelope says, as it is shown to whoever may read it."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from store.envelopes import KeptEnvelope
from web.forms import ABOUT_THE_FORM
from web.sealed_drafts import SealedDraft, open_draft

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
        """What stands in the fields, each with a word for it."""
        fields = self.draft.fields if self.draft else ()
        return [(_label(name), value) for name, value in fields if _is_said(name, value)]

    @property
    def text(self) -> str:
        """All of it, to be copied."""
        return "\n\n".join(f"{label}\n{value}" for label, value in self.words)


def kept_words(key: ec.EllipticCurvePrivateKey, handle: bytes, kept: KeptEnvelope) -> KeptWords:
    draft = open_draft(key, kept.sealed, handle=handle, id=kept.draft_id, serial=kept.serial)
    return KeptWords(kept.draft_id, kept.deposited_at, kept.attention, draft)


def _is_said(name: str, value: str) -> bool:
    """Something that its author wrote, not which row of the record it is about."""
    if not value.strip() or name in ABOUT_THE_FORM:
        return False
    return name in _NUMBERS or not _A_ROW.fullmatch(value)


def _label(name: str) -> str:
    """A field's name in words: `parent_words` is “Parent words”, `words-12` “Words”."""
    word = name.split("-")[0].replace("_", " ").strip()
    return word[:1].upper() + word[1:]
