"""A parent's way as it is read: the modules with their days, each behaviour with its drawing and its table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from store.case_people import CasePerson
from store.modules import ListedModule
from store.practice.parents_way import Behaviour, Held, behaviours, modules_worked_on
from web.recording.drawing import Drawing, draw
from web.recording.visit_view import NOT_KNOWN


@dataclass(frozen=True)
class ModuleView:
    """`sessions`: those that worked on it, the oldest first; none where it is still to come."""

    title: str
    description: str
    is_used: bool
    sessions: tuple[Held, ...]


@dataclass(frozen=True)
class BehaviourView:
    behaviour: Behaviour
    drawing: Drawing | None


@dataclass(frozen=True)
class ParentView:
    id: int
    name: str
    relationship: str
    sessions: int
    last_on: date
    modules: tuple[ModuleView, ...]
    behaviours: tuple[BehaviourView, ...]

    @property
    def done(self) -> int:
        """How many of the modules in use were worked on."""
        return sum(bool(module.sessions) for module in self.modules if module.is_used)

    @property
    def in_use(self) -> int:
        return sum(module.is_used for module in self.modules)


def parent_view(
    id: int, person: CasePerson | None, sessions: Sequence[Held], modules: Iterable[ListedModule]
) -> ParentView:
    """`sessions`: those with this parent, at least one. A module that is put away stands where it was worked on."""
    worked_on = modules_worked_on(sessions)
    listed = (ModuleView(m.title, m.description, m.is_used, worked_on.get(m.id, ())) for m in modules)
    return ParentView(
        id=id,
        name=person.name if person else NOT_KNOWN,
        relationship=person.relationship if person else "",
        sessions=len(sessions),
        last_on=max(held.on for held in sessions),
        modules=tuple(module for module in listed if module.is_used or module.sessions),
        behaviours=tuple(
            BehaviourView(one, draw(one.newest) if one.is_measured else None) for one in behaviours(sessions)
        ),
    )
