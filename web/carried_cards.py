"""What Find shows of a family that a phone carries: folded, and unfolded as the card needed at the door."""

from collections.abc import Sequence
from datetime import date

from store.desk import Desk
from store.found_families import families_of
from web.find_pages import door_of, hit_of
from web.rendering import templates


def find_cards(desk: Desk, case_ids: Sequence[int], today: date, *, me: int) -> dict[int, dict[str, str]]:
    """By family: the card for the door and the folded one, each under an address of its own."""
    return {
        family.family_id: {
            f"/find/door?family={family.family_id}": _shown(hit_of(family, today), door_of(desk, family, today, me=me)),
            f"/find/card?family={family.family_id}": _shown(hit_of(family, today)),
        }
        for family in (families_of(desk, case_ids) if case_ids else ())
    }


def _shown(*what: object) -> str:
    html = templates().get_template("find/_family.html").module.found_family(*what)  # type: ignore[attr-defined]
    return str(html)
