"""A draft delivered with the app closed: nobody reads it on its way, nor where the council keeps it until its author's
touch; the council's own key opens it, and no other."""

import json
from secrets import token_bytes

import pytest

from e2e.conftest import HandOut
from e2e.offline.front import Front
from e2e.offline.hand import expect_locked, hold, unlock
from e2e.offline.sealed import all_rows, end_sign_ins, kept_envelope, place_on, taken_apart
from e2e.offline.test_delivery import WORDS, dispatch_sync, wait_until_kept, write_without_signal
from e2e.offline.writing import expect_sent_once
from e2e.records import look
from e2e.server import Server
from store.keys import read_key_file
from store.recovery import NotOpened, open_envelope, recovery_key

PLAIN = (WORDS, "He knows where he is", "Okafor", "Priya", "significant-events")


def plain_words_in(data: bytes) -> list[str]:
    """In either of the ways in which a browser writes text down."""
    return [words for words in PLAIN if any(words.encode(form) in data for form in ("utf-8", "utf-16-le"))]


def test_nobody_reads_it_on_its_way_or_where_it_is_kept(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = hold(phones, "priya", of=server)
    write_without_signal(phone, server)
    phone.page.goto("about:blank")  # the app is closed
    look(server, end_sign_ins)
    server.start()
    dispatch_sync(phone)
    wait_until_kept(front, server)
    posted = [body for path, body in front.posted if path == "/envelopes" and body][-1]
    wire = json.loads(posted)
    assert plain_words_in(posted) == [] and plain_words_in(taken_apart(wire)) == []

    kept = kept_envelope(server)
    assert plain_words_in(json.dumps(kept.sealed).encode()) == [] and plain_words_in(taken_apart(kept.sealed)) == []
    assert not {WORDS, PLAIN[1]} & set(plain_words_in(all_rows(server)))
    assert not {WORDS, PLAIN[1]} & set(plain_words_in((server.folder / "weekbook.db").read_bytes()))

    for stranger in (recovery_key(token_bytes(32)), recovery_key(bytes(32))):
        for whom in ("council", "phone"):
            with pytest.raises(NotOpened):
                open_envelope(stranger, kept.sealed, place_on(wire), whom)
    council = recovery_key(read_key_file(server.key_file))
    assert WORDS.encode() in open_envelope(council, kept.sealed, place_on(wire)), "else nobody could have read it"

    phone.page.goto(server.origin + "/week")
    expect_locked(phone)
    unlock(phone)
    expect_sent_once(phone, WORDS)
