"""One touch of the passkey opens the vault, signal or none; its secret stays in the phone."""

from e2e.conftest import HandOut
from e2e.offline.modules import ask, with_modules


def test_a_passkey_that_gives_the_same_twice_opens_the_vault_without_signal(phones: HandOut) -> None:
    phone = with_modules(phones)
    phone.authenticator()
    made = ask(phone.page, "prf.adopted", name="Priya Shah")
    assert made == {"atEnrolment": 32, "after": "server", "said": "adopted", "holdsSecret": True}, (
        "`holdsSecret`: the credential's own toJSON() carries it, so it is never what is posted"
    )
    phone.page.reload()
    ask(phone.page, "prf.nothing")
    phone.context.set_offline(True)
    assert ask(phone.page, "prf.unlocked") == {
        "name": "Priya Shah",
        "words": ["sealed before the reload"],
        "same": True,
    }


def test_another_passkey_in_the_same_phone_does_not(phones: HandOut) -> None:
    phone = with_modules(phones)
    phone.authenticator()
    ask(phone.page, "prf.adopted", name="Priya Shah")
    assert ask(phone.page, "prf.withAnotherPasskey") == [False, "CannotUnlock: wrong"]
