"""A deposit is taken only as the phone signed it: every byte of it, and nothing moved from one name to the next."""

import pytest

from store.recovery import public_raw, verify_deposit
from tests.golden import DEPOSIT, decoded, encoded, parts, private, put, text_at, with_each_byte_changed


def test_a_deposit_is_known_by_its_phone() -> None:
    assert verify_deposit(public_raw(private("signing")), DEPOSIT)
    assert not verify_deposit(public_raw(private("phone")), DEPOSIT)
    for no_key in (b"", b"\4" + bytes(64), public_raw(private("signing"))[:-1]):
        assert not verify_deposit(no_key, DEPOSIT)


@pytest.mark.parametrize("path", list(parts(DEPOSIT)), ids=".".join)
def test_every_byte_of_a_deposit_counts(path: tuple[str, ...]) -> None:
    signing = public_raw(private("signing"))
    for changed in with_each_byte_changed(decoded(text_at(DEPOSIT, path))):
        assert not verify_deposit(signing, put(DEPOSIT, path, encoded(changed)))


@pytest.mark.parametrize("name", ["vault", "id", "handle"])
def test_every_letter_of_its_names_counts(name: str) -> None:
    signing, text = public_raw(private("signing")), DEPOSIT[name]
    for at in range(len(text)):
        other = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        assert not verify_deposit(signing, {**DEPOSIT, name: other})
    for none in (text + "\n", "", None, 7, text[:-1]):
        assert not verify_deposit(signing, {**DEPOSIT, name: none})


def test_its_number_counts_and_nothing_may_be_missing() -> None:
    signing = public_raw(private("signing"))
    for serial in (0, 6, 8, "7", 7.0, True, None, 2**60):
        assert not verify_deposit(signing, {**DEPOSIT, "serial": serial})
    for version in (2, "1", True):
        assert not verify_deposit(signing, {**DEPOSIT, "v": version})
    for name in DEPOSIT:
        assert not verify_deposit(signing, {key: value for key, value in DEPOSIT.items() if key != name})


def test_a_line_cannot_move_from_one_name_to_the_next() -> None:
    signing = public_raw(private("signing"))
    moved = {**DEPOSIT, "vault": f"{DEPOSIT['vault']}\n{DEPOSIT['id']}", "id": DEPOSIT["handle"]}
    assert not verify_deposit(signing, moved)
