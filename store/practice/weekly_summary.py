"""The team's week put together: whose chapter is in, whose is waiting, what presses most.

Facts, "The model": the workbook has one chapter per role, and the chapters of a week together are what
the team says of a family. Nothing here knows the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from store.practice.due_date import DueDate
from store.practice.roles import ROLES

SOON = 14  # days ahead that a due date stands on a family's card
# What stands in supervision's own list, or is counted from what nobody records here: nothing is said to be due of it.
NOT_RECORDED_YET = frozenset({"group_supervision", "individual_supervision"})


@dataclass(frozen=True)
class Chapter:
    """One practitioner's part of a family's week. `expected`: they hold the case and it is their turn."""

    practitioner_id: int
    name: str
    role: str
    expected: bool
    entry_id: UUID | None = None
    lead: bool = False

    @property
    def label(self) -> str:
        return ROLES[self.role].label

    @property
    def short(self) -> str:
        return ROLES[self.role].short

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def is_in(self) -> bool:
        return self.entry_id is not None

    @property
    def is_waiting(self) -> bool:
        return self.expected and self.entry_id is None


@dataclass(frozen=True)
class FamilyWeek:
    """A family in one week. `plan`: the words and the kind of its chip.

    `due` (soonest first) and the tasks are those of today: an earlier week has none, for nothing presses there.
    `came_later`: how many entries the week has had since it was signed off that are still open.
    """

    case_id: int
    family_id: int
    name: str
    team: str
    children: tuple[str, ...] = ()
    plan: tuple[str, str] = ("", "")
    chapters: tuple[Chapter, ...] = ()
    due: tuple[DueDate, ...] = ()
    tasks_carried: int = 0
    tasks_overdue: int = 0
    signed_off_at: datetime | None = None
    came_later: int = 0
    reference: str = ""

    @property
    def waiting(self) -> tuple[Chapter, ...]:
        return tuple(chapter for chapter in self.chapters if chapter.is_waiting)

    @property
    def expected(self) -> tuple[Chapter, ...]:
        return tuple(chapter for chapter in self.chapters if chapter.expected)

    @property
    def is_ready(self) -> bool:
        """Every expected chapter is in and there is something that the manager has not signed off yet."""
        is_open = self.came_later > 0 if self.signed_off_at else bool(self.expected)
        return is_open and not self.waiting

    @property
    def is_signed_off(self) -> bool:
        """The manager has signed off all that is there: what came later opens the week again."""
        return self.signed_off_at is not None and not self.came_later

    @property
    def overdue(self) -> tuple[DueDate, ...]:
        return tuple(due for due in self.due if due.overdue)

    @property
    def is_overdue(self) -> bool:
        return bool(self.overdue or self.tasks_overdue)

    def chapter_of(self, practitioner_id: int) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.practitioner_id == practitioner_id), None)

    def waits_for(self, practitioner_id: int) -> bool:
        return any(chapter.practitioner_id == practitioner_id for chapter in self.waiting)


def worth_saying(dues: Iterable[DueDate]) -> tuple[DueDate, ...]:
    return tuple(due for due in dues if due.key not in NOT_RECORDED_YET)
