"""The same day, on which phones also hand over what they sealed: before, after and instead of the form itself.

Phones are reported lost, are found again, or break; what the council had taken into its keeping is there all the same.
"""

import httpx
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.sync_model.forms import blank
from tests.sync_model.holding import FAMILIES
from tests.sync_model.machine import FATES, SyncMachine, a_day, a_fate, a_kind, a_phone, which_one
from tests.sync_model.phone import Item, Phone
from tests.sync_model.pocket import Pocket, sealed
from tests.sync_model.sealed_world import Held, Json, SealedWorld
from tests.sync_model.world import MARK
from web.forms import fingerprint

yes_or_no = st.booleans()
what_then = st.sampled_from(["not yet", "breaks", "breaks", *FATES])
REFUSED = (404, 409, 422)
"""What makes a phone show its item (js/offline/filings.js); anything else goes by its own post."""


class SealedSyncMachine(SyncMachine):
    council = SealedWorld
    world: SealedWorld

    def __init__(self) -> None:
        super().__init__()
        self.pockets: dict[str, Pocket] = {}
        for phone in self.phones:
            self._take_in_hand(phone)
        self.late_deposits: list[Json] = []
        self.handed: dict[str, tuple[Item, int]] = {}

    # Written, and handed over by the worker: before, after and instead of the form; also asleep in a bag

    @rule(phone=a_phone, family=which_one, kind=a_kind, back=a_day, done=yes_or_no, asleep=yes_or_no, fate=a_fate,
          sent=what_then)  # fmt: skip
    def write_and_hand_over(
        self, phone: int, family: int, kind: str, back: int, done: bool, asleep: bool, fate: str, sent: str
    ) -> None:
        at = self._phone(phone)
        item = blank(self.world, at, kind, FAMILIES[at.who][family % 2], back)
        at.items.append(item)
        self._write(item)
        self._saved_and_handed_over(at, done, asleep, fate, sent)

    @rule(phone=a_phone, which=which_one, done=yes_or_no, asleep=yes_or_no, fate=a_fate, sent=what_then)
    def write_on_and_hand_over(self, phone: int, which: int, done: bool, asleep: bool, fate: str, sent: str) -> None:
        at = self._phone(phone)
        mine = [item for item in at.items if item.who == at.who and item.state != "attention"]
        if mine:
            self._write(mine[which % len(mine)])
            self._saved_and_handed_over(at, done, asleep, fate, sent)

    @rule(phone=a_phone, fate=a_fate)
    def hand_over(self, phone: int, fate: str) -> None:
        self._hand_over(self._phone(phone), fate)
        self._check()

    @precondition(lambda self: self.late_deposits)
    @rule(which=which_one)
    def a_late_envelope_arrives(self, which: int) -> None:
        answer = self.world.deposit(self.late_deposits.pop(which % len(self.late_deposits)))[0]
        assert answer.status_code in (200, 201, 410), answer.text
        self._check()

    # Its author unlocks

    @rule(phone=a_phone, user=which_one, fate=a_fate)
    def unlock(self, phone: int, user: int, fate: str) -> None:
        at = self._phone(phone)
        self._sign_in(at, at.users[user % len(at.users)])
        self._file(at, fate)
        self._check()

    @rule(phone=a_phone)
    def look_at_what_is_kept(self, phone: int) -> None:
        at = self._phone(phone)
        if at.can_send:
            self._kept_for(at)

    # What becomes of phones

    @rule(phone=a_phone)
    def lose(self, phone: int) -> None:
        at = self._phone(phone)
        if not self._pocket(at).is_lost:
            for who, held in self._pocket(at).held.items():
                self.world.report_lost(who, held.phone_id)
            self._pocket(at).is_lost = True

    @rule(phone=a_phone)
    def find_again(self, phone: int) -> None:
        self._find_again(self._phone(phone))
        self._check()

    @rule(phone=a_phone)
    def break_(self, phone: int) -> None:
        """In the river: what was on it is gone, but for what the council has taken into its keeping."""
        self._break(self._phone(phone))

    # What is said in the rules' names, done

    def at_the_end(self) -> None:
        for wire in self.late_deposits:
            self.world.deposit(wire)
        for phone in self.phones:
            self._find_again(phone)
        super().at_the_end()
        self._nothing_in_keeping_is_lost()

    def _finish(self, phone: Phone) -> None:
        self._file(phone, "fine")
        super()._finish(phone)

    def _sign_in(self, phone: Phone, who: str) -> None:
        """Nobody comes in with a phone that was reported lost."""
        if not self._pocket(phone).is_lost:
            phone.who, phone.token = who, self.world.sign_in(who, self._pocket(phone).held[who].phone_id)

    def _pocket(self, phone: Phone) -> Pocket:
        return self.pockets[phone.name]

    def _take_in_hand(self, phone: Phone) -> None:
        self.pockets[phone.name] = Pocket({who: self.world.take_in_hand(who) for who in phone.users})

    def _saved_and_handed_over(self, phone: Phone, done: bool, asleep: bool, fate: str, sent: str) -> None:
        if done:
            phone.save_all()
        if asleep:
            self.world.end_sign_ins_on(self._pocket(phone).held[phone.who].phone_id)
        self._hand_over(phone, fate)
        if sent == "breaks":
            self._break(phone)
        else:
            self._save_and_send(phone, sent)
        self._check()

    def _break(self, phone: Phone) -> None:
        phone.items.clear()
        phone.token, phone.online = "", True
        self._take_in_hand(phone)

    def _hand_over(self, phone: Phone, fate: str) -> None:
        for item in [one for one in phone.items if one.deposited < one.serial and phone.online]:
            wire = sealed(self._pocket(phone).held[item.who], item)
            item.sent = True
            if fate == "late":
                self.late_deposits.append(wire)
            if fate in ("late", "request lost"):
                continue
            answers = self.world.deposit(wire, times=2 if fate == "twice" else 1)
            if fate != "answer lost":
                self._heard_of(phone, item, answers[0])

    def _heard_of(self, phone: Phone, item: Item, answer: httpx.Response) -> None:
        if self._pocket(phone).is_lost:
            assert answer.status_code == 410, "a lost phone delivers nothing more"
            return
        assert answer.status_code in (200, 201), answer.text
        assert not MARK.search(answer.text)
        if answer.json()["serial"] == item.serial:
            item.deposited = item.serial
            self.handed[item.id] = (item, len(item.typed) - 1)

    def _file(self, phone: Phone, fate: str) -> None:
        if not phone.can_send or fate in ("late", "request lost"):
            return
        answers = self.world.file(phone.token, times=2 if fate == "twice" else 1)
        if fate != "answer lost":
            self._hear_filing(phone, answers[0])

    def _hear_filing(self, phone: Phone, answer: httpx.Response) -> None:
        if answer.status_code == 401:
            phone.token = ""
            return
        assert answer.status_code == 200 and not MARK.search(answer.text), answer.text
        mine = {item.id: item for item in phone.items if item.who == phone.who}
        for one in answer.json()["filed"]:
            item = mine.get(one["id"])
            if item and one["receipt"].get("sha256") == fingerprint(item.posted().items()):
                phone.items.remove(item)
                self.acknowledged.append(item.typed[-1])
        for one in answer.json()["waiting"]:
            item = mine.get(one["id"])
            if item and item.state == "outbox" and one["status"] in REFUSED:
                item.attend(one["status"])

    def _find_again(self, phone: Phone) -> None:
        """What lies on it is sealed for keys that were erased: the council's opens it, for its author alone."""
        pocket = self._pocket(phone)
        if not pocket.is_lost:
            return
        pocket.is_lost = False
        wires = [sealed(pocket.held[item.who], item) for item in phone.items]
        for who, before in pocket.held.items():
            self.world.report_found(who, before.phone_id)
            now = Held(before.phone_id, self.world.new_vault(who, before.phone_id))
            self._rescue(phone, who, now, wires)
            pocket.held[who] = now

    def _rescue(self, phone: Phone, who: str, now: Held, wires: list[Json]) -> None:
        handed_in = [now.vault.signed({**wire, "vault": str(now.vault.vault_id)}) for wire in wires]
        opened = self.world.open(handed_in, self.world.sign_in(who, now.phone_id))
        said = {one["id"]: dict(one["draft"]["fields"]) for one in opened}
        assert said == {item.id: item.posted() for item in phone.items if item.who == who}

    # What must hold besides

    def _kept_for(self, phone: Phone) -> set[str]:
        """The marks in what waits for whoever holds the phone; nobody else's are among them."""
        page = self.world.get("/recovered", phone.token).text
        found = set(MARK.findall(page))
        others = [mark for mark in found if self.writers[mark].who != phone.who]
        assert not others, f"{phone.who} was shown {others} of what is kept for others"
        return found

    def _nothing_in_keeping_is_lost(self) -> None:
        """What the council said it keeps is on the record or waits for its author, or later words of that form do."""
        safe = set(self.world.kept().everything)
        for phone in self.phones[:2]:
            safe |= self._kept_for(phone)
        lost = [item.typed[at] for item, at in self.handed.values() if not safe & set(item.typed[at:])]
        assert not lost, f"handed over and nowhere: {lost}"
