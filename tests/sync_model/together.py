"""The same day, on which what waits goes several forms to a post, packed, as the outbox sends it (web.pages.outbox)."""

import gzip
import json
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

import httpx
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.sync_model.forms import blank
from tests.sync_model.holding import FAMILIES
from tests.sync_model.machine import FATES, a_day, a_kind, a_phone, which_one
from tests.sync_model.phone import Item, Phone
from tests.sync_model.sealed import SealedSyncMachine
from tests.sync_model.world import MARK

BY_ITSELF = 0
some_new_ones = st.lists(st.tuples(a_kind, which_one, a_day), min_size=2, max_size=5)
how_many = st.sampled_from([2, 3, 10])
passes = st.lists(st.sampled_from(["answer cut", "answer lost", "request cut", *FATES]), min_size=1, max_size=3)
"""What becomes of one pass of the outbox after the other."""


class TogetherSyncMachine(SealedSyncMachine):
    """`failed`: phones whose last pass got no answer; then each form goes alone, because what is small gets through."""

    def __init__(self) -> None:
        super().__init__()
        self.late_packs: list[tuple[bytes, str]] = []
        self.failed: set[str] = set()

    @rule(phone=a_phone, new=some_new_ones, most=how_many, fates=passes, at=which_one)
    def write_and_send_together(
        self, phone: int, new: list[tuple[str, int, int]], most: int, fates: list[str], at: int
    ) -> None:
        """Signed in, where there is signal; what then becomes of it, `fates` say; `at`: which twelfth comes through."""
        mine = self._phone(phone)
        mine.online = True
        self._sign_in(mine, mine.who)
        for kind, family, back in new:
            mine.items.append(blank(self.world, mine, kind, FAMILIES[mine.who][family % 2], back))
            self._write(mine.items[-1])
        for fate in fates:
            self._send_together(mine, most, fate, at)

    @rule(phone=a_phone, most=how_many, fates=passes, at=which_one)
    def send_together(self, phone: int, most: int, fates: list[str], at: int) -> None:
        """All that waits there from before."""
        for fate in fates:
            self._send_together(self._phone(phone), most, fate, at)

    @precondition(lambda self: self.late_packs)
    @rule(which=which_one)
    def a_late_pack_arrives(self, which: int) -> None:
        """Its phone has given it up and does not hear the answer."""
        self.world.send_packed(*self.late_packs.pop(which % len(self.late_packs)))
        self._check()

    # What is said in the rules' names, done

    def at_the_end(self) -> None:
        for body, token in self.late_packs:
            self.world.send_packed(body, token)
        super().at_the_end()

    def _finish(self, phone: Phone) -> None:
        """What waits goes together first."""
        self._send_together(phone, 10, "fine", 0)
        super()._finish(phone)

    def _send_together(self, phone: Phone, most: int, fate: str, at: int) -> None:
        phone.save_all()
        if phone.name in self.failed:
            self.failed.remove(phone.name)
            self._send_all(phone, "answer lost" if fate.endswith("cut") else fate)
        else:
            for piece in _pieces(phone.outbox, most):
                if not phone.can_send or phone.name in self.failed:
                    break
                self._send_pack(phone, piece, fate, at)
        self._check()

    def _send_pack(self, phone: Phone, piece: Sequence[Item], fate: str, at: int) -> None:
        body = _packed(piece)
        for item in piece:
            item.sent = True
        if fate == "late":
            self.late_packs.append((body, phone.token))
        if fate in ("late", "request lost"):
            self.failed.add(phone.name)
            return
        if fate == "request cut":
            body = body[: len(body) * at // 12]
        answers = self.world.send_packed(body, phone.token, times=2 if fate == "twice" else 1)
        told = None if fate == "answer lost" else _told(answers[0], at if fate == "answer cut" else 12)
        if answers[0].status_code == 401 and fate != "answer lost":
            phone.token = ""
        elif told is None or len(told) != len(piece):
            self.failed.add(phone.name)
        else:
            self._hear_pack(phone, piece, told)

    def _hear_pack(self, phone: Phone, piece: Sequence[Item], told: list[dict[str, object]]) -> None:
        for item, one in zip(piece, told, strict=True):
            assert one["status"] != BY_ITSELF, "all that the model writes goes by the outbox"
            if phone.settle(item, one["status"], one["receipt"]):
                self.acknowledged.append(item.typed[-1])


def _pieces(items: Sequence[Item], most: int) -> Iterator[Sequence[Item]]:
    for first in range(0, len(items), most):
        yield items[first : first + most]


def _packed(piece: Sequence[Item]) -> bytes:
    forms = [{"action": one.path, "serial": one.serial, "body": urlencode(one.posted())} for one in piece]
    return gzip.compress(json.dumps({"forms": forms}).encode())


def _told(answer: httpx.Response, twelfths: int) -> list[dict[str, object]] | None:
    """What so much of the answer says; None for what is not the whole of it."""
    assert not MARK.search(answer.text), "receipts say nothing of what was written"
    heard = answer.content[: len(answer.content) * twelfths // 12]
    try:
        told: list[dict[str, object]] = json.loads(heard).get("answers")
    except ValueError:
        return None
    return told
