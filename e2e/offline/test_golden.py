"""Format 1 in the browser: what phones sealed opens, every byte counts, and Python opens what is sealed now.

Python is tried with the same vectors in tests/store/test_recovery.py and test_deposits.py.
"""

import pytest
from playwright.sync_api import Page

from e2e.conftest import HandOut
from e2e.offline.modules import ask, with_modules
from store.recovery import open_envelope, place_of, public_raw, verify_deposit
from tests.golden import DEPOSIT, DRAFT, ENVELOPES, VECTORS, encoded, private


@pytest.fixture
def page(phones: HandOut) -> Page:
    return with_modules(phones).page


@pytest.mark.parametrize("name", ENVELOPES)
def test_what_phones_sealed_opens(page: Page, name: str) -> None:
    vector = ENVELOPES[name]
    opened = ask(page, "golden.opens", keys=VECTORS["keys"], vector=vector)
    assert opened == [vector["text"]] * len(vector["envelope"]["keys"])


@pytest.mark.parametrize("name", ENVELOPES)
def test_every_byte_of_an_envelope_counts(page: Page, name: str) -> None:
    tried = ask(page, "golden.envelopeChanged", keys=VECTORS["keys"], vector=ENVELOPES[name])
    assert len(tried) > 12 + 16 + 113
    assert set(tried) == {"CannotOpen"}


def test_every_byte_of_the_place_counts(page: Page) -> None:
    tried = ask(page, "golden.placeChanged", keys=VECTORS["keys"], vector=DRAFT)
    assert len(tried) > 200
    assert set(tried) == {"CannotOpen"}


def test_another_format_and_another_key_are_refused(page: Page) -> None:
    tried = ask(page, "golden.otherwise", keys=VECTORS["keys"], vector=DRAFT)
    assert len(tried) == 12
    assert set(tried) == {"CannotOpen"}


def test_there_are_no_other_places_and_no_other_letters(page: Page) -> None:
    assert set(ask(page, "golden.noSuchPlaces")) == {"TypeError"}
    assert set(ask(page, "golden.noSuchLetters")) == {"TypeError"}
    assert ask(page, "golden.thereAndBack")


def test_a_deposit_is_signed_over_every_byte(page: Page) -> None:
    """The browser's own check, over the canonical text that the module makes."""
    genuine, tried = ask(page, "golden.depositChanged", keys=VECTORS["keys"], deposit=DEPOSIT)
    assert genuine
    assert len(tried) > 1000
    assert not any(tried)


def test_the_wrapped_key_opens_with_its_secret_in_its_place_only(page: Page) -> None:
    opened, tried = ask(page, "golden.wrappedChanged", **VECTORS)
    assert opened == DRAFT["text"]
    assert len(tried) > 32 + 32 + 12 + 138
    assert "none" not in tried


def test_python_opens_and_knows_what_is_sealed_now(page: Page) -> None:
    place = {"store": "drafts", "id": "7d5b0a54-55a1-4a0e-9df5-3a3f6a1b2c4d", "handle": "cHJpeWE", "version": 3}
    recipients = {whom: encoded(public_raw(private(whom))) for whom in ("phone", "council")}
    words = "Ṣadé: “Mum laughed.” 👩‍👧\r\n" * 200
    wire, deposit = ask(
        page, "golden.sealsNow", place=place, words=words, recipients=recipients, signing=VECTORS["keys"]["signing"]
    )
    for whom in ("phone", "council"):
        assert open_envelope(private(whom), wire, place_of(**place), whom).decode() == words
    assert verify_deposit(public_raw(private("signing")), deposit)
    assert set(deposit) == set(DEPOSIT)
    assert {name: deposit[name] for name in ("v", "iv", "body", "keys")} == wire
