"""England's bank holidays, for the working days of `store.practice.calendar`."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays

YEARS_EACH_WAY = 2


def england(years: Iterable[int]) -> frozenset[date]:
    return frozenset[date]().union(*(_of(year) for year in years))


@lru_cache(maxsize=16)
def around(year: int) -> frozenset[date]:
    """Enough years on both sides for every timescale, and for what was recorded late."""
    return england(range(year - YEARS_EACH_WAY, year + YEARS_EACH_WAY + 1))


@lru_cache(maxsize=256)
def _of(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
