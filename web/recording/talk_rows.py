"""Rows of what was said about change, in a session's form: for each behaviour some rows of a parent's own words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from store.practice.sessions import MARKS, STAGES, OwnWords, Talk
from web.forms import Form

TALKS, MOST_TALKS = 2, 6
WORDS, MOST_WORDS = 3, 12
LONGEST_BEHAVIOUR, LONGEST_STEP = 120, 300
NUMBERS = [str(number) for number in range(11)]


@dataclass(frozen=True)
class TalkRows:
    """One behaviour as it stands in the form; `talk.words` has a row for each, the empty ones too."""

    number: int
    talk: Talk

    @property
    def said(self) -> Talk:
        """The same without the rows in which nothing was written."""
        return replace(self.talk, words=tuple(one for one in self.talk.words if one.text))

    @property
    def is_empty(self) -> bool:
        return self.said.is_empty

    def is_wrong(self, errors: Iterable[str]) -> bool:
        """Whether one of its fields has an error."""
        names = ("behaviour", "quote", "mark", "importance", "confidence", "why_not_lower", "stage", "next_step")
        return any(error.startswith(tuple(f"{name}-{self.number}" for name in names)) for error in errors)


def posted_talks(form: Form) -> tuple[TalkRows, ...]:
    """The rows that a form brought, with one that is free; what cannot be is noted in `form.errors`."""
    return _with_room([_posted(form, number) for number in range(MOST_TALKS)])


def stored_talks(talks: Sequence[Talk]) -> tuple[TalkRows, ...]:
    """The rows of a session on the record, with room for more."""
    return _with_room([TalkRows(number, talk) for number, talk in enumerate(talks)])


def _with_room(rows: Sequence[TalkRows]) -> tuple[TalkRows, ...]:
    """All that are filled and one more, at least as many as a new form has."""
    filled = max((row.number + 1 for row in rows if not row.is_empty), default=0)
    count = min(max(filled + 1, TALKS), max(MOST_TALKS, filled))
    known = {row.number: row.talk for row in rows}
    return tuple(
        TalkRows(number, replace(talk, words=_words_with_room(talk.words)))
        for number in range(count)
        for talk in [known.get(number, Talk())]
    )


def _words_with_room(words: Sequence[OwnWords]) -> tuple[OwnWords, ...]:
    filled = max((number for number, one in enumerate(words, 1) if one.text), default=0)
    count = min(max(filled + 1, WORDS), max(MOST_WORDS, filled))
    return (*words[:count], *[OwnWords()] * (count - len(words)))


def _posted(form: Form, number: int) -> TalkRows:
    words = tuple(_own_words(form, f"{number}-{row}") for row in range(MOST_WORDS))
    behaviour = form.text(f"behaviour-{number}", longest=LONGEST_BEHAVIOUR)
    return TalkRows(
        number,
        Talk(
            " ".join(behaviour.split()),
            words,
            _score(form, f"importance-{number}"),
            _score(form, f"confidence-{number}"),
            form.text(f"why_not_lower-{number}"),
            form.choice(f"stage-{number}", STAGES),
            form.text(f"next_step-{number}", longest=LONGEST_STEP),
        ),
    )


def _own_words(form: Form, place: str) -> OwnWords:
    return OwnWords(form.text(f"quote-{place}"), form.choice(f"mark-{place}", MARKS))


def _score(form: Form, name: str) -> int | None:
    chosen = form.choice(name, NUMBERS)
    return int(chosen) if chosen else None
