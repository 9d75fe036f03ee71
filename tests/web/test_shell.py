"""A phone that holds a vault gets the shell for every address: nothing about anyone until it is unlocked."""

from sqlalchemy import update

from store.tables.access import Phone, SignIn
from tests.conftest import App
from tests.web.coming_in import acts, ago, change
from tests.web.test_sent_again import family_id
from tests.web.with_vaults import NAVIGATION, carrier


async def test_a_whole_page_is_the_shell_and_leaves_no_trail_of_a_reading(app: App) -> None:
    priya = await carrier(app, "priya")
    before = await acts(app)
    for path in ("/", "/week", f"/families/{await family_id(app)}", "/find?q=okafor", "/you", "/tasks/9"):
        page = await priya.browser.get(path, headers=NAVIGATION)
        if path == "/tasks/9":
            assert page.status_code == 404
            continue
        assert page.status_code == 200 and "<title>Locked" in page.text, path
        assert "Okafor" not in page.text and "Priya" not in page.text
        assert page.headers["cache-control"] == "no-store"
    assert [act for act in (await acts(app))[len(before) :] if not act.startswith("refused")] == []


async def test_what_it_shows_comes_as_fragments(app: App) -> None:
    priya = await carrier(app, "priya")
    assert "Okafor-Hill" in (await priya.browser.fragment(f"/families/{await family_id(app)}")).text
    found = await priya.browser.get("/find?q=okafor", headers={"HX-Request": "true"})
    assert "<title>Find" in found.text


async def test_what_a_script_fetches_is_no_page(app: App) -> None:
    priya = await carrier(app, "priya")
    carried = await priya.browser.get("/carried", headers={"Sec-Fetch-Mode": "cors"})
    assert carried.status_code == 200 and carried.headers["content-type"].startswith("application/json")


async def test_without_a_living_sign_in_too(app: App) -> None:
    """One touch on its card signs in and unlocks; a page that asks to sign in first would need two."""
    priya = await carrier(app, "priya")
    await change(app, SignIn, ended_at=ago(minutes=1))
    for path in ("/week", "/find?q=x"):
        page = await priya.browser.get(path, headers=NAVIGATION)
        assert page.status_code == 200 and "<title>Locked" in page.text
    assert (await priya.browser.fragment("/week")).status_code == 401


async def test_a_phone_that_was_ended_is_asked_to_sign_in(app: App) -> None:
    priya = await carrier(app, "priya")
    await change(app, Phone, ended_at=ago(minutes=1))
    for path in ("/week", "/find?q=x"):
        page = await priya.browser.get(path, headers=NAVIGATION)
        assert (page.status_code, page.headers["location"].split("?")[0]) == (303, "/sign-in")


async def test_a_browser_without_a_vault_is_shown_the_page(app: App) -> None:
    priya = await app.as_("priya")
    assert "Priya Raman" in (await priya.get("/you", headers=NAVIGATION)).text


async def test_a_colleague_without_a_vault_on_a_shared_phone_is_shown_the_page(app: App) -> None:
    """Sam has no vault here: what he reads is shown; Priya's lies sealed."""
    priya = await carrier(app, "priya")
    sam = await carrier(app, "sam", browser=priya.browser)
    async with app.services.database.writing() as db:
        await db.execute(update(Phone).where(Phone.vault_id == sam.phone.vault_id).values(vault_id=None))
    assert "Sam Okoro" in (await sam.browser.get("/you", headers=NAVIGATION)).text
