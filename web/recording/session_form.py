"""The form of a session: blank, as it was posted, or as it stands on the record; and the session that it makes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from starlette.datastructures import FormData

from store.case_people import CasePerson
from store.modules import ListedModule
from store.practice.calendar import LONDON
from store.practice.sessions import Session
from store.recorded import Recorded
from web.forms import Form
from web.recording.choices import Choices
from web.recording.people_named import GONE, HOMELESS, homeless_words
from web.recording.talk_rows import TalkRows, posted_talks, stored_talks

NO_SUCH_MODULE = "That module is not there any more: choose again"


@dataclass(frozen=True)
class SessionForm:
    """`children`: what was written of each, by their id. `homeless`: words about a child who is not there any more."""

    draft_id: str
    opened_version: int
    on: str
    at: str
    talks: tuple[TalkRows, ...]
    parent: int | None = None
    module: int | None = None
    module_title: str = ""
    did: str = ""
    showed: str = ""
    children: Mapping[int, str] = field(default_factory=dict)
    significant: bool = False
    impact: str = ""
    homeless: tuple[str, ...] = ()

    @property
    def session(self) -> Session:
        return Session(
            parent=self.parent,
            module=self.module,
            module_title=self.module_title,
            did=self.did,
            showed=self.showed,
            children={str(child): text for child, text in self.children.items() if text},
            talks=tuple(row.said for row in self.talks if not row.is_empty),
            significant=self.significant,
            impact=self.impact,
        )

    def parents(self, choices: Choices) -> list[tuple[int, str]]:
        """Who can be chosen, with how they are called; whoever was chosen stays, also where no names are shown."""
        found = [(adult.id, adult.called) for adult in choices.adults]
        if self.parent is not None and self.parent not in dict(found):
            found.append((self.parent, "The grown-up whom you chose"))
        return found

    def modules(self, modules: Sequence[ListedModule]) -> list[ListedModule]:
        """Those in use, and the one that was chosen."""
        return [module for module in modules if module.is_used or module.id == self.module]

    def of_children(self, choices: Choices) -> list[CasePerson]:
        return [child for child in choices.children if not child.died_on or self.children.get(child.id)]


def blank_session(choices: Choices, now: datetime) -> SessionForm:
    """Now, with the grown-up with whom one works, or the only one there is."""
    here = now.astimezone(LONDON)
    alive = [adult.id for adult in choices.adults if not adult.died_on]
    theirs = [adult for adult in alive if adult in choices.works_with] or alive
    parent = theirs[0] if len(theirs) == 1 else None
    return SessionForm("", 0, here.date().isoformat(), here.strftime("%H:%M"), stored_talks(()), parent)


def posted_session(form: Form, choices: Choices, modules: Mapping[int, str], data: FormData) -> SessionForm:
    """What was posted, word for word; what cannot be is noted in `form.errors`. `modules`: titles by id."""
    module = _one_of(form, "module", modules, NO_SUCH_MODULE)
    homeless = homeless_words(data, choices.children)
    if homeless:
        form.errors["homeless"] = HOMELESS
    return SessionForm(
        draft_id=form.text("draft_id", longest=40),
        opened_version=form.opened_version,
        on=form.text("on", longest=40),
        at=form.text("at", longest=40),
        talks=posted_talks(form),
        parent=_one_of(form, "parent", {adult.id for adult in choices.adults}, GONE),
        module=module,
        module_title=modules.get(module or 0, ""),
        did=form.text("did"),
        showed=form.text("showed"),
        children={child.id: form.text(f"meaning-{child.id}") for child in choices.children},
        significant=form.is_ticked("significant"),
        impact=form.text("impact"),
        homeless=homeless,
    )


def stored_session(found: Recorded, session: Session) -> SessionForm:
    """The session as it stands on the record, to be changed."""
    here = found.happened_at.astimezone(LONDON)
    form = SessionForm(
        str(found.id), found.revision, here.date().isoformat(), here.strftime("%H:%M"), stored_talks(session.talks)
    )
    children = {int(key): text for key, text in session.children.items() if key.isdecimal()}
    return replace(
        form, parent=session.parent, module=session.module, module_title=session.module_title, did=session.did,
        showed=session.showed, children=children, significant=session.significant, impact=session.impact,
    )  # fmt: skip


def _one_of(form: Form, name: str, known: Collection[int], otherwise: str) -> int | None:
    chosen = form.number(name)
    if chosen is not None and chosen not in known:
        form.errors[name] = otherwise
        return None
    return chosen
