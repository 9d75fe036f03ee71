"""The request and answer pairs that are cut, and what is sent in them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from e2e.faults.council import Council
from e2e.faults.posts import BY_AUTHOR, KINDS, SAY_NOTHING
from e2e.faults.sealed_ways import Deposited, Filed, Opened
from e2e.faults.sealing import InHand, sign_in_on, take_in_hand
from e2e.faults.ways import Alone, Load, Together, Way
from e2e.faults.wire import Shape
from store.database import Database

SHORT, LONG = "The chart hangs in the kitchen.", "Leo’s gate is mended – „so gut“, 𝄞. " * 12
SIDE_BY_SIDE = 6
LOADS_OF_A_PHONE = 50
"""The server counts what each phone hands over, as a guard against a broken one."""
Send = Callable[[Council, Load], Way]
Seal = Callable[[Council, Load, InHand], Way]


@dataclass(frozen=True)
class Pair:
    """One request and its answer. `kinds`: of the forms in it; `more`: what is written besides the mark.

    `way` is how they go; or `seal` is, and `awake` says whether their author is signed in on the phone meanwhile.
    """

    how: str
    kinds: tuple[str, ...]
    way: Send | None = None
    seal: Seal | None = None
    awake: bool = False
    more: str = SHORT
    at_once: int = SIDE_BY_SIDE

    def __str__(self) -> str:
        kinds = self.kinds[0].replace("_", " ") if len(self.kinds) == 1 else f"{len(self.kinds)} forms"
        return f"{kinds}, {self.how}, {'long' if self.more == LONG else 'short'}"


@dataclass(frozen=True)
class Loads:
    """What goes in the requests of one pair."""

    council: Council
    database: Database
    pair: Pair

    async def make(self, many: int) -> list[Way]:
        """So many, each of forms that no other has."""
        async with self.database.writing() as db:
            columns = [await KINDS[kind](self.council, db, many, self.pair.more) for kind in self.pair.kinds]
            loads: list[Load] = list(zip(*columns, strict=True))
            if self.pair.seal is None:
                assert self.pair.way
                return [self.pair.way(self.council, load) for load in loads]
            return await self._sealed(db, self.pair.seal, loads)

    async def _sealed(self, db: AsyncSession, seal: Seal, loads: list[Load]) -> list[Way]:
        made: list[Way] = []
        for number, load in enumerate(loads):
            if number % LOADS_OF_A_PHONE == 0:
                phone = await take_in_hand(self.council, db, load[0].who)
                if self.pair.awake:
                    await sign_in_on(self.council, db, phone)
            made.append(seal(self.council, load, phone))
        return made


def every_pair() -> list[Pair]:
    """Forms alone: each kind with htmx and without, some long, two in parts.

    Then ten of what a phone sends together, and of what it hands over sealed.
    """
    shown, plain, in_parts = Shape(htmx=True), Shape(htmx=False), Shape(multipart=True)
    forms = [alone(kind, way) for kind in KINDS for way in (shown, plain)]
    long = [alone(kind, shown, LONG) for kind in KINDS if kind not in SAY_NOTHING]
    return [*forms, *long, *(alone(kind, in_parts, LONG) for kind in ("visit", "event")), *packs(), *envelopes()]


def packs() -> list[Pair]:
    """Two to ten forms of one author; of a manager's, none goes by this way, and each then by itself."""
    priyas = BY_AUTHOR["priya"]
    return [
        together(("visit", "closing"), then_alone=True),
        together(("event", "closing", "weekly", "reopening", "amendment"), then_alone=True, more=LONG),
        together(priyas, then_alone=False),
        together(priyas, then_alone=True),
        together(("signature", "signature"), then_alone=False),
        together(BY_AUTHOR["ruth"], then_alone=False),
    ]


def envelopes() -> list[Pair]:
    """Filed one at a time: whoever files puts all that waits on the record, and each cut shall have its own."""
    return [
        Pair("handed over asleep", ("visit",), seal=Deposited),
        Pair("handed over awake", ("weekly_revised",), seal=Deposited, awake=True),
        Pair("handed over, then filed", ("event",), seal=Filed, at_once=1),
        Pair("opened by the council", ("task",), seal=Opened),
    ]


def one_of_each() -> list[Pair]:
    """A form of each kind, a pack and an envelope."""
    forms = [alone(kind, Shape(htmx=number % 2 == 0)) for number, kind in enumerate(KINDS)]
    return [*forms, packs()[0], envelopes()[0]]


def alone(kind: str, shape: Shape, more: str = SHORT) -> Pair:
    how = "in parts" if shape.multipart else "htmx" if shape.htmx else "plain"
    return Pair(how, (kind,), partial(Alone, shape=shape), more=more)


def together(kinds: tuple[str, ...], *, then_alone: bool, more: str = SHORT) -> Pair:
    again = "each alone" if then_alone else "together"
    return Pair(f"together, again {again}", kinds, partial(Together, then_alone=then_alone), more=more)
