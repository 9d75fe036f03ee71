"""Who may come in: passkeys, phones, sign-ins, invitations, and challenges under way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Phone(Base):
    """A browser that someone has signed in with; known again by a secret of its own.

    `vault_id` is the vault that is in use on it (no foreign key: vaults name their phone). A lost one is ended too;
    `met_at`: when it first asked for something after that; `erased_at`: when it said that it erased what opens it.
    """

    __tablename__ = "phones"

    id: Mapped[int] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    secret_hash: Mapped[bytes] = mapped_column(index=True)
    name: Mapped[str]
    first_seen_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    lost_at: Mapped[datetime | None]
    met_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    vault_id: Mapped[UUID | None]


class Vault(Base):
    """Public halves of the keys that one practitioner has on one phone; earlier ones stay, to know signatures by.

    `wrapping_key` is sealed (store.vaults); the server has none once a passkey's own secret wraps the vault.
    """

    __tablename__ = "vaults"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    phone_id: Mapped[int] = mapped_column(ForeignKey("phones.id"), index=True)
    public_key: Mapped[bytes]
    signing_key: Mapped[bytes]
    wrapping_key: Mapped[bytes | None]
    made_at: Mapped[datetime]


class Passkey(Base):
    """A removed one stays as a fact (“removed on …”) and opens nothing any more."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    backup_eligible: Mapped[bool]
    backed_up: Mapped[bool]
    aaguid: Mapped[str]
    transports: Mapped[list[str]] = mapped_column(JSON, default=list)
    name: Mapped[str]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class SignIn(Base):
    """`touched_at` is the last time that a passkey was touched: fresh for five minutes."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    phone_id: Mapped[int | None] = mapped_column(ForeignKey("phones.id"), index=True)
    passkey_id: Mapped[int | None]
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Challenge(Base):
    """A ceremony under way: single use, five minutes, bound to one browser and one purpose."""

    __tablename__ = "challenges"

    id: Mapped[int] = mapped_column(primary_key=True)
    bound_to: Mapped[bytes] = mapped_column(index=True)
    purpose: Mapped[str]  # sign_in | touch | passkey | invitation 12
    challenge: Mapped[bytes]
    practitioner_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    expires_at: Mapped[datetime]


class Invitation(Base):
    """One use, ten minutes. `code` is shown on both screens; the manager says that they agree.

    `comes_back`: its person had come in before it was made, so that a second manager confirms it. `noticed_at`: they
    have said that they know of the passkey that came of it. (No foreign key on `confirmed_by_id`: SQLite adds none.)
    """

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    opened_by: Mapped[bytes | None]  # hash of the secret of the browser that opened it
    code: Mapped[str] = mapped_column(default="")
    comes_back: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None]
    noticed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str] = mapped_column(default="")  # used | cancelled | mismatch | replaced | left
