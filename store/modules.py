"""The modules: what a session can be about, as the council names, describes and orders them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.modules import Module

LONGEST_TITLE, LONGEST_DESCRIPTION = 80, 500


class NoSuchModule(Exception):
    """None has that id, or, to be moved, none that is in use."""


class ModuleChanged(Exception):
    """Somebody else changed it since it was opened; nothing was overwritten."""


@dataclass(frozen=True)
class ListedModule:
    """A change names the `version` that it was made on."""

    id: int
    title: str
    description: str
    version: int
    put_away_at: datetime | None

    @property
    def is_used(self) -> bool:
        return self.put_away_at is None


async def list_modules(db: AsyncSession) -> tuple[ListedModule, ...]:
    """All of them, those in use first, in the council's order; one statement."""
    rows = await db.scalars(select(Module).order_by(Module.put_away_at.is_not(None), Module.position, Module.id))
    return tuple(ListedModule(row.id, row.title, row.description, row.version, row.put_away_at) for row in rows)


async def change_module(db: AsyncSession, module_id: int, *, title: str, description: str, opened_version: int) -> None:
    """What was written of it keeps the title of its day. Raises NoSuchModule, ModuleChanged."""
    module = await _locked(db, module_id)
    if (module.title, module.description) == (title, description):
        return
    if module.version > opened_version:
        raise ModuleChanged
    module.title, module.description, module.version = title, description, module.version + 1


async def move_module(db: AsyncSession, *, module_id: int, up: bool) -> None:
    """One place up or down among those in use. At either end it stays. Raises NoSuchModule."""
    used = await _used(db)
    at = next((n for n, module in enumerate(used) if module.id == module_id), None)
    if at is None:
        raise NoSuchModule
    to = max(at - 1, 0) if up else min(at + 1, len(used) - 1)
    used.insert(to, used.pop(at))
    for position, module in enumerate(used, 1):
        module.position = position


async def put_away(db: AsyncSession, *, module_id: int, now: datetime) -> bool:
    """Whether it was in use; no new session offers it, what was written of it stays. Raises NoSuchModule."""
    module = await _locked(db, module_id)
    was_used = module.put_away_at is None
    module.put_away_at = module.put_away_at or now
    return was_used


async def bring_back(db: AsyncSession, *, module_id: int) -> bool:
    """Whether it was away; it is in use again, as the last one. Raises NoSuchModule."""
    module = await _locked(db, module_id)
    if module.put_away_at is None:
        return False
    module.position = max((one.position for one in await _used(db)), default=0) + 1
    module.put_away_at = None
    return True


async def _locked(db: AsyncSession, module_id: int) -> Module:
    module = await db.get(Module, module_id, with_for_update=True)
    if module is None:
        raise NoSuchModule
    return module


async def _used(db: AsyncSession) -> list[Module]:
    in_use = select(Module).where(Module.put_away_at.is_(None)).order_by(Module.position, Module.id)
    return list(await db.scalars(in_use.with_for_update()))
