"""The form of a supervision's case part: blank, as it was posted, or as it stands; and the part that it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from starlette.datastructures import FormData

from store.case_people import CasePerson
from store.practice.calendar import LONDON
from store.practice.individual_supervision import CasePart
from store.practice.practice_file import supervises
from store.recorded import Recorded
from store.tasks import MadeTask
from web.endpoint import Call
from web.forms import Form
from web.recording.agreed import AgreedRow, blank_rows, posted_rows, stored_rows
from web.recording.choices import Choices
from web.recording.people_named import HOMELESS, homeless_words

NOT_THEIRS = "Choose somebody whom you supervise and who works with this family"


@dataclass(frozen=True)
class CasePartForm:
    """`with_whom`: id → name of those who can be chosen. `homeless`: words about a child who is not there any more."""

    draft_id: str
    opened_version: int
    on: str
    at: str
    with_whom: Mapping[int, str]
    agreed: tuple[AgreedRow, ...]
    practitioner: int | None = None
    talked: str = ""
    worries: str = ""
    decided: str = ""
    why: str = ""
    children: Mapping[int, str] = field(default_factory=dict)
    homeless: tuple[str, ...] = ()
    significant: bool = False
    impact: str = ""

    @property
    def part(self) -> CasePart:
        return CasePart(
            practitioner=self.practitioner,
            practitioner_name=self.with_whom.get(self.practitioner or 0, ""),
            talked=self.talked,
            worries=self.worries,
            decided=self.decided,
            why=self.why,
            children={str(child): text for child, text in self.children.items() if text},
            agreed=tuple(row.title for row in self.agreed if row.title),
            significant=self.significant,
            impact=self.impact,
        )

    def of_children(self, choices: Choices) -> list[CasePerson]:
        return [child for child in choices.children if not child.died_on or self.children.get(child.id)]


def with_whom(call: Call, choices: Choices, before: CasePart | None = None) -> dict[int, str]:
    """Those who work with the family and whom one supervises; and the one with whom it was."""
    mine = (who for who in choices.colleagues if who.team == call.me.team)
    found = {who.id: who.name for who in mine if supervises(call.me.role, who.role)}
    if before and before.practitioner is not None:
        found.setdefault(before.practitioner, before.practitioner_name)
    return found


def blank_case_part(
    choices: Choices, known: Mapping[int, str], now: datetime, asked: int | None, on: date | None
) -> CasePartForm:
    """Now, or on the day that was asked for; with whom was asked for, or the only one there is."""
    here = now.astimezone(LONDON)
    chosen = asked if asked in known else next(iter(known)) if len(known) == 1 else None
    day, at = (on.isoformat(), "") if on else (here.date().isoformat(), here.strftime("%H:%M"))
    return CasePartForm("", 0, day, at, known, blank_rows(0, chosen or choices.me_id), chosen)


def posted_case_part(
    form: Form, choices: Choices, known: Mapping[int, str], data: FormData, tasks: Sequence[MadeTask] = ()
) -> CasePartForm:
    """What was posted, word for word; what cannot be is noted in `form.errors`."""
    chosen = form.number("practitioner")
    if chosen is not None and chosen not in known:
        form.errors["practitioner"], chosen = NOT_THEIRS, None
    homeless = homeless_words(data, choices.children)
    if homeless:
        form.errors["homeless"] = HOMELESS
    said = {name: form.text(name) for name in ("talked", "worries", "decided", "why", "impact")}
    return CasePartForm(
        form.text("draft_id", longest=40), form.opened_version, form.text("on", longest=40),
        form.text("at", longest=40), known, posted_rows(form, choices, tasks), chosen, **said,
        children={child.id: form.text(f"meaning-{child.id}") for child in choices.children}, homeless=homeless,
        significant=form.is_ticked("significant"),
    )  # fmt: skip


def stored_case_part(
    found: Recorded, part: CasePart, tasks: Sequence[MadeTask], choices: Choices, known: Mapping[int, str]
) -> CasePartForm:
    """As it stands on the record, to be changed."""
    here = found.happened_at.astimezone(LONDON)
    blank = blank_case_part(choices, known, found.happened_at, part.practitioner, None)
    return replace(
        blank, draft_id=str(found.id), opened_version=found.revision, on=here.date().isoformat(),
        at=here.strftime("%H:%M"), agreed=stored_rows(part.agreed, tasks, choices.me_id),
        talked=part.talked, worries=part.worries, decided=part.decided, why=part.why,
        children={int(key): text for key, text in part.children.items()}, significant=part.significant,
        impact=part.impact,
    )  # fmt: skip
