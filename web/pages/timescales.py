"""When things are due: every timescale with who says so, as everybody may read it; a council sets its own ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from store.practice.permissions import Power, has_power
from store.practice.rhythm import LONGEST_RHYTHM
from store.practice.timescale import Kind
from store.practice.timescales import by_key, may_set
from store.rhythm import RhythmChanged, find_rhythm, set_rhythm
from store.timescales import ListedTimescale, TimescaleChanged, list_timescales, set_timescale
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved

MOST = 366
RHYTHM = "rhythm"
TITLES = {
    Kind.LOCAL: "Local rules",
    Kind.NATIONAL: "National rules",
    Kind.GUIDANCE: "National guidance",
}


@dataclass(frozen=True)
class TimescalesPage:
    """`errors`, `written`: by the timescale's key; `changed`: the one that somebody else set meanwhile.

    `rhythm`: every how many weeks a weekly entry is expected.
    """

    every: tuple[ListedTimescale, ...]
    may_change: bool
    errors: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    changed: str = ""
    rhythm: int = 1

    longest_rhythm = LONGEST_RHYTHM

    @property
    def is_rhythm_open(self) -> bool:
        return RHYTHM in self.errors or self.changed == RHYTHM

    @property
    def groups(self) -> list[tuple[str, list[ListedTimescale]]]:
        return [(title, [one for one in self.every if one.row.kind is kind]) for kind, title in TITLES.items()]

    def can_be_set(self, one: ListedTimescale) -> bool:
        return self.may_change and may_set(one.row.key)

    def is_as_shipped(self, one: ListedTimescale) -> bool:
        """A local one that cannot be set: it is looked at while something is written."""
        return one.row.kind is Kind.LOCAL and not may_set(one.row.key)

    def is_open(self, one: ListedTimescale) -> bool:
        return one.row.key in self.errors or one.row.key == self.changed


async def index(call: Call) -> Response:
    return await _page(call)


async def change(call: Call) -> Response:
    key, form = _key(call), Form(call.form)
    interval = form.number("interval")
    if interval is None or not 1 <= interval <= MOST:
        form.errors.setdefault("interval", f"Give a whole number from 1 to {MOST}")
    if form.errors or interval is None:
        errors, written = {key: form.errors["interval"]}, {key: form.text("interval", longest=40)}
        return await _page(call, errors=errors, written=written)
    return await _set(call, key, interval, form.opened_version)


async def put_back(call: Call) -> Response:
    key = _key(call)
    return await _set(call, key, by_key()[key].interval, Form(call.form).opened_version)


async def _set(call: Call, key: str, interval: int, opened: int) -> Response:
    facts = {"interval": interval, "opened_interval": opened}
    try:
        if await set_timescale(call.db, key, **facts, by=call.me.name, now=call.now):
            call.did("timescale set", subject=key, interval=interval)
    except TimescaleChanged:
        return await _page(call, written={key: str(interval)}, changed=key)
    return saved(call, f"/timescales#{key}")


async def change_rhythm(call: Call) -> Response:
    form = Form(call.form)
    weeks, typed = form.number("weeks"), {RHYTHM: form.text("weeks", longest=40)}
    if weeks is None or not 1 <= weeks <= LONGEST_RHYTHM:
        return await _page(call, errors={RHYTHM: f"Give a whole number from 1 to {LONGEST_RHYTHM}"}, written=typed)
    try:
        if await set_rhythm(call.db, weeks, opened=form.opened_version):
            call.did("rhythm set", weeks=weeks)
    except RhythmChanged:
        return await _page(call, written=typed, changed=RHYTHM)
    return saved(call, f"/timescales#{RHYTHM}")


def _key(call: Call) -> str:
    """Of one that a council may set."""
    key = str(call.request.path_params["key"])
    if not may_set(key):
        raise NotThere
    return key


async def _page(
    call: Call,
    *,
    errors: Mapping[str, str] | None = None,
    written: Mapping[str, str] | None = None,
    changed: str = "",
) -> Response:
    may_change = has_power(call.me.role, Power.TIMESCALES)
    every, rhythm = await list_timescales(call.db), await find_rhythm(call.db)
    page = TimescalesPage(every, may_change, errors or {}, written or {}, changed, rhythm)
    status = 422 if errors else 409 if changed else 200
    return call.page("timescales/index.html", page, title="When things are due", place="you", status=status)
