"""The council as it meets what phones hand over sealed: the same app, asked as phones ask it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from store.phones import know_phone
from store.sign_ins import end_sign_ins
from store.tables.access import SignIn
from store.tables.people import Practitioner
from store.vaults import NewVault, record_vault
from tests.phone_in_hand import PhoneInHand, raw
from tests.software_keys import encode
from tests.sync_model.world import World
from web.cookies import SIGN_IN_COOKIE

Json = dict[str, Any]


@dataclass
class Held:
    """One person's vault on one phone, and what the council calls that phone."""

    phone_id: int
    vault: PhoneInHand


class SealedWorld(World):
    """Phones are known to it, and the vaults on them."""

    def take_in_hand(self, name: str) -> Held:
        """A phone that nobody has signed in on yet."""

        async def known(db: AsyncSession) -> int:
            person = self.who[name]
            return (await know_phone(db, practitioner_id=person, secret="", name="A phone", now=datetime.now(UTC)))[0]

        phone_id = self.look(known)
        return Held(phone_id, self.new_vault(name, phone_id))

    def new_vault(self, name: str, phone_id: int) -> PhoneInHand:
        """As at the first unlocking, and after the phone was found again."""

        async def made(db: AsyncSession) -> PhoneInHand:
            person = await db.get_one(Practitioner, self.who[name])
            vault = PhoneInHand(encode(person.user_handle), self.keys.public)
            new = NewVault(vault.vault_id, raw(vault.key), raw(vault.signing_key))
            await record_vault(db, new, phone_id=phone_id, key=self.keys.phones, now=datetime.now(UTC))
            return vault

        return self.look(made)

    def deposit(self, wire: Json, *, times: int = 1) -> list[httpx.Response]:
        """Nobody need be signed in."""
        return self.send("/envelopes", wire, times=times)

    def send_packed(self, body: bytes, token: str, *, times: int = 1) -> list[httpx.Response]:
        """Several forms in one post, as the outbox packs them."""
        kinds = {"Accept": "application/json", "Content-Type": "application/json", "Content-Encoding": "gzip"}
        cookie = {"Cookie": f"{SIGN_IN_COOKIE}={token}"}
        return self._send("/outbox", times, content=body, headers=kinds | cookie)

    def file(self, token: str, *, times: int = 1) -> list[httpx.Response]:
        return self.send("/envelopes/filings", {}, token, times=times)

    def open(self, wires: list[Json], token: str) -> list[Json]:
        """What the council's key opens for whoever holds the token."""
        answer = self.send("/envelopes/openings", {"envelopes": wires}, token)[0]
        assert answer.status_code == 200, answer.text
        drafts: list[Json] = answer.json()["drafts"]
        return drafts

    def end_sign_ins_on(self, phone_id: int) -> None:
        """Quarter of an hour without a touch."""

        async def end(db: AsyncSession) -> None:
            await end_sign_ins(db, SignIn.phone_id == phone_id, now=datetime.now(UTC))

        self.look(end)

    def report_lost(self, name: str, phone_id: int) -> None:
        answer = self.post(f"/phones/{phone_id}/ending", {"lost": "yes"}, self.sign_in(name))[0]
        assert answer.status_code == 201, answer.text

    def report_found(self, name: str, phone_id: int) -> None:
        answer = self.post(f"/phones/{phone_id}/finding", {}, self.sign_in(name))[0]
        assert answer.status_code == 201, answer.text
