"""Photographs of the demonstration: beside the entry that speaks of them, as a phone would have sent them."""

from io import BytesIO

from PIL import Image

from store.practice.photographs import KINDS, LONGEST_SIDE, MOST_BYTES, what_is_wrong
from store.sample.building import sample_rows
from store.tables.entries import Entry
from store.tables.photographs import Photograph
from tests.store.sample.days import WEDNESDAY


def test_each_stands_beside_an_entry_that_speaks_of_it() -> None:
    rows = sample_rows(WEDNESDAY, b"k" * 32)
    entries = {entry["id"]: entry for entry in rows.of[Entry]}
    beside = {one["caption"]: entries[one["entry_id"]] for one in rows.of[Photograph]}
    assert len(beside) >= 2
    for caption, entry in beside.items():
        assert entry["kind"] in KINDS and not what_is_wrong(caption)
    kitchen = beside["Maya’s drawing of the kitchen: a radio, a dog, no bottle"]
    assert "a drawing of the kitchen with a radio, a dog and no bottle" in str(kitchen["content"])


def test_each_is_a_picture_that_a_phone_might_have_sent() -> None:
    for one in sample_rows(WEDNESDAY, b"k" * 32).of[Photograph]:
        picture = Image.open(BytesIO(one["picture"]))
        assert picture.format == "JPEG" and picture.size == (one["width"], one["height"])
        assert max(picture.size) <= LONGEST_SIDE and len(one["picture"]) <= MOST_BYTES
        assert one["arrived_at"] < WEDNESDAY, "nothing comes from a day that is still to come"
