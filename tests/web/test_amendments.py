"""After sign-off: what is added, by whom and when; the original stays as it was."""

import json
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import func, select

from store.practice.entries import Visit
from store.tables.entries import Amendment
from tests.conftest import App, Browser
from tests.web.weekly import HEADLINE, NOW_WEEK, entry, family_id, sign_off, stands, written


async def amend(browser: Browser, entry_id: UUID, text: str = "It was Tuesday.", **more: str) -> httpx.Response:
    fields = {"draft_id": str(uuid4()), "opened_version": "", "written_on_phone_at": "", "text": text} | more
    return await browser.post(f"/entries/{entry_id}/amendments", fields)


async def signed_off_entry(app: App) -> UUID:
    entry_id = await written(app, await app.as_("priya"))
    await sign_off(app)
    return entry_id


@pytest.mark.parametrize(
    ("who", "label"), [("sam", "Sam Okoro, recovery worker"), ("ruth", "Ruth Calder, team manager")]
)
async def test_an_amendment_stands_beneath_what_it_amends(app: App, who: str, label: str) -> None:
    entry_id = await signed_off_entry(app)
    browser = await app.as_(who)
    page = (await browser.get(f"/entries/{entry_id}/amendments/new")).text
    assert "Priya Raman" in page and "stays as it was" in page
    answer = await amend(browser, entry_id)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/entries/{entry_id}")
    for address in (f"/weekly-entries/{entry_id}", f"/families/{await family_id(app)}/weeks/{NOW_WEEK}"):
        page = (await browser.get(address)).text
        assert "It was Tuesday." in page and label in page and HEADLINE in page
    stored = await entry(app, entry_id)
    assert (stored.revision, stored.content["headline"]) == (1, HEADLINE)


async def test_a_visit_is_amended_in_the_same_way(app: App) -> None:
    visit = await stands(app, "priya", Visit(observed="Calm."))
    await sign_off(app)
    assert (await amend(await app.as_("sam"), visit, "The dog was out.")).status_code == 303
    page = (await (await app.as_("tom")).get(f"/families/{await family_id(app)}/weeks/{NOW_WEEK}")).text
    assert "The dog was out." in page and "Amendment by Sam Okoro" in page


async def test_the_same_post_again_gives_the_same_receipt_and_other_words_stand_beside_it(app: App) -> None:
    entry_id, sam, draft = await signed_off_entry(app), await app.as_("sam"), str(uuid4())
    first, again = [await amend(sam, entry_id, draft_id=draft) for _ in range(2)]
    assert first.headers["weekbook-receipt"] == again.headers["weekbook-receipt"]
    assert json.loads(first.headers["weekbook-receipt"])["id"] == draft
    for _ in range(2):
        assert (await amend(sam, entry_id, "And it rained.", draft_id=draft)).status_code == 303
    page = (await sam.get(f"/weekly-entries/{entry_id}")).text
    assert "It was Tuesday." in page and "And it rained." in page
    async with app.services.database.reading() as db:
        assert await db.scalar(select(func.count()).select_from(Amendment)) == 2


async def test_somebody_elses_amendment_cannot_be_taken(app: App) -> None:
    entry_id, draft = await signed_off_entry(app), str(uuid4())
    await amend(await app.as_("sam"), entry_id, draft_id=draft)
    assert (await amend(await app.as_("tom"), entry_id, draft_id=draft)).status_code == 404


async def test_an_open_entry_is_changed_not_amended(app: App) -> None:
    entry_id, sam = await written(app, await app.as_("priya")), await app.as_("sam")
    assert "This entry is still open" in (await sam.get(f"/entries/{entry_id}/amendments/new")).text
    answer = await amend(sam, entry_id, "Words to keep")
    assert answer.status_code == 422 and "Words to keep" in answer.text


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001])
async def test_nothing_or_too_much_is_refused_and_stays_in_the_form(app: App, text: str) -> None:
    answer = await amend(await app.as_("sam"), await signed_off_entry(app), text)
    assert answer.status_code == 422 and text in answer.text


@pytest.mark.parametrize("who", ["wendy", "grace", "olu", "fiona", "mark", "hilary", "colin", "beth", "alan"])
async def test_whoever_does_not_work_with_the_family_cannot_amend(app: App, who: str) -> None:
    entry_id, browser = await signed_off_entry(app), await app.as_(who)
    assert (await browser.get(f"/entries/{entry_id}/amendments/new")).status_code == 404
    assert (await amend(browser, entry_id)).status_code == 404
