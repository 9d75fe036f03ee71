"""What a visit says of each child: what was said, and what was left open."""

from datetime import date
from typing import Any

import pytest
from lxml import html

from store.practice.weeks import Week
from tests.conftest import App
from tests.web.visiting import form_in, scene_of


@pytest.mark.parametrize(
    ("ticked", "how", "stored"),
    [
        ({}, "Whether seen was not said", (None, None)),
        ({"not_seen": ["Maya"]}, "Not seen", (False, None)),
        ({"seen": ["Maya"]}, "Seen; whether alone was not said", (True, None)),
        ({"seen": ["Maya"], "alone": ["Maya"]}, "Seen alone", (True, True)),
        ({"seen": ["Maya"], "why": "Asleep"}, "Seen, not alone", (True, False)),
        ({"seen": ["Maya"], "not_seen": ["Maya"], "bedroom": ["Maya"]},
         "Seen, bedroom seen; whether alone was not said", (True, None)),
    ],
)  # fmt: skip
async def test_of_a_child_the_record_says_what_was_said_and_no_more(
    app: App, ticked: dict[str, Any], how: str, stored: tuple[bool | None, bool | None]
) -> None:
    scene = await scene_of(app)
    maya, leo = scene.people["Maya"], scene.people["Leo"]
    said = {name: [str(maya)] if ticked.get(name) else [] for name in ("seen", "not_seen", "alone", "bedroom")}
    fields, address = await scene.record(**said, **{f"why-{maya}": ticked.get("why", "")})
    (entry,) = await scene.entries()
    kept = entry.content["children"]
    assert (kept[str(maya)]["seen"], kept[str(maya)]["alone"]) == stored and kept[str(leo)]["seen"] is None
    priya, week = await app.as_("priya"), Week.of(date.fromisoformat(str(fields["on"])))
    for page in (address, f"/families/{scene.family}/weeks/{week}"):
        shown = html.fromstring((await priya.get(page)).text)
        about = shown.xpath("//*[self::h3 or self::h4][.='Maya']/ancestor::*[@class='portion' or @class='words'][1]")
        assert how in [text.strip().split(". Why")[0] for text in about[0].itertext()]
    again = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
    assert {name: str(maya) in again.get(name, []) for name in ("seen", "alone")} == {
        "seen": stored[0] is True, "alone": stored[1] is True,
    }  # fmt: skip
    assert again.get("not_seen") == ([str(maya)] if stored[0] is False else None)
