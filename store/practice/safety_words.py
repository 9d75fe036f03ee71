"""What the drawing of safety shows, said in one sentence for whoever does not see it."""

from collections.abc import Sequence
from datetime import date

from store.practice.safety import Line, Spread, View


def in_one_sentence(lines: Sequence[Line], spreads: Sequence[Spread], today: date) -> str:
    """The latest number of each, and whether the views of the latest week that has two differ."""
    newest = spreads[-1].week
    latest = [_latest(line.last, named_week=line.last.week != newest, today=today) for line in lines]
    return f"The latest numbers, {newest.label_on(today)}: {_joined(latest)}; {_whether(spreads, today)}."


def _latest(view: View, *, named_week: bool, today: date) -> str:
    return f"{view.name} {view.safety}" + (f" ({view.week.label_on(today)})" if named_week else "")


def _joined(parts: Sequence[str]) -> str:
    return " and ".join([part for part in (", ".join(parts[:-1]), parts[-1]) if part])


def _whether(spreads: Sequence[Spread], today: date) -> str:
    compared = [spread for spread in spreads if spread.is_compared]
    if not compared:
        return "no week has more than one view"
    last = compared[-1]
    when = "" if last is spreads[-1] else f"of {last.week.label_on(today)} "
    if not last.apart:
        return f"the views {when}are the same"
    return f"the views {when}{'differ: they ' if last.is_wide else ''}are {last.apart} apart"
