"""Safety over the weeks: one drawing for a family, with what it shows in words and as a table."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from store.case_access import CaseAccess
from store.practice.roles import ROLES
from store.practice.safety import WIDE, Line, Spread, View, lines_of, spreads_of
from store.practice.safety_words import in_one_sentence
from store.practice.weeks import Week
from store.safety import Supervised, list_views
from web.drawing.safety import Drawing, draw, with_supervisions
from web.endpoint import Call
from web.ways import Links, Way

FEWEST = 4  # weeks along the bottom, however few there are
RANGES = {"": (13, "13 weeks"), "26": (26, "26 weeks"), "52": (52, "A year"), "all": (None, "Everything")}
SHOWN = 5  # weeks whose views differ that stand there unfolded


@dataclass(frozen=True)
class SafetyPage:
    """`only`: the one number that there is. `drawing`: none where there are fewer than two. `ways`: none where all
    there is stands here.
    """

    case: CaseAccess
    printed_at: datetime
    ways: tuple[Way, ...]
    has_earlier: bool
    only: View | None
    drawing: Drawing | None
    said: str
    spreads: tuple[Spread, ...]
    may_write: bool
    supervised: tuple[Supervised, ...] = ()

    wide = WIDE
    shown = SHOWN

    @property
    def root(self) -> str:
        return f"/families/{self.case.family_id}"

    @property
    def dates(self) -> str:
        return self.drawing.dates if self.drawing else ""

    @property
    def newest_first(self) -> tuple[Spread, ...]:
        return self.spreads[::-1]

    @property
    def differing(self) -> tuple[Spread, ...]:
        return tuple(spread for spread in self.newest_first if spread.is_wide)


async def show(call: Call) -> Response:
    """`weeks`: 26, 52 or all; without it the last 13."""
    asked = _asked(call.request)
    last = _last_week(call)
    length, _ = RANGES[asked]
    since = last.after(1 - length) if length else None
    found = await list_views(call.db, call.case, since=since, today=call.today)
    lines = lines_of(found.views, Week.of(call.case.opened_on), found.rhythm)
    spreads = spreads_of(lines)
    is_drawn = len(found.views) > 1
    drawing = _drawing(call, lines, spreads, since if found.has_earlier else None, last) if is_drawn else None
    page = SafetyPage(
        case=call.case,
        printed_at=call.now,
        ways=_ways(Links(call.request), asked) if found.has_earlier or asked else (),
        has_earlier=found.has_earlier,
        only=found.views[0] if len(found.views) == 1 else None,
        drawing=with_supervisions(drawing, (Week.of(one.on) for one in found.supervised)) if drawing else None,
        said=in_one_sentence(lines, spreads, call.today) if is_drawn else "",
        spreads=spreads,
        may_write=call.case.may_record and ROLES[call.me.role].writes,
        supervised=found.supervised[::-1],
    )
    return call.page("safety/show.html", page, title="Safety over the weeks", place="week")


def _asked(request: Request) -> str:
    """What cannot be read is passed over: an old link shows the last weeks."""
    asked = request.query_params.get("weeks", "")
    return asked if asked in RANGES else ""


def _last_week(call: Call) -> Week:
    """Along the bottom: this week, or the one in which the case was closed."""
    closed = call.case.closed_on
    return min(Week.of(call.today), Week.of(closed)) if closed else Week.of(call.today)


def _ways(link: Links, asked: str) -> tuple[Way, ...]:
    return tuple(Way(text, link.to(weeks=key), key == asked) for key, (_, text) in RANGES.items())


def _drawing(
    call: Call, lines: tuple[Line, ...], spreads: tuple[Spread, ...], since: Week | None, last: Week
) -> Drawing:
    """From `since` on; where there is nothing earlier, from the first number."""
    last = max(last, spreads[-1].week)
    return draw(lines, spreads, since or min(spreads[0].week, last.after(1 - FEWEST)), last, call.today)
