"""The route table: no naked route, a short public list, typed parameters."""

import re

import pytest
from starlette.requests import Request
from starlette.routing import Match, Mount, Route

from tests.conftest import App
from web.actions import records_at
from web.endpoint import guard_of

PUBLIC = {
    "health", "static", "sign_in", "sign_in_options", "sign_in_finish", "manifest", "worker", "shell",
    "invitation_link", "invitation_opening", "invitation_waiting", "enrolment_options", "enrolment",
    "phone_state", "phone_erasures", "envelopes",
}  # fmt: skip
FILED_SEALED = {
    "weekly_entries", "weekly_entry_revisions", "visits", "visit_revisions", "visit_signatures",
    "significant_events", "significant_event_revisions", "sessions", "session_revisions",
    "consultations", "consultation_revisions", "consultation_taking", "consultation_putting_off",
    "consultation_taking_back", "consultation_answers", "consultation_answer_revisions",
    "amendments", "photographs", "tasks", "task_closing", "task_reopening",
    "individual_supervisions", "individual_supervision_revisions", "individual_supervision_signatures",
    "relationships", "relationship_ending", "relationship_withdrawal",
    "conferences", "conference_bookings", "conference_cancellation",
    "supervision_views", "group_supervisions", "group_supervision_revisions", "report_texts", "report_choices",
}  # fmt: skip
EXAMPLES = {"int": "7", "uuid": "00000000-0000-0000-0000-000000000007", "str": "2026-W47"}


def example(route: Route) -> str:
    return re.sub(r"{\w+:(\w+)}", lambda found: EXAMPLES[found[1]], route.path)


def routes(app: App) -> list[Route]:
    return [route for route in app.asgi.routes if isinstance(route, Route)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_no_route_is_naked(app: App) -> None:
    for route in app.asgi.routes:  # type: ignore[attr-defined]
        if isinstance(route, Mount):
            assert route.name in PUBLIC, f"{route.path}: only the public files are mounted"
            continue
        assert hasattr(route.endpoint, "guard"), f"{route.path}: wrap the handler in a guard of web.endpoint"


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_the_public_list_is_short_and_known(app: App) -> None:
    public = {route.name for route in routes(app) if not guard_of(route.endpoint).signed_in}
    assert public <= PUBLIC, f"{public - PUBLIC} became public: is that meant? Then add it to the list here"


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_parameters_of_addresses_are_typed(app: App) -> None:
    for route in routes(app):
        naked = re.findall(r"{(\w+)}", route.path)
        assert not naked, f"{route.path}: write {{{naked[0]}:int}}, :uuid or :str"


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_every_route_has_one_method_and_its_own_name(app: App) -> None:
    names = [route.name for route in routes(app)]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    for route in routes(app):
        methods = set(route.methods or ()) - {"HEAD"}
        assert len(methods) == 1, f"{route.path} answers {methods}: one route, one method"


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_every_address_reaches_its_own_route(app: App) -> None:
    for route in routes(app):
        path = example(route)
        method = next(iter(set(route.methods or ()) - {"HEAD"}))
        scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}
        first = next(one for one in routes(app) if one.matches(scope)[0] is Match.FULL)
        assert first is route, f"{method} {path} reaches {first.path}, not {route.path}: let it stand before that one"


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_what_a_phone_sealed_records_and_does_nothing_else(app: App) -> None:
    """Whoever takes a phone's storage apart has its signing key: it must not allocate, sign off or restrict."""
    request = Request({"type": "http", "app": app.asgi})
    posts = [route for route in routes(app) if "POST" in (route.methods or ())]
    sealed = {route.name for route in posts if records_at(request, example(route))}
    assert sealed == FILED_SEALED, f"{sealed ^ FILED_SEALED}: is that meant? Then change the list here"
