"""Phrases that blame or hide, why, and what to write instead: how they are spelled, and what each must have."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

LONGEST = {"phrase": 60, "also": 1500, "why": 300, "instead": 400}
MOST_FORMS = 40
_SPELLED = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:[ -][^\W_]+(?:['’][^\W_]+)*)*")


@dataclass(frozen=True)
class Hint:
    """`also`: other forms of the phrase. Of `instead` the first sentence stands under the field."""

    phrase: str
    also: tuple[str, ...]
    why: str
    instead: str

    @property
    def forms(self) -> tuple[str, ...]:
        return self.phrase, *self.also


def spelled(text: str) -> str:
    """As a phrase is kept: small letters, single spaces, the apostrophe of print."""
    return " ".join(text.lower().replace("'", "’").split()).strip(' ,;.“”"')


def key_of(form: str) -> str:
    """What two spellings of one phrase have in common; js/lib/phrases.js does the same."""
    return spelled(form).replace("-", " ").replace("’", "'")


def first_hints() -> tuple[Hint, ...]:
    """The list that a council gets once, to edit from then on."""
    listed = tomllib.loads((Path(__file__).parent / "words.toml").read_text())["word"]
    return tuple(Hint(one["phrase"], tuple(one["also"]), one["why"], one["instead"]) for one in listed)


def hint_of(phrase: str, also: Iterable[str], why: str, instead: str) -> Hint:
    """What somebody typed, as it is kept: each form once."""
    first = spelled(phrase)
    forms = {key_of(form): form for one in also if (form := spelled(one))}
    forms.pop(key_of(first), None)
    return Hint(first, tuple(forms.values()), " ".join(why.split()), " ".join(instead.split()))


def faults_of(hint: Hint, taken: Mapping[str, str]) -> dict[str, str]:
    """Field → what is wrong with it, in plain words. `taken`: key of each form of the other entries → their phrase."""
    found = {}
    if not hint.phrase:
        found["phrase"] = "Enter the phrase"
    if not hint.why:
        found["why"] = "Say why it is better not to write this"
    if not hint.instead:
        found["instead"] = "Say what to write instead"
    if len(hint.also) > MOST_FORMS:
        found["also"] = f"These are {len(hint.also)} forms; the most is {MOST_FORMS}"
    for field, forms in (("phrase", (hint.phrase,)), ("also", hint.also)):
        for form in forms if hint.phrase else ():
            if fault := _fault_of(form, taken):
                found.setdefault(field, fault)
    if own := next((form for form in hint.forms if form and stands_in(form, hint.instead)), ""):
        found.setdefault("instead", f"“{own}” stands in it: say it in other words")
    return found


def _fault_of(form: str, taken: Mapping[str, str]) -> str:
    if not _SPELLED.fullmatch(form):
        return f"“{form}”: only letters, numbers, hyphens and apostrophes"
    if len(form) > LONGEST["phrase"]:
        return f"“{form[:20]}…” is {len(form)} characters long; the most is {LONGEST['phrase']}"
    if other := taken.get(key_of(form), ""):
        return f"“{form}” is in the list already, under “{other}”"
    return ""


def stands_in(form: str, text: str) -> bool:
    """Whether a text has that form as whole words."""
    return re.search(rf"(?<!\w){re.escape(key_of(form))}(?!\w)", key_of(text)) is not None
