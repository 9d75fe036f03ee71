"""The modules that sessions work on: a council names, describes and orders them, and puts away what it does not use."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.responses import Response

from store import modules
from store.modules import LONGEST_DESCRIPTION, LONGEST_TITLE, ListedModule, ModuleChanged, NoSuchModule, list_modules
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved


@dataclass(frozen=True)
class ModulesPage:
    """`errors`: by field and module, as `title-3`; `written`: what was posted and could not be taken, the same way;
    `changed`: the module that somebody else changed meanwhile.
    """

    used: tuple[ListedModule, ...]
    away: tuple[ListedModule, ...]
    errors: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    changed: int | None = None


async def index(call: Call) -> Response:
    return await _page(call)


async def change(call: Call) -> Response:
    form, id = Form(call.form), _module_id(call)
    title = " ".join(form.text("title", longest=LONGEST_TITLE).split())
    description = form.text("description", longest=LONGEST_DESCRIPTION)
    if not title:
        form.errors["title"] = "Give the module a name"
    written = {f"title-{id}": title, f"description-{id}": description}
    if form.errors:
        errors = {f"{name}-{id}": words for name, words in form.errors.items()}
        return await _page(call, errors, written)
    opened = form.opened_version
    try:
        with _there():
            await modules.change_module(call.db, id, title=title, description=description, opened_version=opened)
    except ModuleChanged:
        return await _page(call, written=written, changed=id)
    call.did("module changed", subject=id, title=title)
    return saved(call, "/modules")


async def move(call: Call) -> Response:
    id, way = _module_id(call), Form(call.form).choice("way", ("up", "down"), "down")
    with _there():
        await modules.move_module(call.db, module_id=id, up=way == "up")
    call.did("module moved", subject=id, way=way)
    return saved(call, "/modules")


async def put_away(call: Call) -> Response:
    with _there():
        if await modules.put_away(call.db, module_id=_module_id(call), now=call.now):
            call.did("module put away", subject=_module_id(call))
    return saved(call, "/modules")


async def bring_back(call: Call) -> Response:
    with _there():
        if await modules.bring_back(call.db, module_id=_module_id(call)):
            call.did("module brought back", subject=_module_id(call))
    return saved(call, "/modules")


@contextmanager
def _there() -> Iterator[None]:
    try:
        yield
    except NoSuchModule:
        raise NotThere from None


def _module_id(call: Call) -> int:
    return int(call.request.path_params["module_id"])


async def _page(
    call: Call,
    errors: dict[str, str] | None = None,
    written: dict[str, str] | None = None,
    changed: int | None = None,
) -> Response:
    every = await list_modules(call.db)
    used, away = (tuple(one for one in every if one.is_used is so) for so in (True, False))
    if errors and not any(f"title-{one.id}" in (written or {}) for one in every):
        raise NotThere
    page = ModulesPage(used, away, errors or {}, written or {}, changed)
    status = 422 if errors else 409 if changed else 200
    return call.page("modules/index.html", page, title="Modules", place="you", status=status)
