"""A family's week as one card: its discs, its status and its quiet line, for its practitioner and its manager."""

from dataclasses import dataclass

from store.practice.calendar import LONDON
from store.practice.dates_in_words import how_many, weekday
from store.practice.due_date import words
from store.practice.week_frame import WeekFrame
from store.practice.weekly_summary import SOON, Chapter, FamilyWeek


@dataclass(frozen=True)
class Disc:
    """As the component wants it."""

    label: str
    state: str
    title: str


@dataclass(frozen=True)
class Chip:
    text: str
    kind: str
    href: str = ""


@dataclass(frozen=True)
class Card:
    """`status`: the most urgent of what is to be said, as a chip; `rest`: everything else, in a quiet line."""

    href: str
    title: str
    meta: str
    plan: tuple[str, str]
    discs: tuple[Disc, ...]
    status: Chip | None
    rest: tuple[Chip, ...]


def card_of_mine(family: FamilyWeek, frame: WeekFrame, me: int, my_team: str, *, asked_to_sign: bool) -> Card:
    """For the practitioner: what is overdue, whether my own part waits, then what is due, then what may be known.

    The team is named where it is another one than `my_team`.
    """
    href = f"/families/{family.family_id}" if frame.is_now else _sheet(family, frame)
    mine = f"/families/{family.family_id}/weekly-entries/new?week={frame.week}" if family.waits_for(me) else ""
    said = [
        *_overdue(family, frame),
        *([Chip("Your part is waiting", "due", mine)] if mine else ()),
        *([Chip("Asked to sign a visit", "new")] if asked_to_sign else ()),
        *_soon(family, frame),
        *_known(_signed_off(family) or _carried_over(family)),
    ]
    meta = (*family.children, *([family.team] if family.team != my_team else ()))
    return _card(family, href, me, said, meta)


def card_of_team(family: FamilyWeek, frame: WeekFrame, *, has_namesake: bool = False) -> Card:
    """For the manager: whether anybody holds it, what is overdue, what is to sign off, what is due next; discs say for
    whom it waits.

    The reference stands beside the children where another family has the same name, and where no child is known.
    """
    said = [
        *([] if family.chapters else [Chip("Nobody holds this family", "overdue")]),
        *_overdue(family, frame),
        *_to_sign_off(family),
        *_soon(family, frame),
        *_known(_signed_off(family)),
    ]
    if family.tasks_overdue:
        tasks = Chip(f"{how_many(family.tasks_overdue, 'task')} overdue", "overdue")
        said.insert(sum(chip.kind == "overdue" for chip in said), tasks)
    meta = (*family.children, *([family.reference] if has_namesake or not family.children else ()))
    return _card(family, _sheet(family, frame), 0, said, meta)


def _card(family: FamilyWeek, href: str, me: int, said: list[Chip], meta: tuple[str, ...]) -> Card:
    discs = tuple(_disc(part, me) for part in family.chapters if part.expected or part.is_in)
    title, status, rest = f"{family.name} family", next(iter(said), None), tuple(said[1:])
    return Card(href, title, " · ".join(meta), family.plan, discs, status, rest)


def _disc(part: Chapter, me: int) -> Disc:
    mine = part.practitioner_id == me
    state = "in" if part.is_in else "me" if mine else "waiting"
    return Disc("you" if mine else part.short, state, f"{part.name}, {part.label}")


def _sheet(family: FamilyWeek, frame: WeekFrame) -> str:
    return f"/families/{family.family_id}/weeks/{frame.week}"


def _overdue(family: FamilyWeek, frame: WeekFrame) -> list[Chip]:
    return [Chip(words(due, frame.today), "overdue") for due in family.overdue]


def _soon(family: FamilyWeek, frame: WeekFrame) -> list[Chip]:
    """The next that is due, where it is near."""
    coming = [due for due in family.due if not due.overdue and due.days_left <= SOON]
    return [Chip(words(due, frame.today), "due") for due in coming[:1]]


def _to_sign_off(family: FamilyWeek) -> list[Chip]:
    """What the manager has to do: what came after the sign-off, or a week that is whole."""
    if family.came_later:
        return [Chip(f"{family.came_later} came later, open", "late")]
    return [Chip("Ready to sign off", "done")] if family.is_ready else []


def _known(words: str) -> list[Chip]:
    return [Chip(words, "quiet")] if words else []


def _signed_off(family: FamilyWeek) -> str:
    return f"Signed off {weekday(family.signed_off_at.astimezone(LONDON))}" if family.signed_off_at else ""


def _carried_over(family: FamilyWeek) -> str:
    return f"{how_many(family.tasks_carried, 'task')} carried over" if family.tasks_carried else ""
