"""A written session as the record holds one."""

from collections.abc import Mapping

from store.practice.first_modules import FIRST_MODULES
from store.practice.sessions import OwnWords, Session, Talk
from store.sample.written import WrittenSession, WrittenTalk


def session_of(session: WrittenSession, people: Mapping[str, int]) -> Session:
    """`people`: ids by key. The eight modules that a new database has are numbered by their ids."""
    title, _ = FIRST_MODULES[session.module - 1] if session.module else ("", "")
    return Session(
        parent=people[session.parent],
        module=session.module or None,
        module_title=title,
        did=session.did,
        showed=session.showed,
        children={str(people[key]): text for key, text in (session.children or {}).items()},
        talks=tuple(_talk(talk) for talk in session.talk),
        significant=session.significant,
        impact=session.impact,
    )


def _talk(talk: WrittenTalk) -> Talk:
    words = tuple(OwnWords(one.text, one.mark) for one in talk.words)
    return Talk(talk.behaviour, words, talk.importance, talk.confidence, talk.why_not_lower, talk.stage, talk.next_step)
