"""Several forms of one phone in one request: each is taken or refused by itself, once, with its own receipt."""

import gzip
import json
from typing import Any

import httpx

from store.tables.entries import Entry, EntryRevision
from store.tables.people import Practitioner
from tests.conftest import App, Browser
from tests.phone_in_hand import Draft
from tests.web.coming_in import acts, post
from tests.web.test_sent_again import WEEK, event, family_id, how_many, receipt, task, visit, weekly
from tests.web.weekly import shown_on
from tests.web.with_vaults import Carrier, carrier
from web.pages.outbox import MOST_BYTES, MOST_FORMS

GZIP = {"Content-Type": "application/json", "Content-Encoding": "gzip"}


def wire(*drafts: Draft) -> dict[str, Any]:
    return {"forms": [{"action": one.action, "body": str(httpx.QueryParams(one.posted))} for one in drafts]}


async def answers(browser: Browser, *drafts: Draft) -> list[dict[str, Any]]:
    told = await post(browser, "/outbox", **wire(*drafts))
    assert told.status_code == 200, told.text
    found: list[dict[str, Any]] = told.json()["answers"]
    return found


async def priya(app: App) -> tuple[Carrier, int]:
    return await carrier(app, "priya"), await family_id(app)


async def test_a_day_is_taken_form_by_form_in_its_order(app: App) -> None:
    who, family = await priya(app)
    day = [visit(family), event(family, "Dad came home"), event(family, "Dad left"), weekly(family)]
    told = await answers(who.browser, *day)
    assert [one["status"] for one in told] == [201] * 4
    assert [one["receipt"]["id"] for one in told] == [str(one.id) for one in day]
    assert (await acts(app))[-4:] == ["visit recorded", *["significant event recorded"] * 2, "weekly entry recorded"]


async def test_sent_again_alone_or_together_the_receipts_are_the_same(app: App) -> None:
    who, family = await priya(app)
    first, second = event(family, "One"), event(family, "Two")
    [one, two] = await answers(who.browser, first, second)
    assert receipt(await who.post(second)) == two["receipt"]
    assert await answers(who.browser, second, first) == [two, one]
    assert await how_many(app, Entry) == 2 == await how_many(app, EntryRevision)


async def test_one_that_is_refused_holds_up_no_other(app: App) -> None:
    who, family = await priya(app)
    elsewhere, empty = event(await family_id(app, "Adeyemi")), event(family, "")
    told = await answers(who.browser, elsewhere, empty, event(family))
    assert [(one["status"], bool(one["receipt"])) for one in told] == [(404, False), (422, False), (201, True)]
    assert await how_many(app, Entry) == 1


async def test_what_is_not_about_a_case_goes_by_itself(app: App) -> None:
    who, family = await priya(app)
    before = await how_many(app, Practitioner)
    others = [Draft(where, where, []) for where in ("/people", "/outbox", "/sign-out", "/nowhere")]
    told = await answers(who.browser, *others, task(family))
    assert [one["status"] for one in told] == [0, 0, 0, 0, 201]
    assert await how_many(app, Practitioner) == before


async def test_what_a_manager_decides_goes_by_itself(app: App) -> None:
    ruth, family = await carrier(app, "ruth"), await family_id(app)
    sign_off = Draft("", f"/families/{family}/weeks/{WEEK}/sign-off", [("remark", "Read.")])
    assert [one["status"] for one in await answers(ruth.browser, sign_off, event(family))] == [0, 201]
    shown = await shown_on(await app.as_("ruth"), f"/families/{family}/weeks/{WEEK}")
    sign_off.fields.append(("shown", shown))
    receipt(await ruth.post(sign_off))


async def test_it_may_come_packed(app: App) -> None:
    who, family = await priya(app)
    body = gzip.compress(json.dumps(wire(event(family, "Snow — “all day”"))).encode())
    told = await who.browser.http.post("/outbox", content=body, headers=GZIP)
    assert [one["status"] for one in told.json()["answers"]] == [201]


async def test_neither_packed_nor_unpacked_is_it_too_large(app: App) -> None:
    who, _ = await priya(app)
    bomb = gzip.compress(b" " * (MOST_BYTES + 1))
    assert (await who.browser.http.post("/outbox", content=bomb, headers=GZIP)).status_code == 413
    assert (await who.browser.http.post("/outbox", content=b" " * (MOST_BYTES + 1))).status_code == 413
    assert (await post(who.browser, "/outbox", forms=[{}] * (MOST_FORMS + 1))).status_code == 413


async def test_what_our_pages_never_send_is_refused_whole(app: App) -> None:
    who, family = await priya(app)
    good = wire(event(family))["forms"]
    strange = [{"action": "/x"}], [*good, {"action": 3, "body": ""}], [{"action": "/x", "body": "é"}]
    for forms in (None, {}, [1], *strange):
        assert (await post(who.browser, "/outbox", forms=forms)).status_code == 422, forms
    assert (await who.browser.http.post("/outbox", content=b"not packed", headers=GZIP)).status_code == 422
    assert await how_many(app, Entry) == 0


async def test_who_is_signed_out_sends_nothing(app: App) -> None:
    family = await family_id(app)
    assert (await post(app.signed_out(), "/outbox", **wire(event(family)))).status_code == 401
    assert await how_many(app, Entry) == 0
