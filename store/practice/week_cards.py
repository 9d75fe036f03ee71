"""A family's week as one card: its discs, its chips and its line, for its practitioner and its manager."""

from dataclasses import dataclass
from datetime import date, datetime

from store.practice.calendar import LONDON
from store.practice.dates_in_words import how_many, short_day, weekday
from store.practice.due_date import DueDate, words
from store.practice.weekly_summary import Chapter, FamilyWeek
from store.practice.weeks import Week


@dataclass(frozen=True)
class WeekFrame:
    """What stands around a week: its days, its neighbours, when it is due."""

    week: Week
    today: date
    due_at: datetime
    query: str = ""

    @property
    def is_now(self) -> bool:
        return self.today in self.week

    @property
    def dates(self) -> str:
        return self.week.label_on(self.today)

    @property
    def over(self) -> str:
        return f"Week {self.week.number}"

    @property
    def previous(self) -> str:
        return self._address(self.week.previous)

    @property
    def next(self) -> str:
        return "" if self.is_now else self._address(self.week.next)

    @property
    def due(self) -> str:
        """due Fri 17:00; was due Fri 13 Nov"""
        at = self.due_at.astimezone(LONDON)
        if not self.is_now:
            return f"was due {weekday(at)} {short_day(at)}"
        return f"{'was due' if self.today > at.date() else 'due'} {weekday(at)} {at:%H:%M}"

    def address_with(self, more: str) -> str:
        return f"/week/{self.week}?" + "&".join(part for part in (self.query, more) if part)

    def _address(self, week: Week) -> str:
        return f"/week/{week}" + (f"?{self.query}" if self.query else "")


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
    href: str
    title: str
    meta: str
    plan: tuple[str, str]
    discs: tuple[Disc, ...]
    chips: tuple[Chip, ...]
    note: str


def card_of_mine(family: FamilyWeek, frame: WeekFrame, me: int, my_team: str, *, asked_to_sign: bool) -> Card:
    """For the practitioner: whether my own part waits, then what is due, then what may be known.

    The team is named where it is another one than `my_team`.
    """
    chips = []
    if family.waits_for(me):
        address = f"/families/{family.family_id}/weekly-entries/new?week={frame.week}"
        chips.append(Chip("Your part is waiting", "due", address))
    if asked_to_sign:
        chips.append(Chip("Asked to sign a visit", "new"))
    if frame.is_now and family.soonest:
        chips.append(_due_chip(family.soonest, frame.today))
    href = f"/families/{family.family_id}" if frame.is_now else _sheet(family, frame)
    meta = (*family.children, *([family.team] if family.team != my_team else ()))
    return _card(family, href, me, chips, meta, _signed_off(family) or _carried_over(family, frame))


def card_of_team(family: FamilyWeek, frame: WeekFrame) -> Card:
    """For the manager, in two lines: what is overdue, whether it is ready; the discs say for whom it waits."""
    chips = [Chip(f"{due.label} overdue", "overdue") for due in family.overdue[:2]] if frame.is_now else []
    if frame.is_now and family.tasks_overdue:
        chips.append(Chip(f"{how_many(family.tasks_overdue, 'task')} overdue", "overdue"))
    if family.is_ready:
        chips.append(Chip("Ready to sign off", "done"))
    if not family.chapters:
        chips.append(Chip("Nobody holds this family", "overdue"))
    return _card(family, _sheet(family, frame), 0, chips, (), _signed_off(family))


def _card(
    family: FamilyWeek, href: str, me: int, chips: list[Chip], meta: tuple[str, ...], note: str
) -> Card:  # fmt: skip
    discs = tuple(_disc(part, me) for part in family.chapters if part.expected or part.is_in)
    return Card(href, f"{family.name} family", " · ".join(meta), family.plan, discs, tuple(chips), note)


def _disc(part: Chapter, me: int) -> Disc:
    mine = part.practitioner_id == me
    state = "in" if part.is_in else "me" if mine else "waiting"
    return Disc("you" if mine else part.short, state, f"{part.name}, {part.label}")


def _sheet(family: FamilyWeek, frame: WeekFrame) -> str:
    return f"/families/{family.family_id}/weeks/{frame.week}"


def _due_chip(due: DueDate, today: date) -> Chip:
    return Chip(words(due, today), "overdue" if due.overdue else "due")


def _signed_off(family: FamilyWeek) -> str:
    return f"Signed off {weekday(family.signed_off_at.astimezone(LONDON))}" if family.signed_off_at else ""


def _carried_over(family: FamilyWeek, frame: WeekFrame) -> str:
    return f"{how_many(family.tasks_carried, 'task')} carried over" if frame.is_now and family.tasks_carried else ""
