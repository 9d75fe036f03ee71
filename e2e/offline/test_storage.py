"""The phone's store: on the disk before it is said, and loud when the browser closes, loses or fills it."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.modules import ask, with_modules
from e2e.phone import Phone


@pytest.fixture
def phone(phones: HandOut) -> Phone:
    phone = with_modules(phones)
    ask(phone.page, "played.make")
    ask(phone.page, "storage.hearLoss")
    return phone


def save(phone: Phone, words: str, draft: str | None = None) -> object:
    return ask(phone.page, "played.saveOpen", id=draft or str(uuid4()), words=words)


def saved(answer: object) -> bool:
    return isinstance(answer, dict) and answer["serial"] >= 1


def quota(phone: Phone, size: int | None) -> None:
    origin = {"origin": phone.server.origin}
    phone.cdp().send("Storage.overrideQuotaForOrigin", origin | ({"quotaSize": size} if size else {}))


def test_saved_is_said_when_the_disk_has_it(phone: Phone) -> None:
    transactions = ask(phone.page, "storage.durability", id=str(uuid4()), of="save")
    assert transactions == [{"mode": "readwrite", "durability": "strict", "completed": True}]


@pytest.mark.parametrize(("of", "durability"), [("discard", "strict"), ("remove", "strict"), ("settled", "relaxed")])
def test_only_what_is_on_the_record_may_come_back_after_a_power_cut(phone: Phone, of: str, durability: str) -> None:
    """It is sent again then, and has the receipt that it had."""
    draft = str(uuid4())
    save(phone, "on the record by now", draft)
    [change] = ask(phone.page, "storage.durability", id=draft, of=of)
    assert change == {"mode": "readwrite", "durability": durability, "completed": True}
    assert ask(phone.page, "played.listed") == []


def test_closed_under_the_page_the_next_save_works(phone: Phone) -> None:
    assert saved(save(phone, "before"))
    answer, losses = ask(phone.page, "storage.closeUnderIt", id=str(uuid4()))
    assert saved(answer) and losses == []
    assert sorted(ask(phone.page, "played.listed")) == ["after it was closed", "before"]


def test_a_transaction_that_dies_is_tried_again(phone: Phone) -> None:
    answer, tries = ask(phone.page, "storage.diesUnderWay", id=str(uuid4()))
    assert saved(answer) and tries == 2
    assert ask(phone.page, "played.listed") == ["at the second try"]


def test_stored_and_reported_as_failed_it_is_still_one_version(phone: Phone) -> None:
    answer, tries = ask(phone.page, "storage.diesAfterwards", id=str(uuid4()), after=0)
    assert saved(answer) and tries == 2
    assert answer["serial"] == 1


def test_deleted_under_the_page_the_next_save_works_and_the_loss_is_told(phone: Phone) -> None:
    draft = str(uuid4())
    assert saved(save(phone, "before", draft))
    assert ask(phone.page, "storage.deleteUnderIt") == "deleted"
    assert saved(save(phone, "after", draft))
    assert ask(phone.page, "storage.losses") == ["emptied"]
    phone.page.reload()
    assert ask(phone.page, "played.listed") == ["after"], "the vault came back with the draft, and opens it"


def test_cleared_by_the_browser_it_is_the_same(phone: Phone) -> None:
    assert saved(save(phone, "before"))
    phone.cdp().send("Storage.clearDataForOrigin", {"origin": phone.server.origin, "storageTypes": "indexeddb"})
    assert saved(save(phone, "after"))
    assert ask(phone.page, "storage.losses") == ["emptied"]
    assert ask(phone.page, "played.listed") == ["after"]


def test_without_a_store_it_says_loudly_that_it_did_not_save(phone: Phone) -> None:
    during, losses, after = ask(phone.page, "storage.unavailable", id=str(uuid4()))
    assert during == "StorageLost: UnknownError"
    assert losses == ["unavailable"]
    assert saved(after), "as soon as there is one again"


def test_a_store_that_never_answers_is_not_waited_for(phone: Phone) -> None:
    phone.page.clock.install()
    ask(phone.page, "storage.neverAnswers", id=str(uuid4()))
    phone.page.clock.run_for(8_000)
    phone.page.clock.run_for(8_000)
    assert phone.page.evaluate("globalThis.waiting") == ["StorageLost: TimeoutError"] * 2
    assert ask(phone.page, "storage.losses") == ["unavailable", "unavailable"]


def test_a_transaction_that_hangs_is_given_up(phone: Phone) -> None:
    """And what was asked after it is stored: nothing waits behind it for ever."""
    phone.page.clock.install()
    ask(phone.page, "storage.hangs", id=str(uuid4()))
    phone.page.clock.run_for(8_000)
    phone.page.clock.run_for(8_000)
    expect(phone.page).to_have_title("StorageLost: TimeoutError", timeout=20_000)
    assert saved(save(phone, "after it"))


def test_a_full_phone_is_told_apart(phones: HandOut) -> None:
    phone = with_modules(phones)
    quota(phone, 400_000)
    ask(phone.page, "played.make")
    ask(phone.page, "storage.hearLoss")
    assert saved(save(phone, "before"))
    assert save(phone, "x" * 500_000) == "StorageFull: QuotaExceededError"
    assert ask(phone.page, "storage.losses") == []
    assert ask(phone.page, "played.listed") == ["before"]
    quota(phone, None)
    assert saved(save(phone, "x" * 500_000))


def test_what_is_carried_makes_way_for_what_is_written(phones: HandOut) -> None:
    phone = with_modules(phones)
    quota(phone, 1_000_000)
    ask(phone.page, "played.make")
    assert ask(phone.page, "storage.carryToTheBrim") > 10
    assert saved(save(phone, "written on a full phone " * 200))
    assert ask(phone.page, "storage.carriedNow") == 0


def test_a_full_phone_that_is_lost_can_still_be_erased(phones: HandOut) -> None:
    phone = with_modules(phones)
    quota(phone, 400_000)
    ask(phone.page, "played.make")
    assert not all(saved(save(phone, "x" * 40_000)) for _ in range(20)), "it fills"
    unlocking, drafts = ask(phone.page, "storage.eraseNow")
    assert unlocking in ("CannotUnlock: erased", "CannotUnlock: none")
    assert drafts >= 1


def test_an_error_of_ones_own_stays_ones_own_and_writes_nothing(phone: Phone) -> None:
    assert ask(phone.page, "storage.ownErrors") == ["RangeError", 0]
