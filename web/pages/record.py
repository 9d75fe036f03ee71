"""Record: the family guessed, one tap to each form."""

from dataclasses import dataclass

from starlette.responses import Response

from store.recording_choices import FamilyChoice, list_choices
from web.endpoint import Call


@dataclass(frozen=True)
class RecordPage:
    """`chosen`: asked for, or opened last, or the first of one's own. `why` says which. `of_team`: who has no family of
    their own, as managers, is offered the team's."""

    chosen: FamilyChoice | None
    why: str
    others: tuple[FamilyChoice, ...]
    of_team: bool


async def show(call: Call) -> Response:
    asked = _asked(call.request.query_params.get("family", ""))
    viewer = call.me.viewer(call.today)
    families = await list_choices(call.db, viewer, asked=asked)
    of_team = not any(family.is_own for family in families)
    if of_team:
        families = await list_choices(call.db, viewer, asked=asked, team=True)
    chosen, why = _chosen(families, asked)
    others = tuple(
        family for family in families if family is not chosen and (of_team or family.is_own or family.opened_last)
    )
    call.did("families to record for read")
    return call.page("record/show.html", RecordPage(chosen, why, others, of_team), title="Record", place="record")


def _asked(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _chosen(families: tuple[FamilyChoice, ...], asked: int | None) -> tuple[FamilyChoice | None, str]:
    by_reason = (
        ("", (family for family in families if family.family_id == asked)),
        ("The family you opened last", (family for family in families if family.opened_last)),
        ("The first of your families", (family for family in families if family.is_own)),
    )
    for why, found in by_reason:
        family = next(found, None)
        if family:
            return family, why
    return None, ""
