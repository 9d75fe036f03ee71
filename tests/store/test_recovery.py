"""The council's key opens what phones sealed to it, where it was sealed for, and nothing that was touched since.

The vectors are those that the browser's modules are tried with as well (e2e/offline/test_golden.py).
"""

from typing import Any

import pytest

from store.recovery import NotOpened, key_id, open_envelope, place_of, public_raw, recovery_key
from tests.golden import (
    DEPOSIT,
    DRAFT,
    ENVELOPES,
    ME,
    VECTORS,
    decoded,
    encoded,
    private,
    put,
    text_at,
    with_each_byte_changed,
)


def refused(envelope: Any, place: bytes, whom: str = "council") -> bool:
    try:
        open_envelope(private(whom), envelope, place, whom)
    except NotOpened:
        return True
    return False


def test_the_recovery_key_is_the_same_at_each_start_and_for_good() -> None:
    key = recovery_key(bytes.fromhex(VECTORS["council"]["secret"]))
    assert encoded(public_raw(key)) == VECTORS["council"]["public_key"]
    assert key_id(public_raw(key)) == VECTORS["council"]["id"]
    assert key.private_numbers() == private("council").private_numbers()
    assert public_raw(recovery_key(b"another council's secret, 32 long")) != public_raw(key)


@pytest.mark.parametrize("name", ENVELOPES)
def test_what_phones_sealed_opens(name: str) -> None:
    vector = ENVELOPES[name]
    for whom in vector["envelope"]["keys"]:
        opened = open_envelope(private(whom), vector["envelope"], place_of(**vector["place"]), whom)
        assert opened.decode() == vector["text"]


def test_the_council_opens_only_what_was_sealed_to_it() -> None:
    assert refused(ME["envelope"], place_of(**ME["place"]))
    assert refused(put(ME["envelope"], ("keys", "council"), ME["envelope"]["keys"]["phone"]), place_of(**ME["place"]))
    keys = DRAFT["envelope"]["keys"]
    exchanged = put(DRAFT["envelope"], ("keys",), {"phone": keys["council"], "council": keys["phone"]})
    assert refused(exchanged, place_of(**DRAFT["place"]))


@pytest.mark.parametrize("name", ENVELOPES)
def test_every_byte_of_an_envelope_counts(name: str) -> None:
    envelope, place = ENVELOPES[name]["envelope"], place_of(**ENVELOPES[name]["place"])
    for whom in envelope["keys"]:
        for path in (("iv",), ("body",), ("keys", whom)):
            for changed in with_each_byte_changed(decoded(text_at(envelope, path))):
                assert refused(put(envelope, path, encoded(changed)), place, whom), path


def test_every_byte_of_the_place_counts() -> None:
    for changed in with_each_byte_changed(place_of(**DRAFT["place"])):
        assert refused(DRAFT["envelope"], changed)
        assert refused(DRAFT["envelope"], changed, "phone")
    for other in ({"store": "carried"}, {"id": DEPOSIT["vault"]}, {"handle": "YW5vdGhlcg"}, {"version": 8}):
        assert refused(DRAFT["envelope"], place_of(**{**DRAFT["place"], **other}))


@pytest.mark.parametrize("path", [("iv",), ("body",), ("keys", "council")])
def test_what_is_cut_lengthened_or_written_otherwise_is_refused(path: tuple[str, ...]) -> None:
    place, text = place_of(**DRAFT["place"]), text_at(DRAFT["envelope"], path)
    data = decoded(text)
    others: list[Any] = [encoded(data[:-1]), encoded(data + b"\0"), "", text + "=", text + "\n", "ä" + text, text[:-1]]
    others += [None, 7, [text], {"data": text}]
    for other in others:
        assert refused(put(DRAFT["envelope"], path, other), place), other


def test_another_format_is_refused() -> None:
    place = place_of(**DRAFT["place"])
    for version in (0, 2, True, "1", 1.0, None):
        assert refused({**DRAFT["envelope"], "v": version}, place)
    for nothing in ({}, {"v": 1}, {**DRAFT["envelope"], "keys": None}, {**DRAFT["envelope"], "keys": {}}):
        assert refused(nothing, place)


@pytest.mark.parametrize(
    "wrong",
    [{"store": "entries"}, {"id": "a\nb"}, {"id": ""}, {"id": 7}, {"handle": "né"}, {"handle": None},
     {"version": 0}, {"version": True}, {"version": "7"}, {"version": 2**53}],
)  # fmt: skip
def test_there_are_no_other_places(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no such place"):
        place_of(**{**DRAFT["place"], **wrong})
