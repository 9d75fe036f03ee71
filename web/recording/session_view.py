"""A session as it is read: in words, with names, nothing said of what was left open."""

from dataclasses import dataclass

from store.case_people import CasePeople
from store.practice.sessions import Session, Talk
from web.recording.visit_view import name_of

NOT_CHOSEN = "Not said"


@dataclass(frozen=True)
class SessionView:
    """`children`: the name, and what it means for that child."""

    parent: str
    module: str
    did: str
    showed: str
    children: tuple[tuple[str, str], ...]
    talks: tuple[Talk, ...]
    impact: str


def session_view(session: Session, people: CasePeople) -> SessionView:
    by_id = people.by_id()
    return SessionView(
        parent=NOT_CHOSEN if session.parent is None else name_of(by_id, str(session.parent)),
        module=session.module_title,
        did=session.did,
        showed=session.showed,
        children=tuple((name_of(by_id, key), text) for key, text in session.children.items() if text),
        talks=session.talks,
        impact=session.impact if session.significant else "",
    )
