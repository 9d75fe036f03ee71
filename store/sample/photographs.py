"""Photographs beside three of the demonstration's entries, each of something that the entry speaks of."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from store.sample.drawings import HEIGHT, WIDTH, Crayon, drawn, kitchen, morning, week_as_a_line
from store.sample.recording import Recorder
from store.tables.entries import Entry
from store.tables.photographs import Photograph

_SPACE = UUID("a1f0a3b2-3c5b-4d5e-8f60-0b9c41c2d7e8")
_AFTERWARDS = timedelta(minutes=2)
# What the entry says of it → what its author calls it, and how it looks.
_BESIDE: dict[str, tuple[str, Callable[[Crayon], None]]] = {
    "gave me a drawing of the kitchen": ("Maya’s drawing of the kitchen: a radio, a dog, no bottle", kitchen),
    "made a chart of the morning": ("The chart of the morning, with Leo’s toothbrush at the bottom", morning),
    "Drew the week as a line": ("The week as a line, on the back of an envelope", week_as_a_line),
}


def add_photographs(recorder: Recorder, case_id: int) -> None:
    """Each with its trail; an entry that has not come yet this week has none."""
    entries = [entry for entry in recorder.rows.of[Entry] if entry["case_id"] == case_id]
    for seed, (words, (caption, draw)) in enumerate(_BESIDE.items()):
        for entry in entries:
            if words in str(entry["content"]):
                _add(recorder, entry, caption, drawn(draw, seed))


def _add(recorder: Recorder, entry: Mapping[str, Any], caption: str, picture: bytes) -> None:
    photograph, at, author = uuid5(_SPACE, caption), entry["written_at"] + _AFTERWARDS, entry["author_id"]
    recorder.rows.add_as_is(
        Photograph, id=photograph, entry_id=entry["id"], author_id=author, caption=caption,
        fingerprint=sha256(picture).hexdigest(), picture=picture, width=WIDTH, height=HEIGHT,
        taken_at=at - _AFTERWARDS, arrived_at=at,
    )  # fmt: skip
    recorder.did(at, "photograph recorded", author, entry["case_id"], photograph)
