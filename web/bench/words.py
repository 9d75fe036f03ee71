"""Words of real length for the forms, from the sample's written families: what people of the field say in a visit."""

from collections.abc import Iterator
from itertools import cycle

from store.sample.reading import read_families


def sentences() -> Iterator[str]:
    """What was seen and heard, one visit after the other, without an end."""
    return cycle([visit.observed for family in read_families() for visit in family.visit if visit.observed])


def text(source: Iterator[str], letters: int) -> str:
    """Whole sentences to about so many letters, cut there."""
    said = next(source)
    while len(said) < letters:
        said += " " + next(source)
    return said[:letters]
