"""The vault of a phone: registered once, opened by one touch on that phone, by nothing else."""

import logging
from uuid import uuid4

import pytest
from sqlalchemy import select

from store.tables.access import Phone, SignIn, Vault
from tests.conftest import App
from tests.phone_in_hand import PhoneInHand, raw
from tests.software_keys import decode
from tests.web.coming_in import acts, ago, asked, change, finish, id_of, only, passkey_of, post, sign_in
from tests.web.with_vaults import carrier


async def test_the_answer_to_a_sign_in_tells_the_phone_whose_it_is(app: App) -> None:
    told = (await sign_in(app.signed_out(), await passkey_of(app, "priya"))).json()["phone"]
    assert told["practitioner"] == await id_of(app, "priya") and told["name"] == "Priya Raman"
    assert decode(told["handle"]).startswith(b"priya-")
    assert told["places"] == ["week", "find", "record", "supervision", "you"]
    assert told["vault"] is None
    assert len(decode(told["council"]["public_key"])) == 65 and len(told["council"]["id"]) == 16


async def test_who_may_enter_less_has_fewer_places(app: App) -> None:
    told = (await sign_in(app.signed_out(), await passkey_of(app, "alan"))).json()["phone"]
    assert told["places"] == ["week", "you"]


async def test_the_wrapping_key_comes_back_after_each_touch_on_that_phone(app: App) -> None:
    priya = app.signed_out()
    passkey = await passkey_of(app, "priya")
    phone = PhoneInHand.told((await sign_in(priya, passkey)).json()["phone"])
    first = (await post(priya, "/phones/this/vault", **phone.registration)).json()["wrapping_key"]
    assert len(decode(first)) == 32 and (await acts(app))[-1] == "vault made"
    vault = {"id": str(phone.vault_id), "by": "server", "wrapping_key": first}
    assert (await sign_in(priya, passkey)).json()["phone"]["vault"] == vault
    touched = await finish(priya, passkey.get(await asked(priya, "/touches/options")), to="/touches")
    assert touched.json()["phone"]["vault"] == vault


async def test_another_phone_of_hers_is_told_nothing_of_it(app: App) -> None:
    priya = await carrier(app, "priya")
    told = (await sign_in(app.signed_out(), priya.passkey)).json()["phone"]
    assert told["vault"] is None and told["handle"] == priya.phone.handle


async def test_a_sign_in_that_was_carried_to_another_browser_gets_no_key(app: App) -> None:
    priya, thief = await carrier(app, "priya"), app.signed_out()
    thief.http.cookies.set("__Host-weekbook", priya.browser.http.cookies["__Host-weekbook"], domain="weekbook.example")
    answer = await finish(thief, priya.passkey.get(await asked(thief, "/touches/options")), to="/touches")
    assert (answer.status_code, answer.json()) == (200, {"phone": None})
    theirs = PhoneInHand(priya.phone.handle, priya.phone.council)
    assert (await post(thief, "/phones/this/vault", **theirs.registration)).status_code == 404
    assert (await post(thief, "/phones/this/prf")).status_code == 404


async def test_two_people_on_one_phone_have_a_vault_each(app: App) -> None:
    priya = await carrier(app, "priya")
    sam = await carrier(app, "sam", browser=priya.browser)
    assert sam.answer["vault"] is None
    again = (await sign_in(priya.browser, priya.passkey)).json()["phone"]
    assert again["vault"]["id"] == str(priya.phone.vault_id)


async def test_the_same_vault_twice_is_one_and_has_one_key(app: App) -> None:
    priya = app.signed_out()
    phone = PhoneInHand.told((await sign_in(priya, await passkey_of(app, "priya"))).json()["phone"])
    answers = [await post(priya, "/phones/this/vault", **phone.registration) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201] and answers[0].json() == answers[1].json()


async def test_its_key_is_not_told_once_more_without_a_ceremony(app: App) -> None:
    """The public halves lie open on the locked phone: whoever sends them again must not be given what opens it."""
    priya = await carrier(app, "priya")
    await change(app, Vault, made_at=ago(minutes=3))
    again = await post(priya.browser, "/phones/this/vault", **priya.phone.registration)
    assert again.status_code == 409 and "wrapping_key" not in again.text
    told = (await sign_in(priya.browser, priya.passkey)).json()["phone"]
    assert len(decode(told["vault"]["wrapping_key"])) == 32, "the ordinary unlock is a ceremony"


