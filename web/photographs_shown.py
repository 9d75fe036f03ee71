"""The photographs of an entry, as its page shows them."""

from dataclasses import dataclass
from uuid import UUID

from store.photographs import ListedPhotograph, list_photographs
from store.recorded import Recorded
from web.call import Call


@dataclass(frozen=True)
class PhotographsShown:
    """`may_add`: its author, while the entry is open."""

    entry_id: UUID
    listed: tuple[ListedPhotograph, ...]
    may_add: bool

    @property
    def there(self) -> tuple[ListedPhotograph, ...]:
        return tuple(one for one in self.listed if not one.removed_at)

    @property
    def taken_out(self) -> tuple[ListedPhotograph, ...]:
        return tuple(one for one in self.listed if one.removed_at)


async def photographs_of(call: Call, found: Recorded) -> PhotographsShown:
    is_open = found.signed_off_at is None and call.case.may_record and found.author_id == call.me.id
    listed = await list_photographs(call.db, entry_id=found.id) if found.pictured else ()
    return PhotographsShown(found.id, listed, is_open)
