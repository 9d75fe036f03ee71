"""Three phones, two people, and everything that happens between them and the record (tests.sync_model.holding)."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from store.practice.weeks import Week
from tests.cast import TODAY
from tests.sync_model import holding
from tests.sync_model.forms import amendment_beneath, blank, form_in
from tests.sync_model.holding import FAMILIES
from tests.sync_model.people import GRACES, PRIYAS, SHARED
from tests.sync_model.phone import Item, Phone
from tests.sync_model.world import MARK, Kept, World

DAYS_BACK = (0, 0, 3, 9)
CLOCKS = (timedelta(days=-2), timedelta(), timedelta(minutes=3), timedelta(days=2))
FATES = ("fine", "fine", "fine", "answer lost", "request lost", "twice", "late")
"""What becomes of a form on its way; each time that something is written it is saved and sent, or not yet."""
PAGES = ("/week", "/record", "/families/{}", "/families/{}/story", "/families/{}/tasks")
a_phone, which_one = st.integers(0, 2), st.integers(0, 11)
a_fate = st.sampled_from(FATES)
a_kind = st.sampled_from(["significant-events", "weekly-entries", "tasks"])
a_day = st.sampled_from(DAYS_BACK)
at_once = st.sampled_from(["not yet", *FATES])


class SyncMachine(RuleBasedStateMachine):
    """One day; `heard` is told of each that begins."""

    days = 0
    council: type[World] = World
    heard: Callable[[int], None] = staticmethod(lambda day: None)

    def __init__(self) -> None:
        super().__init__()
        type(self).days += 1
        self.heard(self.days)
        self.world = self.council()
        self.phones = [Phone("Priya’s", ("priya",)), Phone("Grace’s", ("grace",)), Phone("shared", ("priya", "grace"))]
        self.numbers = count(1)
        self.writers: dict[str, Item] = {}
        self.acknowledged: list[str] = []
        self.late: list[tuple[Item, dict[str, str], str]] = []
        self.away: set[tuple[str, str]] = set()

    def teardown(self) -> None:
        if sys.exception() is None:
            self.at_the_end()

    @initialize()
    def morning(self) -> None:
        """Everybody is signed in and has an entry on the record already."""
        for phone in self.phones:
            self._sign_in(phone, phone.users[0])
            phone.items.append(blank(self.world, phone, "significant-events", SHARED, 0))
            self._write(phone.items[-1])
            phone.save_all()
            self._send_all(phone, "fine")

    # Writing: with signal and without, signed in or not

    @rule(phone=a_phone, family=which_one, kind=a_kind, back=a_day, fate=at_once)  # fmt: skip
    def write_something_new(self, phone: int, family: int, kind: str, back: int, fate: str) -> None:
        at = self._phone(phone)
        item = blank(self.world, at, kind, FAMILIES[at.who][family % 2], back)
        at.items.append(item)
        self._write(item)
        self._save_and_send(at, fate)

    @rule(phone=a_phone, which=which_one, fate=at_once)
    def open_an_entry_to_change_it(self, phone: int, which: int, fate: str) -> None:
        """With signal, from the form that the server gives; what stands in it is known from then on."""
        at, kept = self._phone(phone), self.world.kept()
        ours = [
            key
            for key in sorted(kept.revisions, key=lambda one: kept.revisions[one][0])
            if self._first(kept, key).who == at.who
        ]
        if not (at.can_send and ours):
            return
        entry = ours[which % len(ours)]
        first = self._first(kept, entry)
        noun = "weekly-entries" if first.text_field == "worked_on" else "significant-events"
        answer = self.world.get(f"/{noun}/{entry}/edit", at.token)
        self._shown(at, answer.text)
        given = form_in(answer.text) if answer.status_code == 200 else None
        if given:
            item = given.to_item(at.who, first.family)
            at.items.append(item)
            self._write(item)
            self._save_and_send(at, fate)

    @rule(phone=a_phone, which=which_one, fate=at_once)
    def write_on(self, phone: int, which: int, fate: str) -> None:
        """Also in what was sent already and never answered."""
        at = self._phone(phone)
        mine = [item for item in at.items if item.who == at.who and item.state != "attention"]
        if mine:
            self._write(mine[which % len(mine)])
            self._save_and_send(at, fate)

    # The line

    @rule(phone=a_phone, fate=a_fate)
    def save_and_send(self, phone: int, fate: str) -> None:
        self._save_and_send(self._phone(phone), fate)

    @precondition(lambda self: self.late)
    @rule(which=which_one)
    def a_late_request_arrives(self, which: int) -> None:
        """Its phone has given it up and does not hear the answer."""
        item, posted, token = self.late.pop(which % len(self.late))
        self.world.post(item.path, posted, token)
        self._check()

    # What people do

    @rule(phone=a_phone, fate=at_once)
    def attend(self, phone: int, fate: str) -> None:
        self._attend(self._phone(phone))
        self._save_and_send(self._phone(phone), fate)

    @rule(phone=a_phone, user=which_one)
    def sign_in(self, phone: int, user: int) -> None:
        at = self._phone(phone)
        self._sign_in(at, at.users[user % len(at.users)])

    @rule(phone=a_phone, what=st.sampled_from(["signal", "sign-in ends", *CLOCKS]))
    def something_happens(self, phone: int, what: str | timedelta) -> None:
        """Signal goes or comes; the server ends the sign-in, of which the phone hears later; the clock is set."""
        at = self._phone(phone)
        if what == "signal":
            at.online = not at.online
        elif isinstance(what, timedelta):
            at.clock = what
        else:
            self.world.end_sign_in(at.token)

    @rule(phone=a_phone, page=st.sampled_from(PAGES), family=st.sampled_from([SHARED, PRIYAS, GRACES]))
    def look(self, phone: int, page: str, family: str) -> None:
        at = self._phone(phone)
        if at.can_send:
            self._shown(at, self.world.get(page.format(self.world.families[family][0]), at.token).text)

    # What happens elsewhere

    @rule()
    def reallocate(self) -> None:
        """The shared case is taken from Grace, or given back to her; she is of another team."""
        self.away ^= {("grace", SHARED)}
        self.world.hold("grace", SHARED, until_yesterday=bool(self.away))

    @rule(family=st.sampled_from([SHARED, PRIYAS, GRACES]), back=st.sampled_from([0, 1]))
    def sign_off(self, family: str, back: int) -> None:
        assert self.world.sign_off(family, Week.of(TODAY).after(-back)) == 201

    @rule(phone=a_phone)
    def release(self, phone: int) -> None:
        """A new server on the same data; what one phone has written, it has in forms of another release."""
        self.world.begin_anew()
        for item in self._phone(phone).items:
            if not item.sent:
                item.fields["of_another_release"] = "yes"

    # What is said in the rules' names, done

    def at_the_end(self) -> None:
        """Signal, sign-in and the case are there again, attention is paid: all that was saved gets on the record."""
        for who, family in self.away:
            self.world.hold(who, family, until_yesterday=False)
        self.away.clear()
        for phone in self.phones:
            phone.online, phone.clock = True, timedelta()
            for who in phone.users:
                self._sign_in(phone, who)
                self._finish(phone)
        left = [(item.path, item.state, item.reason) for phone in self.phones for item in phone.items]
        assert not left, f"still on a phone: {left}"
        self._check()

    def _finish(self, phone: Phone) -> None:
        """Attention may be needed more than once: what one saves makes another stale."""
        for _ in range(len(phone.items) + 2):
            phone.save_all()
            self._send_all(phone, "fine")
            self._attend(phone)

    def _phone(self, number: int) -> Phone:
        return self.phones[number % len(self.phones)]

    def _sign_in(self, phone: Phone, who: str) -> None:
        phone.who, phone.token = who, self.world.sign_in(who)

    def _write(self, item: Item) -> None:
        mark = f"mark{next(self.numbers):06}"
        self.writers[mark] = item
        clock = next(phone.clock for phone in self.phones if item in phone.items)
        item.write(mark, datetime.now(UTC) + clock)

    def _save_and_send(self, phone: Phone, fate: str) -> None:
        if fate != "not yet":
            phone.save_all()
            self._send_all(phone, fate)
            self._check()

    def _send_all(self, phone: Phone, fate: str) -> None:
        for item in phone.outbox:
            if not phone.can_send:
                return
            posted = item.posted()
            item.sent = True
            if fate == "late":
                self.late.append((item, posted, phone.token))
            if fate in ("late", "request lost"):
                continue
            answers = self.world.post(item.path, posted, phone.token, times=2 if fate == "twice" else 1)
            if fate == "answer lost":
                continue
            self._shown(phone, answers[0].text)
            if phone.hear(item, answers[0]):
                self.acknowledged.append(item.typed[-1])

    def _attend(self, phone: Phone) -> None:
        """Both texts are read and put together; a wrong day is put right; what was refused is tried again."""
        for item in [item for item in phone.items if item.state == "attention" and item.who == phone.who]:
            given = (amendment_beneath(item.answer) or form_in(item.answer)) if item.reason == 409 else None
            if given:
                item.knows |= set(MARK.findall(item.answer))
                item.go_on(given.to_item(item.who, item.family))
                self._write(item)
            elif item.reason == 422 and "on" in item.fields:
                item.fields["on"] = TODAY.isoformat()
            item.state, item.serial = "outbox", item.serial + 1

    def _first(self, kept: Kept, entry: UUID) -> Item:
        return self.writers[kept.revisions[entry][0][0]]

    def _shown(self, phone: Phone, page: str) -> None:
        holding.shown_to_the_right_person(phone.who, page, self.writers, self.away)

    def _check(self) -> None:
        kept = self.world.kept()
        holding.nothing_lost(self.acknowledged, kept)
        holding.nothing_doubled(kept)
        holding.nobody_overwritten(self.writers, kept)
