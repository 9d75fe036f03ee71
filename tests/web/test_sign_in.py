"""Coming in with a passkey: honest phones get in, nothing else does, and nobody learns why."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from store.passkeys import remove_passkeys
from store.practitioners import record_leaving
from store.tables.access import Challenge, Passkey, Phone, SignIn
from tests.cast import TODAY
from tests.conftest import App
from tests.web.coming_in import (
    a_phone,
    acts,
    ago,
    asked,
    change,
    finish,
    id_of,
    is_signed_in,
    only,
    passkey_of,
    post,
    reasons,
    sign_in,
    was_refused,
)
from tests.web.test_sent_again import event, family_id
from tests.web.with_vaults import NAVIGATION, carrier, send
from web.limiting import LIMITS
from web.way_back import safe_next


async def test_a_passkey_signs_in_and_leads_on(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    answer = await sign_in(browser, phone, next="/families/3")
    assert (answer.status_code, answer.json()["next"]) == (200, "/families/3")
    assert "Priya Raman" in (await browser.get("/you")).text
    assert (await acts(app))[-1] == "signed in"


async def test_the_cookies_are_for_this_host_over_tls_and_not_for_scripts(app: App) -> None:
    answer = await sign_in(app.signed_out(), await passkey_of(app, "priya"))
    cookies = {line.split("=")[0]: line for line in answer.headers.get_list("set-cookie")}
    assert {"__Host-weekbook", "__Host-phone"} <= cookies.keys()
    for line in cookies.values():
        assert "HttpOnly" in line and "Secure" in line and "Path=/" in line and "domain" not in line.lower(), line
    assert "SameSite=lax" in cookies["__Host-weekbook"] and "Max-Age=43200" in cookies["__Host-weekbook"]
    assert "SameSite=strict" in cookies["__Host-phone"]


async def test_each_sign_in_has_a_new_token_and_ends_the_one_before(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    await sign_in(browser, phone)
    first = browser.http.cookies["__Host-weekbook"]
    await sign_in(browser, phone)
    assert browser.http.cookies["__Host-weekbook"] != first
    other = app.signed_out()
    other.http.cookies.set("__Host-weekbook", first, domain="weekbook.example")
    assert not await is_signed_in(other)


async def test_a_token_that_was_planted_is_not_taken_over(app: App) -> None:
    browser = app.signed_out()
    browser.http.cookies.set("__Host-weekbook", "planted", domain="weekbook.example")
    await sign_in(browser, await passkey_of(app, "priya"))
    assert browser.http.cookies.get("__Host-weekbook", domain="weekbook.example") != "planted"
    assert await is_signed_in(browser)


async def test_signing_in_as_somebody_else_ends_the_first_persons_sign_in(app: App) -> None:
    browser = app.signed_out()
    await sign_in(browser, await passkey_of(app, "priya"))
    before = browser.http.cookies["__Host-weekbook"]
    await sign_in(browser, await passkey_of(app, "tom"))
    assert "Tom Ashdown" in (await browser.get("/you")).text
    browser.http.cookies.set("__Host-weekbook", before, domain="weekbook.example")
    assert not await is_signed_in(browser)


async def test_one_browser_is_one_phone_however_often_one_signs_in(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    for _ in range(3):
        await sign_in(browser, phone)
        await browser.post("/sign-outs")
    assert (await only(app, select(Phone.name))) == "A browser"


async def test_a_challenge_serves_once(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    answer = phone.get(await asked(browser, "/sign-in/options"))
    ceremony = browser.http.cookies["__Host-ceremony"]
    assert (await finish(browser, answer)).status_code == 200
    browser.http.cookies.set("__Host-ceremony", ceremony, domain="weekbook.example")
    assert was_refused(await finish(browser, answer))
    assert (await reasons(app)) == ["no-challenge"]


async def test_a_challenge_is_used_up_by_a_refused_answer_too(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    options = await asked(browser, "/sign-in/options")
    ceremony = browser.http.cookies["__Host-ceremony"]
    assert was_refused(await finish(browser, phone.get(options, user_verified=False)))
    browser.http.cookies.set("__Host-ceremony", ceremony, domain="weekbook.example")
    assert was_refused(await finish(browser, phone.get(options)))


async def test_a_challenge_is_over_after_five_minutes(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    options = await asked(browser, "/sign-in/options")
    await change(app, Challenge, expires_at=ago(seconds=1))
    assert was_refused(await finish(browser, phone.get(options)))


async def test_a_challenge_of_another_browser_is_worth_nothing(app: App) -> None:
    phone, mine, theirs = await passkey_of(app, "priya"), app.signed_out(), app.signed_out()
    answer = phone.get(await asked(mine, "/sign-in/options"))
    assert was_refused(await finish(theirs, answer))
    await asked(theirs, "/sign-in/options")
    assert was_refused(await finish(theirs, answer))
    assert (await reasons(app)) == ["no-challenge", "challenge"]


async def test_an_answer_without_any_question_is_refused(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    options = await asked(app.signed_out(), "/sign-in/options")
    assert was_refused(await finish(browser, phone.get(options)))


async def test_a_question_asked_to_touch_again_does_not_sign_in(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    await sign_in(browser, phone)
    answer = phone.get(await asked(browser, "/touches/options"))
    assert was_refused(await finish(browser, answer))


@pytest.mark.parametrize(
    ("lies", "reason"),
    [
        ({"user_verified": False}, "user-verification"),
        ({"origin": "https://weekbook.example.evil"}, "origin"),
        ({"client_data": {"crossOrigin": True}}, "cross-origin"),
        ({"rp_id": "evil.example"}, "relying-party"),
        ({"user_handle": b"tom".ljust(64, b"-")}, "user-handle"),
        ({"backup_eligible": True}, "backup-eligibility"),
        ({"type": "webauthn.create"}, "ceremony-type"),
        ({"edit_signature": lambda raw: raw[:-1] + bytes([raw[-1] ^ 1])}, "signature"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_lying_phone_gets_the_one_answer_and_the_trail_the_reason(
    app: App, lies: dict[str, object], reason: str
) -> None:
    browser = app.signed_out()
    assert was_refused(await sign_in(browser, await passkey_of(app, "priya"), **lies))  # type: ignore[arg-type]
    assert (await reasons(app)) == [reason]
    assert not await is_signed_in(browser)


@pytest.mark.parametrize("body", [b"", b"[]", b"nonsense", b'{"credential": 7}', b'{"credential": {"id": "x"}}'])
async def test_nonsense_gets_the_one_answer(app: App, body: bytes) -> None:
    browser = app.signed_out()
    await asked(browser, "/sign-in/options")
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    assert was_refused(await browser.http.post("/sign-in", content=body, headers=headers))


async def test_unknown_removed_and_left_are_not_told_apart(app: App) -> None:
    stranger, removed, left = a_phone(), await passkey_of(app, "priya"), await passkey_of(app, "tom")
    somebody = await passkey_of(app, "sam")
    stranger.passkeys = [type(somebody.passkeys[0])(b"s" * 32, somebody.passkeys[0].private_key, b"nobody".ljust(64))]
    async with app.services.database.writing() as db:
        which = Passkey.credential_id == removed.passkeys[0].credential_id
        passkey = (await db.scalars(select(Passkey).where(which))).one()
        await remove_passkeys(db, practitioner_id=passkey.practitioner_id, ids=[passkey.id], now=datetime.now(UTC))
    tom = await id_of(app, "tom")
    async with app.services.database.writing() as db:
        await record_leaving(db, tom, on=TODAY, now=datetime.now(UTC))
    answers = [await sign_in(app.signed_out(), phone) for phone in (stranger, removed, left)]
    assert all(was_refused(answer) for answer in answers)
    assert len({(answer.status_code, answer.text, answer.headers["content-type"]) for answer in answers}) == 1
    assert (await reasons(app)) == ["signature", "removed", "removed"]


async def test_a_counter_that_went_back_is_on_the_trail_and_lets_in(app: App) -> None:
    phone = await passkey_of(app, "priya", a_phone(counts=True))
    await sign_in(app.signed_out(), phone)
    assert "passkey counter went back" not in await acts(app)
    assert (await sign_in(app.signed_out(), phone, sign_count=1)).status_code == 200
    assert "passkey counter went back" in await acts(app)


async def test_fifteen_quiet_minutes_end_it(app: App) -> None:
    browser = await app.as_("priya")
    await change(app, SignIn, seen_at=ago(minutes=14))
    assert await is_signed_in(browser)
    app.services.keeper.seen.clear()
    await change(app, SignIn, seen_at=ago(minutes=15, seconds=1))
    assert not await is_signed_in(browser)


PUBLIC = ["/health", "/shell", "/worker.js", "/manifest.webmanifest", "/phones/state", "/sign-in"]


@pytest.mark.parametrize("page", [*PUBLIC, "/week", "/find?q=okafor", "/nowhere", "/people"])
async def test_a_locked_page_does_not_keep_a_sign_in_alive(app: App, page: str) -> None:
    """What anybody gets, the shell and refusals are no use of it: else a phone in a bag stays signed in all day."""
    priya = await carrier(app, "priya")
    await change(app, SignIn, seen_at=ago(minutes=14))
    app.services.keeper.seen.clear()
    locked = page not in ("/nowhere", "/people")
    await priya.browser.get(page, headers=NAVIGATION if locked else {})
    await send(priya.browser, priya.phone.deposit(event(await family_id(app), submitted=False)))
    assert app.services.keeper.seen == {}
    await priya.browser.fragment("/week")
    assert app.services.keeper.seen, "what is shown to her is use"


async def test_twelve_hours_end_it_however_busy(app: App) -> None:
    browser = await app.as_("priya")
    await change(app, SignIn, made_at=ago(hours=12, seconds=1))
    assert not await is_signed_in(browser)


async def test_signing_out_ends_it_and_clears_what_it_should(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    await sign_in(browser, phone)
    token = browser.http.cookies["__Host-weekbook"]
    answer = await browser.post("/sign-outs")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert answer.headers["clear-site-data"] == '"cache"', "storage holds drafts that were not sent"
    assert "__Host-weekbook" not in browser.http.cookies and "__Host-phone" in browser.http.cookies
    browser.http.cookies.set("__Host-weekbook", token, domain="weekbook.example")
    assert not await is_signed_in(browser)
    assert "signed out" in await acts(app)


@pytest.mark.parametrize(
    "next", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil.example",
             "/a\nb", "\\\\evil.example", "", "x", "/sign-in?next=/sign-in", "/" + "a" * 600]
)  # fmt: skip
def test_the_way_on_stays_on_this_site(next: str) -> None:
    assert safe_next(next) == "/"


async def test_the_way_on_of_a_sign_in_stays_on_this_site(app: App) -> None:
    answer = await sign_in(app.signed_out(), await passkey_of(app, "priya"), next="//evil.example")
    assert answer.json()["next"] == "/"
    assert "evil" not in (await app.signed_out().get("/sign-in?next=//evil.example")).text


async def test_whoever_is_signed_in_already_goes_straight_on(app: App) -> None:
    answer = await (await app.as_("priya")).get("/sign-in?next=/you")
    assert (answer.status_code, answer.headers["location"]) == (303, "/you")


async def test_a_sign_in_from_another_site_is_refused(app: App) -> None:
    browser = app.signed_out()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        for path in ("/sign-in/options", "/sign-in", "/sign-outs", "/touches/options", "/passkeys/options"):
            assert (await browser.http.post(path, json={}, headers=headers)).status_code == 403


async def test_too_many_tries_have_to_wait(app: App) -> None:
    browser = app.signed_out()
    for _ in range(LIMITS["ceremony"]["each"].amount):
        await asked(browser, "/sign-in/options")
    answer = await post(browser, "/sign-in/options")
    assert answer.status_code == 429 and 0 < int(answer.headers["retry-after"]) <= 60
    assert "Wait a minute" in answer.json()["error"]


async def test_too_many_refusals_have_to_wait_longer(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    for _ in range(LIMITS["refusal"]["each"].amount):
        assert was_refused(await post(browser, "/sign-in", credential={}))
    answer = await sign_in(browser, phone)
    assert answer.status_code == 429 and "10 minutes" in answer.json()["error"]


async def test_the_page_has_no_doors_outside_a_demonstration(app: App) -> None:
    page = await app.signed_out().get("/sign-in")
    assert "Sign in with your passkey" in page.text and "demonstration" not in page.text
    assert (await (await app.as_("priya")).post("/demonstration/touches")).status_code == 404
