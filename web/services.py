"""What lives as long as the server does."""

import asyncio
from dataclasses import dataclass, field

from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from store.database import Database
from store.trail_keeping import TrailKeeper
from web.settings import Settings


@dataclass
class Services:
    settings: Settings
    database: Database
    keeper: TrailKeeper
    carrying: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    """How many phones may be sent their families at one time: making the screens is work."""
    limiter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))
