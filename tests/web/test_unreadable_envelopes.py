"""One sealed draft that nobody can read, or that no record can take, holds up no other: whatever a phone sealed."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from store.tables.entries import Entry
from tests.conftest import App
from tests.phone_in_hand import Draft, Json
from tests.web.coming_in import JSON, id_of, only, post
from tests.web.test_envelopes import asleep, awake, filings
from tests.web.test_recovered import two
from tests.web.test_sent_again import event, family_id, how_many
from tests.web.with_vaults import Carrier, carrier, send

HALF = "half an emoji \ud83d"  # as a text field gives it that was cut between its two halves
REPLACED = "half an emoji \ufffd"  # as the browser posts it, and takes the fingerprint of it


def deep(depth: int) -> list[Any]:
    inner: list[Any] = []
    for _ in range(depth):
        inner = [inner]
    return inner


def with_field(draft: Draft, name: str, value: object) -> Json:
    return {"fields": [*draft.plaintext["fields"], [name, value]]}


ODD = {
    "half an emoji in its fields": lambda draft: with_field(draft, "impact", HALF),
    "half an emoji in a field's name": lambda draft: with_field(draft, HALF, "x"),
    "half an emoji in its title": lambda draft: {"title": HALF, "about": HALF},
    "half an emoji in its address": lambda draft: {"action": f"/families/{HALF}"},
    "half an emoji in its labels": lambda draft: {"labels": [[HALF, HALF] for _ in draft.posted]},
    "half an emoji elsewhere": lambda draft: {"more": {HALF: [HALF]}},
    "no number": lambda draft: {"version": float("nan")},
    "deep": lambda draft: {"more": deep(900)},
    "nothing of a form": lambda draft: {"fields": 5},
    "a field too many": lambda draft: {"fields": [["what", "a", "b"]]},
    "more fields than a form has": lambda draft: {"fields": draft.plaintext["fields"] + [["a", ""]] * 2500},
    "no words but a zero": lambda draft: with_field(draft, "impact", "\0"),
    "two ids": lambda draft: with_field(draft, "draft_id", "9b1c7f0e-6a57-4a0c-93a5-3f3f5d0b3a11"),
}


async def handed_over(app: App, who: Carrier, how: str) -> tuple[Draft, Draft]:
    """An odd one first, then a good one."""
    family = await family_id(app)
    odd, good = event(family, "odd"), event(family, "Dad came home")
    sealed = who.phone.deposit_of(odd, odd.plaintext | ODD[how](odd))
    assert (await send(app.signed_out(), sealed)).status_code == 201
    assert (await who.deposit(good, browser=app.signed_out())).status_code == 201
    return odd, good


@pytest.mark.parametrize("how", ODD)
async def test_the_others_are_filed_and_read(app: App, how: str) -> None:
    sam = await asleep(app, "sam")
    odd, good = await handed_over(app, sam, how)
    await awake(sam)
    page = await sam.browser.fragment("/recovered")
    assert page.status_code == 200 and "Dad came home" in page.text and f"/recovered/{odd.id}/discarding" in page.text
    assert str(good.id) in [one["id"] for one in (await filings(sam))["filed"]]
    page = await sam.browser.fragment("/recovered")
    assert page.status_code == 200 and "Dad came home" not in page.text
    brought = [sam.phone.deposit_of(odd, odd.plaintext | ODD[how](odd)), sam.phone.deposit(good)]
    opened = await post(sam.browser, "/envelopes/openings", envelopes=brought)
    assert opened.status_code == 200 and str(good.id) in [one["id"] for one in opened.json()["drafts"]]


@pytest.mark.parametrize("how", ODD)
async def test_the_others_are_read_by_the_two_managers(app: App, how: str) -> None:
    sam = await asleep(app, "sam")
    await handed_over(app, sam, how)
    who = await id_of(app, "sam")
    await (await app.as_("ruth")).post(f"/people/{who}/leaving")
    ruth, _ = await two(app, who)
    page = await ruth.get(f"/people/{who}/unsent")
    assert page.status_code == 200 and "Dad came home" in page.text


async def test_one_that_cannot_be_read_says_so_and_when_it_came(app: App) -> None:
    sam = await asleep(app, "sam")
    await handed_over(app, sam, "nothing of a form")
    await awake(sam)
    page = (await sam.browser.fragment("/recovered")).text
    assert "cannot be read here" in page and "kept safe by the council since" in page


async def test_half_an_emoji_is_filed_as_the_browser_would_post_it(app: App) -> None:
    sam, draft = await carrier(app, "sam"), event(await family_id(app), HALF)
    filed = (await sam.deposit(draft)).json()["filed"]
    assert (await only(app, select(Entry))).content["what"] == REPLACED
    draft.fields = [(name, REPLACED if value == HALF else value) for name, value in draft.fields]
    assert (await sam.post(draft)).headers["weekbook-receipt"] and filed["id"] == str(draft.id)
    assert await how_many(app, Entry) == 1


async def test_an_opening_that_names_no_id_is_passed_over(app: App) -> None:
    sam = await carrier(app, "sam")
    wires = [{"id": "\ud800", "vault": str(sam.phone.vault_id)}, {"id": "\0"}, 5]
    content = json.dumps({"envelopes": wires})  # as ASCII, with the half written out
    answer = await sam.browser.http.post("/envelopes/openings", content=content, headers=JSON)
    assert answer.json() == {"drafts": []}
