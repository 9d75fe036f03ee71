"""Which sentences have a place in a report already, so that none gets a second one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from store.practice.report.sentences import Sentence, sentences_of
from store.practice.report.source import Source

Run = tuple[Sentence, ...]
_OF_ONE_PERSON = frozenset(
    {"child", "child_words", "child_meaning", "why_not_alone", "parent_words", "own_words", "dissent"}
)
_OF_ITS_AUTHOR = frozenset({"account"})


class _Read(NamedTuple):
    """A source's sentences, and of each what it says; `repeats`: two of them say the same."""

    whole: Run
    says: list[object]
    repeats: bool


@dataclass
class Said:
    """The sentences that have a place; one that is too short to repeat anything has it for its own entry only.

    `read`: each source, taken apart once.
    """

    sentences: set[object] = field(default_factory=set)
    read: dict[int, _Read] = field(default_factory=dict)

    def runs(self, source: Source) -> Sequence[Run]:
        """The whole of it; where some of it stands elsewhere, what is left between."""
        whole, says, repeats = self._read(source)
        if not repeats and self.sentences.isdisjoint(says):
            return [whole] if whole else []
        known, found = self.sentences.intersection(says), list[list[Sentence]]([[]])
        for sentence, said in zip(whole, says, strict=True):
            if said not in known:
                found[-1].append(sentence)
                known.add(said)
            elif found[-1]:
                found.append([])
        return [tuple(run) for run in found if run]

    def keep(self, source: Source, piece: Run) -> str:
        """These stand in the report from now on; gives them as they stand in their text."""
        whole, says, _ = self._read(source)
        first = whole.index(piece[0])
        self.sentences.update(says[first : first + len(piece)])
        return source.text[piece[0].start : piece[-1].end]

    def _read(self, source: Source) -> _Read:
        if id(source) not in self.read:
            whole = sentences_of(source.text)
            says = [what_it_says(source, sentence) for sentence in whole]
            self.read[id(source)] = _Read(whole, says, len(set(says)) < len(says))
        return self.read[id(source)]


def what_it_says(source: Source, sentence: Sentence) -> object:
    """Two that are equal say the same. Of what one person said, or what is said of one, only words about the same one
    repeat: that two children want the same is two things to know.
    """
    if not sentence.key:
        return source.place, sentence.start
    if source.part in _OF_ONE_PERSON:
        return sentence.key, source.of, source.children
    return (sentence.key, source.author_id) if source.part in _OF_ITS_AUTHOR else sentence.key
