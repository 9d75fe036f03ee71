"""One wrong, missing, doubled or swapped letter, found by equality alone.

Two words one edit apart share a key: the word itself or the word without one of its letters (the idea is
SymSpell's). The shared key only proposes; `within_one` decides.
"""

SHORTEST_FORGIVEN = 3


def spelling_keys(word: str) -> set[str]:
    """The word, and, from three letters on, the word without each of its letters."""
    if len(word) < SHORTEST_FORGIVEN:
        return {word}
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def within_one(one: str, other: str) -> bool:
    """True for the same word, or one letter changed, missing, added or swapped with its neighbour."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    n = _same_at_the_start(one, other)
    if len(one) == len(other):
        return one[n + 1 :] == other[n + 1 :] or _swapped(one, other, n)
    return one[n:] == other[n + 1 :]


def _same_at_the_start(one: str, other: str) -> int:
    n = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        n += 1
    return n


def _swapped(one: str, other: str, n: int) -> bool:
    return one[n : n + 2] == other[n : n + 2][::-1] and one[n + 2 :] == other[n + 2 :]
