"""The council's own timescales: one setting, read together with whatever is reckoned from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.practice.timescale import Timescale
from store.practice.timescales import DEFAULTS, by_key, may_set, with_local
from store.tables.people import CouncilSetting

KEY = "timescales"


class TimescaleChanged(Exception):
    """Somebody else set it since it was opened; nothing was overwritten."""


@dataclass(frozen=True)
class ListedTimescale:
    """`row`: as it holds now. `default`: what it is where the council sets nothing. `by`, `at`: who set it and when."""

    row: Timescale
    default: Timescale
    by: str = ""
    at: datetime | None = None

    @property
    def is_own(self) -> bool:
        return self.row != self.default


def kept_timescales() -> ScalarSelect[Any]:
    """To be selected beside other things, so that it costs no way to the database of its own."""
    return select(CouncilSetting.value).where(CouncilSetting.key == KEY).scalar_subquery()


def as_set(kept: Mapping[str, Mapping[str, Any]] | None) -> tuple[Timescale, ...]:
    """The rows as the council set them. What a later release lets no council set is as it was."""
    own = {key: one["interval"] for key, one in (kept or {}).items() if may_set(key)}
    return with_local(own) if own else DEFAULTS


async def timescales_now(db: AsyncSession) -> tuple[Timescale, ...]:
    return as_set(await db.scalar(select(CouncilSetting.value).where(CouncilSetting.key == KEY)))


async def list_timescales(db: AsyncSession) -> tuple[ListedTimescale, ...]:
    kept = await db.scalar(select(CouncilSetting.value).where(CouncilSetting.key == KEY)) or {}
    now = by_key(as_set(kept))
    return tuple(_listed(now[row.key], row, kept.get(row.key) if may_set(row.key) else None) for row in DEFAULTS)


def _listed(row: Timescale, default: Timescale, kept: Mapping[str, Any] | None) -> ListedTimescale:
    if kept is None:
        return ListedTimescale(row, default)
    return ListedTimescale(row, default, kept["by"], datetime.fromisoformat(kept["at"]))


async def set_timescale(
    db: AsyncSession, key: str, *, interval: int, opened_interval: int, by: str, now: datetime
) -> bool:  # fmt: skip
    """Whether it changed. Its default puts it back. Raises TimescaleChanged."""
    await insert_once(db, CouncilSetting, {"key": KEY, "value": {}})  # of two who set the first one, the second waits
    setting = await db.get_one(CouncilSetting, KEY, with_for_update=True)
    kept = dict(setting.value)
    held = by_key(as_set(kept))[key].interval
    if held == interval:
        return False
    if held != opened_interval:
        raise TimescaleChanged
    kept[key] = {"interval": interval, "by": by, "at": now.isoformat()}
    if by_key()[key].interval == interval:
        del kept[key]
    await db.execute(update(CouncilSetting).where(CouncilSetting.key == KEY).values(value=kept))
    return True
