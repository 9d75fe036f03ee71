"""A browser has one sign-in, a tab its own vault: what one person's tab asks is never answered as another's."""

from typing import Any

import pytest
from sqlalchemy import select

from store.tables.entries import Entry
from store.tables.people import Practitioner
from tests.conftest import App
from tests.web.coming_in import JSON
from tests.web.test_outbox import wire
from tests.web.test_sent_again import event, family_id, how_many
from tests.web.with_vaults import Carrier, carrier, post_form
from web.cookies import SIGN_IN_COOKIE
from web.whose import WHOSE


async def number_of(app: App, first_name: str) -> str:
    async with app.services.database.reading() as db:
        return str(await db.scalar(select(Practitioner.id).where(Practitioner.name.startswith(first_name))))


async def priyas_tab(app: App) -> tuple[Carrier, dict[str, str]]:
    """Sam has signed in meanwhile in another tab of the browser; what Priya's tab says of whose it is."""
    sam = await carrier(app, "sam")
    return sam, {WHOSE: await number_of(app, "Priya")}


async def test_what_waits_in_a_tab_does_not_go_under_the_name_of_who_signed_in_beside(app: App) -> None:
    sam, whose = await priyas_tab(app)
    written = event(await family_id(app), "Mine, not Sam's")
    assert (await post_form(sam.browser, written, whose)).status_code == 401
    packed = await sam.browser.http.post("/outbox", json=wire(written), headers=JSON | whose)
    assert packed.status_code == 401 and await how_many(app, Entry) == 0


@pytest.mark.parametrize("path", ["/week", "/find", "/carried", "/find/answers?q=ok"])
async def test_nor_is_it_shown_what_is_theirs(app: App, path: str) -> None:
    sam, whose = await priyas_tab(app)
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    assert (await sam.browser.get(path, headers=headers)).status_code == 200
    assert (await sam.browser.get(path, headers=headers | whose)).status_code == 401


async def test_whoever_it_is_may_say_so(app: App) -> None:
    priya = await carrier(app, "priya")
    whose = {WHOSE: await number_of(app, "Priya")}
    told: Any = await post_form(priya.browser, event(await family_id(app), "My own"), whose)
    assert told.status_code == 201 and SIGN_IN_COOKIE in priya.browser.http.cookies
