"""What lives as long as the server does."""

import asyncio
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from store.announcing import Announcer
from store.database import Database
from store.keys import derive
from store.recovery import public_raw, recovery_key
from store.trail_keeping import TrailKeeper
from web.settings import Settings


@dataclass(frozen=True, repr=False)
class CouncilKeys:
    """`phones` seals what the server keeps for phones; `recovery` opens what they sealed to the council as well."""

    phones: bytes
    recovery: ec.EllipticCurvePrivateKey
    public: bytes


def council_keys(secret: bytes) -> CouncilKeys:
    """From the 32 bytes of the key file."""
    recovery = recovery_key(secret)
    return CouncilKeys(derive(secret, "phones"), recovery, public_raw(recovery))


@dataclass
class Services:
    settings: Settings
    database: Database
    keeper: TrailKeeper
    keys: CouncilKeys
    carrying: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    """How many phones may be sent their families at one time: making the screens is work."""
    announcer: Announcer = field(init=False)
    """What opens in a supervision, to whoever waits for it."""
    limiter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))

    def __post_init__(self) -> None:
        self.announcer = Announcer(self.database)
