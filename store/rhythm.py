"""How often the council expects a weekly entry."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.practice.rhythm import DEFAULT_RHYTHM
from store.tables.people import CouncilSetting

KEY = "rhythm_weeks"


class RhythmChanged(Exception):
    """Somebody else set it since it was opened; nothing was overwritten."""


async def find_rhythm(db: AsyncSession) -> int:
    """In weeks."""
    kept = await db.scalar(select(CouncilSetting.value).where(CouncilSetting.key == KEY))
    return int(kept or DEFAULT_RHYTHM)


async def set_rhythm(db: AsyncSession, weeks: int, *, opened: int) -> bool:
    """Whether it changed. Raises RhythmChanged."""
    await insert_once(db, CouncilSetting, {"key": KEY, "value": DEFAULT_RHYTHM})  # of two first ones, the second waits
    setting = await db.get_one(CouncilSetting, KEY, with_for_update=True)
    if int(setting.value) == weeks:
        return False
    if int(setting.value) != opened:
        raise RhythmChanged
    await db.execute(update(CouncilSetting).where(CouncilSetting.key == KEY).values(value=weeks))
    return True
