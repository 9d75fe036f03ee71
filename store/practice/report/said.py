"""Which sentences have a place in a report already, so that none gets a second one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from store.practice.report.sentences import Sentence, sentences_of
from store.practice.report.source import Source

Run = tuple[Sentence, ...]
_OF_ONE_PERSON = frozenset(
    {"child", "child_words", "child_meaning", "why_not_alone", "parent_words", "own_words", "dissent"}
)
_OF_ITS_AUTHOR = frozenset({"account"})


@dataclass
class Said:
    """The sentences that have a place; one that is too short to repeat anything has it for its own entry only.

    `read`: the sentences of each source with what each is compared by; taken apart once.
    """

    sentences: set[object] = field(default_factory=set)
    read: dict[int, tuple[Run, list[object]]] = field(default_factory=dict)

    def runs(self, source: Source) -> Iterator[Run]:
        """The whole of it; where some of it stands elsewhere, what is left between."""
        whole, keys = self._read(source)
        if self.sentences.isdisjoint(keys) and len(set(keys)) == len(keys):
            if whole:
                yield whole
            return
        known, run = set(self.sentences.intersection(keys)), list[Sentence]()
        for sentence, key in zip(whole, keys, strict=True):
            if key not in known:
                run.append(sentence)
                known.add(key)
            elif run:
                yield tuple(run)
                run = []
        if run:
            yield tuple(run)

    def keep(self, source: Source, piece: Run) -> str:
        """These stand in the report from now on; gives them as they stand in their text."""
        self.sentences.update(what_it_says(source, sentence) for sentence in piece)
        return source.text[piece[0].start : piece[-1].end]

    def _read(self, source: Source) -> tuple[Run, list[object]]:
        if id(source) not in self.read:
            whole = sentences_of(source.text)
            self.read[id(source)] = whole, [what_it_says(source, sentence) for sentence in whole]
        return self.read[id(source)]


def what_it_says(source: Source, sentence: Sentence) -> object:
    """Two that are equal say the same. Of what one person said, or what is said of one, only words about the same one
    repeat: that two children want the same is two things to know.
    """
    if not sentence.key:
        return source.place, sentence.start
    if source.part in _OF_ITS_AUTHOR:
        return sentence.key, source.author_id
    return sentence.key, (source.of, source.children) if source.part in _OF_ONE_PERSON else ()
