"""What a phone of the model carries besides what its people write."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tests.phone_in_hand import Draft
from tests.sync_model.phone import Item
from tests.sync_model.sealed_world import Held, Json


@dataclass
class Pocket:
    """What a phone is besides what its people write: their vaults; whether it was said to be lost."""

    held: dict[str, Held] = field(default_factory=dict)
    is_lost: bool = False


def sealed(held: Held, item: Item) -> Json:
    """The envelope of an item as it stands on the phone now."""
    wrote = datetime.fromisoformat(item.at)
    draft = Draft(item.path, item.path, list(item.fields.items()), id=UUID(item.id), opened_version=item.opened,
                  wrote=wrote, submitted=item.state == "outbox")  # fmt: skip
    return held.vault.deposit(draft, item.serial)