async def test_a_vault_is_made_right_after_a_ceremony(app: App) -> None:
    """Who finds a sign-in alive must not give the phone another signing key, nor destroy what opens its vault."""
    priya = await carrier(app, "priya")
    await change(app, SignIn, touched_at=ago(minutes=6))
    theirs = PhoneInHand(priya.phone.handle, priya.phone.council)
    assert (await post(priya.browser, "/phones/this/vault", **theirs.registration)).status_code == 403
    assert (await post(priya.browser, "/phones/this/vault", **priya.phone.registration)).status_code == 403
    assert (await only(app, select(Vault))).wrapping_key is not None


async def test_nobody_takes_over_anothers_vault_by_its_id(app: App) -> None:
    priya, sam = await carrier(app, "priya"), await carrier(app, "sam")
    theirs = PhoneInHand(sam.phone.handle, sam.phone.council, vault_id=priya.phone.vault_id)
    assert (await post(sam.browser, "/phones/this/vault", **theirs.registration)).status_code == 409
    kept = await only(app, select(Vault).where(Vault.id == priya.phone.vault_id))
    assert kept.public_key == raw(priya.phone.key)


async def test_a_new_vault_takes_the_place_of_the_one_before(app: App) -> None:
    priya = await carrier(app, "priya")
    newer = PhoneInHand(priya.phone.handle, priya.phone.council)
    assert (await post(priya.browser, "/phones/this/vault", **newer.registration)).status_code == 201
    told = (await sign_in(priya.browser, priya.passkey)).json()["phone"]
    assert told["vault"]["id"] == str(newer.vault_id)
    assert (await only(app, select(Vault).where(Vault.id == priya.phone.vault_id))).wrapping_key is None


async def test_once_the_passkey_wraps_it_the_server_has_nothing_that_opens_it(app: App) -> None:
    priya = await carrier(app, "priya")
    assert (await post(priya.browser, "/phones/this/prf")).status_code == 204
    assert (await only(app, select(Vault))).wrapping_key is None
    told = (await sign_in(priya.browser, priya.passkey)).json()["phone"]
    assert told["vault"] == {"id": str(priya.phone.vault_id), "by": "prf", "wrapping_key": None}
    assert "vault wrapped by its passkey" in await acts(app)


async def test_that_needs_a_fresh_touch(app: App) -> None:
    priya = await carrier(app, "priya")
    await change(app, SignIn, touched_at=ago(minutes=6))
    assert (await post(priya.browser, "/phones/this/prf")).status_code == 403


async def test_a_browser_that_is_not_known_as_a_phone_has_no_vault(app: App) -> None:
    priya = await app.as_("priya")
    phone = PhoneInHand("x", raw(PhoneInHand("x", b"").key))
    assert (await post(priya, "/phones/this/vault", **phone.registration)).status_code == 404
    assert (await post(priya, "/phones/this/prf")).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"public_key": "AAAA"}, {"signing_key": "no"}, {"id": "12"}, {"public_key": None}, {"public_key": ["x"]}],
    ids=str,
)
async def test_keys_that_are_none_are_refused(app: App, wrong: dict[str, object]) -> None:
    browser = app.signed_out()
    phone = PhoneInHand.told((await sign_in(browser, await passkey_of(app, "priya"))).json()["phone"])
    assert (await post(browser, "/phones/this/vault", **(phone.registration | wrong))).status_code == 422


async def test_the_wrapping_key_lies_sealed_and_is_never_logged(app: App, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    browser = app.signed_out()
    phone = PhoneInHand.told((await sign_in(browser, await passkey_of(app, "priya"))).json()["phone"])
    key = (await post(browser, "/phones/this/vault", **phone.registration)).json()["wrapping_key"]
    kept = await only(app, select(Vault.wrapping_key))
    assert decode(key) not in kept and key not in caplog.text and decode(key).hex() not in caplog.text
    assert str(app.services.keys.phones) not in repr(app.services)


async def test_a_phone_asks_what_has_become_of_it_without_anybody_signed_in(app: App) -> None:
    priya, stranger = await carrier(app, "priya"), app.signed_out()
    where = f"/phones/state?vault={priya.phone.vault_id}"
    assert (await stranger.get(where)).json() == {"state": "known"}
    for unknown in (uuid4(), "", "nonsense"):
        assert (await stranger.get(f"/phones/state?vault={unknown}")).json() == {"state": "unknown"}
    phone_id = await only(app, select(Phone.id))
    await priya.browser.post(f"/phones/{phone_id}/ending")
    assert (await stranger.get(where)).json() == {"state": "ended"}
