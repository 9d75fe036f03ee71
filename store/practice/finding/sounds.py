"""How a name sounds, as a short code: Catherine and Kathryn, Kowalczyk and Kowalchik have the same.

A few rules of our own, made for the names that a team meets; no library was compared with them.
Vowels count at the beginning only. Codes of one letter say too little and are left out.
"""

import re
from functools import lru_cache

_POLISH_W = r"w(?=.*(?:cz|sz|sk[aiy]$|ch[iy]k$))"
"""W in a Polish name is a V, Kowalczyk and Kovalchik; in every name it would make Owen an Evan and Dawes a Davis."""
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^wh", "w"), (r"^x", "s"),
        (_POLISH_W, "f"), (r"(?<=[a-z]sh)ore?$", "a"),
        (r"(?<=m)ps", "s"), (r"mb$", "m"), (r"ough|augh|igh", "o"), (r"eigh?", "a"),
        (r"ch(?=[rl])", "k"),
        (r"tsch|tch|cz|ch|ci(?=[aou])", "C"), (r"sch|sh|sz|ti(?=o)|ssi(?=o)", "S"),
        (r"ck|cc(?=[^eiy])|q[uvw]?(?=[^aeiouy]|$)", "k"), (r"q[uv]?", "kw"), (r"x", "ks"), (r"kv", "kw"),
        (r"c(?=[eiy])", "s"), (r"c", "k"), (r"dg|dz|g(?=[eiy])", "j"), (r"gh", "g"),
        (r"ph|v", "f"), (r"z", "s"), (r"th", "t"), (r"(?<=[aeiou])w(?=[^aeiouy]|$)", ""), (r"h", ""),
        (r"^y(?=[aeiou])", "Y"), (r"^[aeiouy]+", "A"), (r"[aeiouy]+", "."), (r"([a-zA-Z])\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """The code of a folded word, or nothing where it would be too short to mean anything."""
    for pattern, code in _RULES:
        word = pattern.sub(code, word)
    word = word.replace(".", "")
    return word if len(word) > 1 else ""
