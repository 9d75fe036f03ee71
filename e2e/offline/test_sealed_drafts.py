"""Drafts on the phone: saved while locked, read after unlocking, never overwritten by what was written earlier."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page

from e2e.conftest import HandOut
from e2e.offline.modules import ask, with_modules

WORDS = "Leo had drawn the whole street."


@pytest.fixture
def page(phones: HandOut) -> Page:
    page = with_modules(phones).page
    ask(page, "played.make")
    return page


def test_saved_while_locked_and_read_after_unlocking(page: Page) -> None:
    page.reload()
    saved = ask(page, "sealed_drafts.saveLocked", id=str(uuid4()), words=WORDS)
    assert saved["serial"] == 1 and saved["state"] == "draft"
    assert ask(page, "played.listed") == [WORDS]
    assert ask(page, "sealed_drafts.lies", words=WORDS) == {
        "names": ["deposited", "envelope", "handle", "id", "serial", "state", "vault"], "readable": False,
    }  # fmt: skip


def test_each_version_is_sealed_anew_and_counted(page: Page) -> None:
    draft = str(uuid4())
    serials = [ask(page, "sealed_drafts.saveLocked", id=draft, words=f"{n}")["serial"] for n in range(3)]
    page.reload()
    serials.append(ask(page, "sealed_drafts.saveLocked", id=draft, words="the last")["serial"])
    assert serials == [1, 2, 3, 4]
    assert ask(page, "played.listed") == ["the last"]


def test_states_are_seen_from_outside(page: Page) -> None:
    seen = ask(page, "sealed_drafts.states")
    assert seen["found"] == [["draft", 1, 0], ["outbox", 1, 1], ["outbox", 2, 0]]
    assert seen["attention"] == {"status": 404, "reason": "closed"}
    assert seen["savedAt"], "moved on, not written anew"
    assert seen["count"] == 3


def test_of_many_saves_at_once_the_last_words_stand(page: Page) -> None:
    serials, words, serial = ask(page, "sealed_drafts.manyAtOnce", id=str(uuid4()), many=25)
    assert (serials, words, serial) == (list(range(1, 26)), "words 25", 25)


def test_what_is_typed_while_it_is_sent_stays(page: Page) -> None:
    seen = ask(page, "sealed_drafts.removal", id=str(uuid4()))
    assert seen["gone"] == [False, False, True]
    assert seen["words"] == "typed while it was sent"
    assert seen["read"] is None, "what was discarded does not come back with a save under way"
    assert seen["serials"] == [3, 4], "the number goes on, so that the server takes what is later"


def test_one_spoilt_draft_holds_up_no_other(page: Page) -> None:
    spoilt = str(uuid4())
    ask(page, "sealed_drafts.saveLocked", id=spoilt, words="spoilt")
    ask(page, "sealed_drafts.saveLocked", id=str(uuid4()), words=WORDS)
    listed, reading, _ = ask(page, "sealed_drafts.spoil", id=spoilt, words="")
    assert listed == [WORDS, "unreadable"]
    assert reading == "CannotOpen"


def test_a_draft_under_another_id_or_number_does_not_open(page: Page) -> None:
    draft = str(uuid4())
    ask(page, "sealed_drafts.saveLocked", id=draft, words=WORDS)
    assert ask(page, "sealed_drafts.movedTo", id=draft, other=str(uuid4())) == ["unreadable", "unreadable"]


def test_other_tabs_hear_every_change(phones: HandOut) -> None:
    phone = with_modules(phones)
    first = phone.page
    ask(first, "played.make")
    ask(first, "sealed_drafts.hear")
    second = phone.new_page()
    phone.open("/sign-in")
    draft = str(uuid4())
    ask(second, "sealed_drafts.hear")
    ask(second, "played.saveOpen", id=draft, words=WORDS)
    ask(second, "sealed_drafts.removeNow", id=draft)
    first.wait_for_function("globalThis.heard.length === 2")
    for page in (first, second):
        assert page.evaluate("globalThis.heard") == [[draft, "draft", 1], [draft, None, 1]]


def test_two_tabs_on_one_draft_overwrite_nobody(phones: HandOut) -> None:
    phone = with_modules(phones)
    first, draft = phone.page, str(uuid4())
    ask(first, "played.make")
    second = phone.new_page()
    phone.open("/sign-in")
    assert ask(first, "played.saveOpen", id=draft, words="first", after=0)["serial"] == 1
    assert ask(second, "played.saveOpen", id=draft, words="second", after=1)["serial"] == 2
    assert ask(first, "played.saveOpen", id=draft, words="first again", after=1).startswith("Overtaken")
    assert ask(first, "played.listed") == ["second"]
    assert ask(first, "played.saveOpen", id=draft, words="both")["serial"] == 3
