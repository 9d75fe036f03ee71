"""One entry of the demonstration as the record keeps it: with its revision, signatures and trail."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from json import dumps
from uuid import UUID

from store.bank_holidays import around
from store.practice.entries import Content, WeeklyEntry, content_of, kind_of
from store.practice.lateness import is_late
from store.practice.weeks import Week, due_at
from store.sample.clock import Clock
from store.sample.rows import Rows
from store.tables.entries import Entry, EntryRevision, Signature
from store.trail import Deed

DEEDS = {"weekly_entry": "weekly entry recorded", "visit": "visit recorded",
         "significant_event": "significant event recorded", "session": "session recorded",
         "consultation": "question asked", "consultation_answer": "question answered",
         "group_supervision": "group supervision recorded",
         "individual_supervision": "individual supervision recorded"}  # fmt: skip


@dataclass
class Recorder:
    """Puts entries into the rows, and what was done to them on the trail to come."""

    rows: Rows
    clock: Clock
    deeds: list[tuple[datetime, Deed]] = field(default_factory=list)

    def did(self, at: datetime, act: str, who: int, case_id: int | None, subject: object = "") -> None:
        self.deeds.append((at, Deed(act, who, case_id, str(subject))))

    def record(self, case_id: int, author_id: int, content: Content, happened: datetime, written: datetime) -> UUID:
        """One entry with its first revision; late where it was written too late. Gives its id."""
        kind, entry_id, kept = kind_of(content), self.rows.new_uuid(), content_of(content)
        print_ = fingerprint(kept)
        self.rows.add_as_is(
            Entry,
            id=entry_id, case_id=case_id, kind=kind, author_id=author_id, week=Week.of(happened).start,
            happened_at=happened, written_at=written, phone_wrote_at=written - timedelta(seconds=4),
            late=self._is_late(content, happened, written), significant=content.is_significant,
            revision=1, fingerprint=print_, content=kept,
        )  # fmt: skip
        self.rows.add(EntryRevision, entry_id=entry_id, number=1, fingerprint=print_, content=kept, written_at=written)
        self.did(written, DEEDS[kind], author_id, case_id, entry_id)
        return entry_id

    def sign(
        self,
        entry_id: UUID,
        case_id: int,
        who: int,
        asked: datetime,
        signed: datetime | None,
        account: str,
        act: str = "visit signed",
    ) -> None:
        """A colleague's signature under a joint visit; `signed` None while it is waited for."""
        self.rows.add(
            Signature,
            entry_id=entry_id, practitioner_id=who, asked_at=asked, signed_at=signed,
            signed_revision=1 if signed else None, account=account if signed else "",
            fingerprint=fingerprint(account) if signed else "",
        )  # fmt: skip
        if signed:
            self.did(signed, act, who, case_id, entry_id)

    def _is_late(self, content: Content, happened: datetime, written: datetime) -> bool:
        holidays = around(self.clock.today.year)
        if isinstance(content, WeeklyEntry):
            return written > due_at(Week.of(happened), holidays)
        return is_late(kind_of(content), happened, written, holidays).late


def by_id(content: WeeklyEntry, ids: dict[str, int]) -> WeeklyEntry:
    """The same with the children named by their id instead of their key."""
    return replace(content, children={str(ids[key]): text for key, text in content.children.items()})


def fingerprint(kept: object) -> str:
    """Like a posted form's: it only has to stay what it is."""
    return sha256(dumps(kept, sort_keys=True).encode()).hexdigest()
