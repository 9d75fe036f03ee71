"""The trail, for its auditor: who did what and when; references, no content."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from urllib.parse import urlencode

from starlette.responses import Response

from store.trail_reading import KINDS, PAGE, TrailFilter, TrailLine, list_trail
from web.endpoint import Call
from web.forms import clean

_KIND_WORDS = {
    "reads": "Reading",
    "changes": "Writing",
    "searches": "Searching",
    "coming_in": "Coming in and going out",
    "refusals": "Refused",
}
assert _KIND_WORDS.keys() == KINDS.keys()


@dataclass(frozen=True)
class TrailPage:
    asked: TrailFilter
    lines: list[TrailLine]
    kinds: list[tuple[str, str]]
    older: str

    @property
    def broken(self) -> list[TrailLine]:
        return [line for line in self.lines if not line.holds]


async def show(call: Call) -> Response:
    asked = _asked(call)
    lines = await list_trail(call.db, call.services.keeper.trail.key, asked)
    call.did("trail read", asked={name: str(value) for name, value in vars(asked).items() if value})
    older = _older(asked, lines[-1].number) if len(lines) == PAGE else ""
    page = TrailPage(asked, lines, list(_KIND_WORDS.items()), older)
    return call.page("trail/show.html", page, title="The trail", place="you")


def _asked(call: Call) -> TrailFilter:
    """What cannot be understood is not asked."""
    given = {name: clean(value)[:80] for name, value in call.request.query_params.items()}
    before = given.get("before", "")
    return TrailFilter(
        reference=given.get("reference", ""),
        name=given.get("name", ""),
        day=_day(given.get("day", "")),
        kind=kind if (kind := given.get("kind", "")) in KINDS else "",
        before=int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None,
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if MINYEAR < day.year < MAXYEAR else None


def _older(asked: TrailFilter, before: int) -> str:
    kept = {name: str(value) for name, value in vars(asked).items() if value} | {"before": str(before)}
    return f"/trail?{urlencode(kept)}"
