"""Somebody new on the list of people."""

from dataclasses import dataclass, field

from starlette.responses import Response

from store.practice.inviting import PLACES, grantable_roles
from store.practice.roles import ROLES
from store.practitioners import Place, add_practitioner, list_places
from web.endpoint import Call
from web.forms import Form
from web.receipts import saved

LONGEST = {"name": 120, "phone": 30}


@dataclass(frozen=True)
class NewPersonPage:
    roles: list[tuple[str, str]]
    places: list[Place]
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def place_options(self) -> list[tuple[str, str]]:
        return [(place.key, _in_words(place)) for place in self.places]


async def new(call: Call) -> Response:
    return call.page("people/new.html", await _new_page(call), title="Add somebody", place="you")


async def create(call: Call) -> Response:
    form = Form(call.form)
    page = await _new_page(call)
    role = form.choice("role", dict(page.roles))
    values = {name: form.text(name, longest=longest) for name, longest in LONGEST.items()}
    place = _place(form, page, role)
    for name, words in {"name": "Enter their name", "role": "Choose their role"}.items():
        if not (values | {"role": role})[name]:
            form.errors.setdefault(name, words)
    if form.errors or place is None:
        again = NewPersonPage(
            page.roles, page.places, values | {"role": role, "place": form.text("place")}, form.errors
        )
        return call.page("people/new.html", again, title="Add somebody", place="you", status=422)
    where = {f"{scope}_id": place.id if place.scope == scope else None for scope in ("team", "area")}
    person_id = await add_practitioner(call.db, role=role, **values, **where)  # type: ignore[arg-type]
    call.did("person added", subject=person_id, role=role)
    return saved(call, f"/people/{person_id}")


async def _new_page(call: Call) -> NewPersonPage:
    roles = [(key, ROLES[key].label[0].upper() + ROLES[key].label[1:]) for key in grantable_roles(call.me.role)]
    return NewPersonPage(roles, await list_places(call.db, call.me))


def _place(form: Form, page: NewPersonPage, role: str) -> Place | None:
    """Where they will work: what was chosen, or the only place there is; it must suit the role."""
    chosen = form.choice("place", [place.key for place in page.places])
    suiting = [place for place in page.places if role and place.scope == PLACES[role]]
    place = next((place for place in suiting if place.key == chosen), None)
    if place is None and not chosen and len(suiting) == 1:
        return suiting[0]
    if place is None and role:
        form.errors.setdefault("place", f"Choose where they work: {_KINDS[PLACES[role]]}")
    return place


_KINDS = {"team": "a team", "area": "an office area", "council": "the whole council"}


def _in_words(place: Place) -> str:
    ending = {"team": " team", "area": " area", "council": ""}[place.scope]
    return f"{place.name[0].upper()}{place.name[1:]}{ending}"
