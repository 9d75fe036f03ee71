"""However much a phone hands over sealed, the server keeps so much and opens a few at a time; the rest stays there."""

import re

import pytest
from sqlalchemy import select, update

from store.tables.entries import Entry
from store.tables.people import Practitioner
from store.tables.sending import Envelope
from tests.cast import TODAY
from tests.conftest import App
from tests.web.coming_in import acts, id_of, only, sign_in
from tests.web.test_envelopes import asleep, awake, filings
from tests.web.test_recovered import shown, two
from tests.web.test_sent_again import event, family_id, how_many, receipt
from tests.web.with_vaults import carrier
from web.kept_words import AT_ONCE

LONG = "The flat was warm. " * 4_000


@pytest.fixture
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """For two long ones."""
    monkeypatch.setattr("store.envelopes.MOST_BYTES_KEPT", 250_000)


async def test_a_very_long_form_is_not_carried_sealed_and_goes_as_its_own_post(app: App) -> None:
    priya, family = await carrier(app, "priya"), await family_id(app)
    assert (await priya.deposit(event(family, LONG, submitted=False))).status_code == 201, "76,000 letters are carried"
    very_long = event(family, "Dad came home", submitted=True)
    very_long.fields += [(f"more-{number}", LONG[:20_000]) for number in range(5)]
    answer = await priya.deposit(very_long)
    assert (answer.status_code, answer.json()) == (413, {"state": "too large"})
    assert receipt(await priya.post(very_long))["id"] == str(very_long.id)


@pytest.mark.usefixtures("little_room")
async def test_who_has_much_unfiled_is_told_that_it_is_full_and_can_still_post(app: App) -> None:
    sam, family = await asleep(app, "sam"), await family_id(app)
    kept = [event(family, LONG, submitted=False) for _ in range(2)]
    for draft in kept:
        assert (await sam.deposit(draft, browser=app.signed_out())).status_code == 201
    refused = event(family, "Dad came home " * 3_000)
    answer = await sam.deposit(refused, browser=app.signed_out())
    assert (answer.status_code, answer.json()) == (413, {"state": "full"})
    assert await how_many(app, Envelope) == 2 and (await acts(app))[-1] == "deposit refused"
    assert (await sam.deposit(kept[0], serial=2, browser=app.signed_out())).status_code == 201, "in place of its first"
    await awake(sam)
    assert receipt(await sam.post(event(family)))["revision"] == 1
    await sam.browser.post(f"/recovered/{kept[0].id}/discarding")
    assert (await sam.deposit(refused)).status_code == 201


@pytest.mark.usefixtures("little_room")
async def test_of_a_leaver_so_much_is_taken_and_no_more(app: App) -> None:
    sam, family = await asleep(app, "sam"), await family_id(app)
    who = await id_of(app, "sam")
    async with app.services.database.writing() as db:
        await db.execute(update(Practitioner).where(Practitioner.id == who).values(left_on=TODAY))
    answers = [await sam.deposit(event(family, LONG), browser=app.signed_out()) for _ in range(4)]
    assert [one.status_code for one in answers] == [201, 201, 413, 413]


async def test_they_are_shown_a_page_at_a_time(app: App) -> None:
    sam, family = await asleep(app, "sam"), await family_id(app)
    for number in range(AT_ONCE + 5):
        await sam.deposit(event(family, f"Words {number}.", submitted=False), browser=app.signed_out())
    await sign_in(sam.browser, sam.passkey)
    first = await sam.browser.fragment("/recovered")
    said = [words for label, words in shown(first) if label == "What"]
    assert said == [f"Words {number}." for number in range(AT_ONCE)]
    (onward,) = re.findall(r'href="(/recovered\?from=\d+)"', first.text)
    last = await sam.browser.fragment(onward)
    assert len(said := [words for label, words in shown(last) if label == "What"]) == 5 and said[-1] == "Words 24."
    assert "?from=" not in last.text.split("<main")[-1]
    for beyond in ("from=4000", "from=-1", "from=x", "from=٣"):
        page = await sam.browser.fragment(f"/recovered?{beyond}")
        assert page.status_code == 200 and "All that your phones handed over" not in page.text
    assert len((await filings(sam))["drafts"]) == AT_ONCE + 5


async def test_two_managers_are_shown_a_page_at_a_time(app: App) -> None:
    sam, family = await asleep(app, "sam"), await family_id(app)
    for number in range(AT_ONCE + 1):
        await sam.deposit(event(family, f"Words {number}."), browser=app.signed_out())
    who = await id_of(app, "sam")
    async with app.services.database.writing() as db:
        await db.execute(update(Practitioner).where(Practitioner.id == who).values(left_on=TODAY))
    ruth, _ = await two(app, who)
    first = (await ruth.get(f"/people/{who}/unsent")).text
    assert "Words 19." in first and "Words 20." not in first and "more are about families" not in first
    (onward,) = re.findall(rf'href="(/people/{who}/unsent\?from=\d+)"', first)
    assert "Words 20." in (await ruth.get(onward)).text


async def test_what_was_kept_within_the_limits_is_all_filed(app: App) -> None:
    sam, family = await asleep(app, "sam"), await family_id(app)
    for number in range(AT_ONCE + 3):
        await sam.deposit(event(family, f"Words {number}."), browser=app.signed_out())
    await awake(sam)
    assert len((await filings(sam))["filed"]) == AT_ONCE + 3 == await how_many(app, Entry)
    assert (await only(app, select(Envelope).limit(1))).filed_at
