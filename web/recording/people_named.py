"""Whom the form of a visit names, and who of them is not on the case any more."""

import re
from collections.abc import Sequence

from starlette.datastructures import FormData

from store.case_people import CasePerson
from web.forms import Form, clean
from web.recording.choices import Choices

GONE = "Somebody you chose is not on this case any more: choose again"
HOMELESS = "Some words are about a child who is not on this case any more: move them"
_ABOUT_A_CHILD = re.compile(r"(?:why_more|words|meaning)-(\d{1,9})")


def people_named(form: Form, data: FormData) -> set[int]:
    """The ids of the family's people whom a posted form names."""
    names = ("seen", "not_seen", "alone", "bedroom", "kept", "adults")
    return {number for name in names for number in form.numbers(name)} | written_about(data)


def children_named(form: Form, data: FormData, children: Sequence[CasePerson]) -> list[CasePerson]:
    """The family's children; one who has died only where the form speaks of them."""
    spoken_of = written_about(data) | {*form.numbers("seen"), *form.numbers("not_seen")}
    return [child for child in children if not child.died_on or child.id in spoken_of]


def note_the_gone(form: Form, choices: Choices, data: FormData) -> tuple[str, ...]:
    """Notes in `form.errors` who is named and not there any more; gives the words about such a child."""
    _refuse_strangers(form, choices)
    homeless = homeless_words(data, choices.children)
    if homeless:
        form.errors["homeless"] = HOMELESS
    return homeless


def _refuse_strangers(form: Form, choices: Choices) -> None:
    children = {child.id for child in choices.children}
    known = {
        "seen": children,
        "not_seen": children,
        "adults": {adult.id for adult in choices.adults},
        "went": {who.id for who in choices.colleagues},
    }
    for name, allowed in known.items():
        if set(form.numbers(name)) - allowed:
            form.errors["went" if name == "went" else "seen"] = GONE


def homeless_words(data: FormData, children: Sequence[CasePerson]) -> tuple[str, ...]:
    """What a posted form says of a child who is not on the case any more."""
    known = {str(child.id) for child in children}
    found = ((_child_in(name), clean(str(value))) for name, value in data.multi_items())
    return tuple(text for key, text in found if key and key not in known and text)


def written_about(data: FormData) -> set[int]:
    """The ids of the children of whom a posted form has fields."""
    return {int(key) for name in data if (key := _child_in(name))}


def _child_in(name: str) -> str:
    found = _ABOUT_A_CHILD.fullmatch(name)
    return found[1] if found else ""
