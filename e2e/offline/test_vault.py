"""The vault: who can open it, with what, and what lies on the phone while nobody has."""

import pytest
from playwright.sync_api import Page

from e2e.conftest import HandOut
from e2e.offline.modules import ask, with_modules

PRIYA, OMAR = "Priya Shah", "Omar Haddad-Lee"


@pytest.fixture
def page(phones: HandOut) -> Page:
    return with_modules(phones).page


def test_it_is_made_with_the_servers_key_and_opens_after_a_reload(page: Page) -> None:
    made = ask(page, "vault.make", name=PRIYA)
    assert made["me"] == {"practitioner": 103, "name": PRIYA, "places": ["week", "find"]}
    assert made["record"]["by"] == "server"
    (registered,) = made["registered"]
    assert registered.keys() == {"id", "public_key", "signing_key"}
    assert registered["id"] == made["record"]["vault_id"]
    page.reload()
    opened = ask(page, "vault.open", name=PRIYA)
    assert opened["me"] == made["me"]
    assert opened["extractable"] is False
    assert opened["usages"] == ["deriveBits"]
    assert "none" not in opened["exports"], "nothing gets the private key out"


def test_what_lies_there_names_nobody(page: Page) -> None:
    ask(page, "vault.make", name=PRIYA)
    lies = ask(page, "vault.whatLies", name=PRIYA)
    assert lies["signing"] == ["private", False, ["sign"]]
    assert lies["sizes"] == [65, 65, 32, 12, 65]
    assert lies["recipients"] == ["phone"], "the council knows its practitioners without the phone"
    assert lies["contact"] == 0, "rounded to the hour"
    assert not lies["readable"]
    assert lies["names"] == ["contact", "council", "credentials", "discarded", "format", "handle", "me", "public_key",
                             "signing_key", "signing_public", "used", "vault_id", "wrapped"]  # fmt: skip


def test_another_key_opens_nothing_and_says_why(page: Page) -> None:
    ask(page, "vault.make", name=PRIYA)
    assert ask(page, "vault.refusals", name=PRIYA) == [
        "CannotUnlock: none", "CannotUnlock: wrong", "CannotUnlock: wrong", "CannotUnlock: by",
    ]  # fmt: skip


def test_two_equal_values_of_one_passkey_make_it_the_key(page: Page) -> None:
    ask(page, "vault.make", name=PRIYA)
    adopted = ask(page, "adoption.adopt", name=PRIYA, values=[5, 5, 5])
    assert adopted == {"said": ["seen", "adopted", "adopted"], "by": "prf", "credentials": ["a-credential"]}
    page.reload()
    opened = ask(page, "adoption.byPrf", name=PRIYA, value=5, other=6)
    assert opened["me"]["name"] == PRIYA
    assert opened["extractable"] is False
    assert opened["errors"] == ["CannotUnlock: wrong", "CannotUnlock: by", "none"]


def test_days_may_lie_between_the_two(page: Page) -> None:
    ask(page, "vault.make", name=PRIYA)
    assert ask(page, "adoption.adopt", name=PRIYA, values=[5])["by"] == "server"
    assert ask(page, "adoption.marksOfPrf", name=PRIYA, value=5) == {
        "names": ["credential", "mark", "salt"],
        "holds": False,
    }
    page.reload()
    assert ask(page, "adoption.adopt", name=PRIYA, values=[5], between=True)["said"] == ["adopted"]


def test_values_that_differ_are_never_adopted(page: Page) -> None:
    ask(page, "vault.make", name=PRIYA)
    assert ask(page, "adoption.adoptAtOnce", name=PRIYA, one=5, two=6) is False
    adopted = ask(page, "adoption.adopt", name=PRIYA, values=[1, 2, 3, 4], between=True)
    assert adopted == {"said": ["seen", "different", "different", "different"], "by": "server", "credentials": []}
    assert ask(page, "adoption.otherPasskeysValue", name=PRIYA) == ["seen", "server"], (
        "the same value of another passkey"
    )
    assert ask(page, "adoption.adoptAtOnce", name=PRIYA, one=6, two=6) is True


def test_each_wrapping_is_fresh(page: Page) -> None:
    ask(page, "vault.make", name=PRIYA)
    assert ask(page, "adoption.freshSaltAndIv", name=PRIYA) == [False, False, False]


def test_the_server_is_told_later_where_it_could_not_be_reached(page: Page) -> None:
    ask(page, "vault.make", name=PRIYA)
    assert ask(page, "adoption.untold", name=PRIYA) == {"adopted": True, "later": [False, True, True], "calls": 1}


def test_a_new_name_and_a_new_key_of_the_council_are_kept(page: Page) -> None:
    ask(page, "vault.make", name=PRIYA)
    me, council = ask(page, "vault.anotherMe", name=PRIYA)
    assert me == {"practitioner": 104, "name": "Priya Shah-Jones", "places": ["week"]}
    assert council


def test_the_last_used_comes_first(page: Page) -> None:
    assert ask(page, "vaults.order", names=["a", "bb", "ccc"]) == ["handle of a", "handle of ccc", "handle of bb"]


def test_two_people_on_one_phone_cannot_read_each_other(page: Page) -> None:
    seen = ask(page, "vaults.eachOther", names=[PRIYA, OMAR])
    assert seen["listed"] == [[True], [True]]
    assert seen["read"] is None
    assert seen["opened"] == ["CannotOpen"] * 3
    assert seen["keys"] == ["CannotUnlock: wrong", "none"]
    assert seen["counts"] == [1, 2, 0]


def test_a_wrapped_key_moved_to_another_row_opens_nothing(page: Page) -> None:
    assert ask(page, "vaults.exchanged", names=[PRIYA, OMAR]) == "CannotUnlock: wrong"


def test_a_lost_phone_forgets_the_key_and_keeps_the_drafts_sealed(page: Page) -> None:
    lost = ask(page, "vaults.erased", name=PRIYA)
    assert lost["unlocking"] == "CannotUnlock: erased"
    assert lost["lies"] == [None, None]
    assert len(lost["carried"]) == 1, "another person's is theirs"
    assert lost["still"] == ["draft", 2, 9]


def test_what_was_erased_does_not_come_back_with_an_unlocking_under_way(page: Page) -> None:
    wrapped, outcome = ask(page, "vaults.erasedWhileUnlocking", name=PRIYA)
    assert wrapped is None
    assert outcome in ("none", "CannotUnlock: erased")


def test_a_new_vault_leaves_the_drafts_of_the_old_for_the_council(page: Page) -> None:
    seen = ask(page, "vaults.replaced", name=PRIYA)
    assert seen["found"]["unreadable"] and seen["found"]["vault"] and seen["found"]["serial"] == 1
    assert seen["signedBy"], "handed over under the vault that the server knows now"
    assert seen["again"] == [["words", "under the old passkey"]]
    assert seen["serial"] == 2
    assert seen["untouched"] == ["seen", True, None], "a tab with the old vault changes nothing of the new one"


def test_a_server_that_does_not_answer_is_not_waited_for_for_ever(page: Page) -> None:
    page.route("**/phones/this/vault", lambda route: None)
    assert ask(page, "vault.postTo", path="/phones/this/vault") == [30_000, "TimeoutError"]
