"""Phones of the cast with a vault on them, for what goes sealed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from e2e.faults.council import Council
from e2e.faults.posts import Post
from store.keys import read_key_file
from store.phones import know_phone
from store.sign_ins import record_sign_in
from store.tables.people import Practitioner
from store.vaults import NewVault, record_vault
from tests.phone_in_hand import Draft, Json, PhoneInHand, raw
from tests.software_keys import encode
from web.forms import ABOUT_THE_FORM
from web.services import council_keys


@dataclass(frozen=True)
class InHand:
    """One person's phone; what it hands over is signed with a key that the council knows."""

    id: int
    who: str
    vault: PhoneInHand

    def seal(self, post: Post, serial: int = 1) -> Json:
        """The body of the deposit of a form that was submitted."""
        about = dict(post.fields)
        draft = Draft(
            post.path, post.path, [one for one in post.fields if one[0] not in ABOUT_THE_FORM], id=UUID(post.id),
            opened_version=int(about["opened_version"]), wrote=datetime.fromisoformat(about["written_on_phone_at"]),
        )  # fmt: skip
        return self.vault.deposit(draft, serial)


async def take_in_hand(council: Council, db: AsyncSession, who: str) -> InHand:
    """A new phone, on which nobody is signed in."""
    keys, now = council_keys(read_key_file(council.server.key_file)), datetime.now(UTC)
    person = await db.get_one(Practitioner, council.who[who])
    phone_id, _ = await know_phone(db, practitioner_id=person.id, secret="", name="A phone", now=now)
    vault = PhoneInHand(encode(person.user_handle), keys.public)
    new = NewVault(vault.vault_id, raw(vault.key), raw(vault.signing_key))
    await record_vault(db, new, phone_id=phone_id, key=keys.phones, now=now)
    return InHand(phone_id, who, vault)


async def sign_in_on(council: Council, db: AsyncSession, phone: InHand) -> None:
    """What it hands over goes on the record at once."""
    about = {"practitioner_id": council.who[phone.who], "phone_id": phone.id, "passkey_id": None}
    await record_sign_in(db, **about, now=datetime.now(UTC))
