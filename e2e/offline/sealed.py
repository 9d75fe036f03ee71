"""What travels and lies sealed, taken apart as far as anybody can who has no key to it."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.records import look
from e2e.server import Server
from store.recovery import place_of
from store.tables.access import SignIn
from store.tables.sending import Envelope
from tests.software_keys import decode

Wire = dict[str, Any]


def taken_apart(sealed: Wire) -> bytes:
    """Each part of an envelope that is base64url, decoded."""
    parts = [sealed["iv"], sealed["body"], sealed["signature"], *sealed["keys"].values()]
    return b"\n".join(decode(part) for part in parts)


def place_on(wire: Wire) -> bytes:
    """Where the phone says that this draft belongs."""
    return place_of(store="drafts", id=wire["id"], handle=wire["handle"], version=wire["serial"])


async def end_sign_ins(db: AsyncSession) -> None:
    """Hours went by: what a phone hands over now waits for its author, and is not put on the record at once."""
    await db.execute(update(SignIn).values(ended_at=datetime.now(UTC)))


def kept_envelope(server: Server) -> Envelope:
    """The only one that the council keeps."""

    async def ask(db: AsyncSession) -> Envelope:
        return (await db.scalars(select(Envelope))).one()

    return look(server, ask)


def all_rows(server: Server) -> bytes:
    """Every row of the server's database, as who holds its key reads it."""

    async def ask(db: AsyncSession) -> bytes:
        tables = (await db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))).all()
        rows = [row for table in tables for row in await db.execute(text(f'SELECT * FROM "{table}"'))]
        return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)

    return look(server, ask)
