"""Touching once more: what is dear asks for it, it lasts five minutes, and only its person can do it."""

from store.tables.access import SignIn
from tests.conftest import App, Browser
from tests.web.coming_in import ago, asked, change, finish, is_signed_in, passkey_of, post, sign_in, was_refused


async def stale(app: App, name: str) -> Browser:
    browser = await app.as_(name)
    await change(app, SignIn, touched_at=ago(minutes=5, seconds=1))
    return browser


async def test_a_page_that_is_dear_asks_for_a_touch_and_knows_the_way_back(app: App) -> None:
    page = await (await stale(app, "priya")).get("/passkeys/new")
    assert page.status_code == 403 and "Touch your passkey once more" in page.text
    assert 'data-next="/passkeys/new"' in page.text and 'data-finish-url="/touches"' in page.text


async def test_a_change_that_is_dear_leads_back_to_its_own_page(app: App) -> None:
    browser = await stale(app, "ruth")
    answer = await browser.post("/people/3/leaving", headers={"Referer": "https://weekbook.example/people/3"})
    assert answer.status_code == 403 and 'data-next="/people/3"' in answer.text
    answer = await browser.post("/people/3/leaving", headers={"Referer": "https://evil.example/people/3"})
    assert answer.status_code == 403 and 'data-next="/"' in answer.text


async def test_a_touch_is_fresh_and_has_a_new_token(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    await sign_in(browser, phone)
    await change(app, SignIn, touched_at=ago(minutes=6))
    before = browser.http.cookies["__Host-weekbook"]
    assert (await browser.get("/passkeys/new")).status_code == 403
    answer = await finish(browser, phone.get(await asked(browser, "/touches/options")), to="/touches")
    assert answer.status_code == 200
    assert (await browser.get("/passkeys/new")).status_code == 200
    assert browser.http.cookies["__Host-weekbook"] != before
    browser.http.cookies.set("__Host-weekbook", before, domain="weekbook.example")
    assert not await is_signed_in(browser)


async def test_a_colleagues_touch_does_not_count(app: App) -> None:
    browser, colleague = await stale(app, "priya"), await passkey_of(app, "tom")
    assert was_refused(await finish(browser, colleague.get(await asked(browser, "/touches/options")), to="/touches"))
    assert (await browser.get("/passkeys/new")).status_code == 403
    assert "Priya Raman" in (await browser.get("/you")).text


async def test_a_question_asked_to_sign_in_does_not_touch(app: App) -> None:
    browser, phone = await stale(app, "priya"), await passkey_of(app, "priya")
    assert was_refused(await finish(browser, phone.get(await asked(browser, "/sign-in/options")), to="/touches"))


async def test_a_question_asked_of_another_person_does_not_touch(app: App) -> None:
    priya, tom = await stale(app, "priya"), await stale(app, "tom")
    phone = await passkey_of(app, "tom")
    answer = phone.get(await asked(priya, "/touches/options"))
    tom.http.cookies.set("__Host-ceremony", priya.http.cookies["__Host-ceremony"], domain="weekbook.example")
    assert was_refused(await finish(tom, answer, to="/touches"))


async def test_a_passkey_button_hears_in_words_why_nothing_happens(app: App) -> None:
    answer = await post(await stale(app, "priya"), "/passkeys/options")
    assert answer.status_code == 403 and "five minutes" in answer.json()["error"]
    answer = await post(app.signed_out(), "/touches/options")
    assert answer.status_code == 401 and "signed out" in answer.json()["error"]
