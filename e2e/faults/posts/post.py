"""One form on its way, and what all kinds of forms are made of."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from e2e.faults.council import Council, Place
from store.practice.calendar import LONDON
from store.practice.weeks import Week
from tests.cast import TODAY
from web.forms import fingerprint

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Post:
    """One form. `effects` and `deeds`: keys of e2e.faults.effects, each of which must be there exactly once.

    `picture`: what goes in parts beside the fields.
    """

    kind: str
    who: str
    path: str
    fields: Fields
    effects: tuple[str, ...]
    deeds: tuple[str, ...]
    picture: bytes = b""

    @property
    def id(self) -> str:
        """Made on the phone."""
        return self.path.rsplit("/", 1)[-1] if self.picture else dict(self.fields)["draft_id"]

    @property
    def fingerprint(self) -> str:
        """By which the phone knows that what is there is what it sent."""
        return sha256(self.picture).hexdigest() if self.picture else fingerprint(self.fields)


Make = Callable[[Council, AsyncSession, int, str], Awaitable[list[Post]]]


def new_marks(many: int) -> list[str]:
    """Words that stand nowhere else."""
    return [f"mark{uuid4().hex}" for _ in range(many)]


def form(fields: Mapping[str, object], draft_id: object = "", opened: int = 0) -> Fields:
    about = {"draft_id": draft_id or uuid4(), "opened_version": opened}
    about["written_on_phone_at"] = datetime.now(UTC).isoformat()
    return tuple((name, str(value)) for name, value in {**about, **fields}.items())


def did(act: str, what: object) -> str:
    """The key of a deed on the trail, about what it names (e2e.faults.effects)."""
    return f"did {act}: {what}"


def just_now() -> dict[str, object]:
    here = datetime.now(LONDON) - timedelta(minutes=20)
    return {"on": here.date().isoformat(), "at": here.strftime("%H:%M")}


def at_home(council: Council, many: int) -> list[Place]:
    """The Okafor-Hill family, now."""
    return [Place(council.family, council.case, Week.of(TODAY))] * many


def new_entry(kind: str, path: str, fields: Fields, effects: tuple[str, ...], act: str) -> Post:
    """Priya's; the entry has the form's id."""
    return Post(kind, "priya", path, fields, effects, (did(act, dict(fields)["draft_id"]),))


def revision(kind: str, path: str, fields: Fields, effects: tuple[str, ...], act: str, entry: UUID) -> Post:
    """Priya's, of an entry that stands already."""
    return Post(kind, "priya", path, fields, effects, (did(act, entry),))
