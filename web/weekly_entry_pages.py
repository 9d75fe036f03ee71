"""What the screens of a weekly entry are made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from store.amendments import Addition
from store.case_access import CaseAccess
from store.case_people import CasePerson
from store.practice.entries import WeeklyEntry, read_content
from store.practice.weeks import Week
from store.recorded import Recorded
from store.tables.entries import Entry
from store.versions import Version
from store.weekly_tasks import OpenTask
from web.photographs_shown import PhotographsShown
from web.weekly_entry_form import FIRST_ROWS, Fields


def names_of(children: Iterable[CasePerson]) -> dict[str, str]:
    """Given names by id, as an entry's content names children."""
    return {str(child.id): child.given_name for child in children}


def as_written(entry: Entry) -> "Earlier":
    content = read_content(entry.kind, entry.content)
    assert isinstance(content, WeeklyEntry)
    return Earlier(entry.id, Week(entry.week), entry.written_at, entry.revision, content)


@dataclass(frozen=True)
class Earlier:
    """An entry as it stands on the record, read only beside the form."""

    id: UUID
    week: Week
    written_at: datetime
    revision: int
    content: WeeklyEntry


@dataclass(frozen=True)
class FormPage:
    """`conflict`: what is on the record already, twice for one week or newer than what was opened."""

    case: CaseAccess
    week: Week
    today: date
    due_at: datetime
    action: str
    draft_id: str
    opened_version: int
    fields: Fields
    children: tuple[CasePerson, ...]
    tasks: tuple[OpenTask, ...]
    made: tuple[OpenTask, ...]
    owners: list[tuple[str, str]]
    last: Earlier | None = None
    conflict: Earlier | None = None
    twice: bool = False
    unsaved: bool = False
    is_new: bool = True

    @property
    def names(self) -> dict[str, str]:
        return names_of(self.children)

    @property
    def over(self) -> str:
        return f"{self.case.name} family · week {self.week.number}"

    @property
    def rows(self) -> range:
        """The numbers of the rows for new tasks, after those that the entry made before."""
        return range(len(self.made) + 1, max(self.fields.rows, len(self.made) + FIRST_ROWS) + 1)

    @property
    def has_new_tasks(self) -> bool:
        return any(
            self.fields.value(f"new_title_{number}") or self.fields.value(f"new_due_{number}") for number in self.rows
        )


@dataclass(frozen=True)
class ShowPage:
    case: CaseAccess
    entry: Recorded
    week: Week
    names: dict[str, str]
    said: tuple[OpenTask, ...]
    made: tuple[OpenTask, ...]
    amendments: tuple[Addition, ...]
    is_mine: bool
    today: date
    photographs: PhotographsShown


@dataclass(frozen=True)
class RevisionsPage:
    """`said`: what each version said of tasks, by its number."""

    case: CaseAccess
    entry: Recorded
    week: Week
    names: dict[str, str]
    versions: tuple[Version, ...]
    said: Mapping[int, Sequence[OpenTask]]


@dataclass(frozen=True)
class ClosedPage:
    """Signed off: the way is an amendment, with the words that were typed."""

    case: CaseAccess
    entry_id: UUID
    week: Week
    text: str
    draft_id: str
