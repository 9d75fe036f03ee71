"""Sealed drafts as if phones had handed them over: somebody's own, and those of two people who have left."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.keys import read_key_file
from store.recovery import public_raw, recovery_key
from store.tables.access import Phone, Vault
from store.tables.people import Practitioner
from store.tables.sending import Envelope, UnsentRequest
from tests.cast import TODAY
from tests.phone_in_hand import Draft, PhoneInHand, canonical, raw
from tests.software_keys import encode

WORDS = "The flat was warm, and the children were drawing at the table when we came."


async def keep_drafts(db: AsyncSession, key_file: Path, family_id: int, priya: Practitioner) -> dict[str, int]:
    """Priya has two; two colleagues of hers have left with one each, and two managers read those of the second."""
    council = public_raw(recovery_key(read_key_file(key_file)))
    await _hand_over(db, council, priya, family_id, (True, False))
    team = select(Practitioner).where(Practitioner.team_id == priya.team_id)
    others = team.where(Practitioner.role.in_(("family_support_worker", "mental_health")))
    first, second = list(await db.scalars(others.order_by(Practitioner.id).limit(2)))
    for one in (first, second):
        one.left_on = TODAY
        await _hand_over(db, council, one, family_id, (True,))
    manager = (await db.scalars(team.where(Practitioner.role == "team_manager"))).first()
    above = (await db.scalars(select(Practitioner).where(Practitioner.role == "head_of_service"))).first()
    assert manager and above
    now = datetime.now(UTC)
    db.add(UnsentRequest(practitioner_id=second.id, requested_by_id=manager.id, reason="The conference is on Friday.",
                         requested_at=now, approved_by_id=above.id, approved_at=now,
                         ends_at=now + timedelta(days=7)))  # fmt: skip
    return {"left": first.id, "left_and_read": second.id}


async def _hand_over(
    db: AsyncSession, council: bytes, who: Practitioner, family_id: int, submitted: tuple[bool, ...]
) -> None:
    held, now = PhoneInHand(encode(who.user_handle), council), datetime.now(UTC)
    phone = Phone(practitioner_id=who.id, secret_hash=raw(held.key), name="A phone", first_seen_at=now, seen_at=now)
    db.add(phone)
    await db.flush()
    db.add(Vault(id=held.vault_id, phone_id=phone.id, public_key=raw(held.key), signing_key=raw(held.signing_key),
                 made_at=now))  # fmt: skip
    await db.flush()
    where = f"/families/{family_id}/visits"
    for is_submitted in submitted:
        draft = Draft(f"{where}/new", where, [("observed", WORDS)], submitted=is_submitted)
        wire = held.deposit(draft)
        sealed = {name: wire[name] for name in ("v", "iv", "body", "keys", "signature")}
        db.add(Envelope(practitioner_id=who.id, vault_id=held.vault_id, draft_id=draft.id, serial=1, sealed=sealed,
                        sha256=sha256(canonical(wire).encode()).hexdigest(), deposited_at=now))  # fmt: skip
