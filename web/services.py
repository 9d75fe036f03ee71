"""What lives as long as the server does."""

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
    limiter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))
