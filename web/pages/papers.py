"""The sections of each paper: as everybody may read them; who sets the council's timescales sets these too."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.responses import Response

from store.practice.permissions import Power, has_power
from store.practice.report.papers import PAPERS, PaperPlan
from store.practice.report.section_lists import (
    LONGEST_HINT,
    LONGEST_TITLE,
    ListedSection,
    as_listed,
    in_order,
    problems,
)
from store.section_lists import PaperSections, SectionsChanged, find_sections, list_section_lists, record_sections
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved

LONGEST_WHY = 1000
BACK = "Back to how Weekbook came"


@dataclass(frozen=True)
class PapersPage:
    every: tuple[PaperSections, ...]
    may_change: bool


@dataclass(frozen=True)
class SectionsPage:
    """`stands`: what holds; `rows`: the same, or what was typed; `places`: as they were typed, by section.

    `changed`: somebody else changed it meanwhile.
    """

    stands: PaperSections
    rows: tuple[ListedSection, ...]
    places: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    changed: bool = False

    def is_wrong(self, key: str) -> bool:
        return any(f"{part}-{key}" in self.errors for part in ("title", "words", "hint", "place", "out"))


async def index(call: Call) -> Response:
    page = PapersPage(await list_section_lists(call.db), has_power(call.me.role, Power.TIMESCALES))
    return call.page("papers/index.html", page, title="Sections of reports", place="you")


async def edit(call: Call) -> Response:
    stands = await find_sections(call.db, _paper(call))
    return _form(call, SectionsPage(stands, stands.sections))


async def change(call: Call) -> Response:
    """All of a paper's sections at once, with one reason for it."""
    stands, form = await find_sections(call.db, _paper(call)), Form(call.form)
    typed = tuple(_typed(form, one) for one in stands.sections)
    places = {one.key: _place(form, one.key, len(typed)) for one in typed}
    why = form.text("why", longest=LONGEST_WHY)
    errors = form.errors | problems(typed) | ({} if why or "why" in form.errors else {"why": "Say why it is changed"})
    raw = {key: form.text(f"place-{key}", longest=40) for key in places}
    page = SectionsPage(stands, typed, raw, why, errors)
    if errors:
        return _form(call, page)
    try:
        return await _keep(call, stands.paper, in_order(typed, places), why, form.opened_version)
    except SectionsChanged:
        return _form(call, replace(page, changed=True))


async def put_back(call: Call) -> Response:
    paper, opened = _paper(call), Form(call.form).opened_version
    try:
        return await _keep(call, paper, as_listed(paper.sections), BACK, opened)
    except SectionsChanged:
        stands = await find_sections(call.db, paper)
        return _form(call, SectionsPage(stands, stands.sections, changed=True))


async def _keep(
    call: Call, paper: PaperPlan, sections: tuple[ListedSection, ...], why: str, opened: int
) -> Response:  # fmt: skip
    by, now = call.me.id, call.now
    if await record_sections(call.db, paper, sections, why=why, by=by, now=now, opened_version=opened):
        call.did("sections of a paper set", subject=paper.slug, version=opened + 1)
    return saved(call, f"/papers#{paper.slug}")


def _typed(form: Form, one: ListedSection) -> ListedSection:
    """What a field is not there for stays as it came."""
    key, plan = one.key, one.default
    title = " ".join(form.text(f"title-{key}", longest=LONGEST_TITLE).split())
    words = form.number(f"words-{key}") or 0 if one.has_limit else plan.words
    hint = form.text(f"hint-{key}", longest=LONGEST_HINT) if plan.to_write else plan.hint
    required = plan.required if one.guarded else form.is_ticked(f"required-{key}")
    own = replace(plan, title=title, words=words, hint=hint, required=required)
    return ListedSection(own, one.default, form.is_ticked(f"out-{key}"))


def _place(form: Form, key: str, most: int) -> int:
    place = form.number(f"place-{key}")
    if place is None or not 1 <= place <= most:
        form.errors.setdefault(f"place-{key}", f"Give a number from 1 to {most}")
    return place or 0


def _paper(call: Call) -> PaperPlan:
    found = PAPERS.get(call.request.path_params["paper"])
    if found is None:
        raise NotThere
    return found


def _form(call: Call, page: SectionsPage) -> Response:
    status = 409 if page.changed else 422 if page.errors else 200
    title = f"Sections of the {page.stands.paper.title.lower()}"
    return call.page("papers/edit.html", page, title=title, place="you", status=status)
