"""A lost phone opens and delivers nothing; found again, its author gets back what is on it."""

from sqlalchemy import select

from store.tables.access import Phone, SignIn, Vault
from tests.conftest import App
from tests.phone_in_hand import PhoneInHand
from tests.web.coming_in import acts, ago, change, id_of, only, passkey_of, post, sign_in
from tests.web.test_sent_again import event, family_id
from tests.web.with_vaults import Carrier, carrier


async def lose(app: App, who: Carrier) -> int:
    phone_id: int = await only(app, select(Phone.id))
    assert (await who.browser.post(f"/phones/{phone_id}/ending", {"lost": "yes"})).status_code == 303
    return phone_id


async def test_a_lost_phone_learns_that_it_is_over_and_nothing_opens_it(app: App) -> None:
    priya = await carrier(app, "priya")
    await lose(app, priya)
    state = await app.signed_out().get(f"/phones/state?vault={priya.phone.vault_id}")
    assert state.json() == {"state": "ended"}
    assert (await only(app, select(Vault))).wrapping_key is None
    assert (await only(app, select(Phone))).lost_at is not None


async def test_its_person_sees_it_as_lost_and_says_that_it_is_found(app: App) -> None:
    priya = await carrier(app, "priya")
    phone_id = await lose(app, priya)
    desk = await app.as_("priya")
    assert "Reported lost" in (await desk.get("/you")).text
    assert (await desk.post(f"/phones/{phone_id}/finding")).headers["location"] == "/you"
    assert "Reported lost" not in (await desk.get("/you")).text
    assert (await acts(app))[-1] == "phone found"
    assert (await priya.deposit(event(await family_id(app)))).status_code == 201


async def test_found_its_author_opens_what_was_on_it_with_a_new_passkey(app: App) -> None:
    priya, draft = await carrier(app, "priya"), event(await family_id(app), "In the car", submitted=False)
    sealed_before = priya.phone.deposit(draft)
    phone_id = await lose(app, priya)
    await (await app.as_("priya")).post(f"/phones/{phone_id}/finding")
    told = (await sign_in(priya.browser, await passkey_of(app, "priya"))).json()["phone"]
    assert told["vault"] is None, "its vault is over: the phone makes a new one"
    newer = PhoneInHand.told(told)
    await post(priya.browser, "/phones/this/vault", **newer.registration)
    again = newer.signed({**sealed_before, "vault": str(newer.vault_id)})
    opened = (await post(priya.browser, "/envelopes/openings", envelopes=[again])).json()["drafts"]
    assert opened[0]["draft"] == draft.plaintext


async def test_what_a_lost_phone_signed_is_opened_for_nobody(app: App) -> None:
    priya = await carrier(app, "priya")
    sealed = priya.phone.deposit(event(await family_id(app), submitted=False))
    await lose(app, priya)
    desk = await app.as_("priya")
    assert (await post(desk, "/envelopes/openings", envelopes=[sealed])).json() == {"drafts": []}


async def test_business_support_ends_a_lost_phone_and_does_not_find_it(app: App) -> None:
    """A phone that is found opens words again: that is no door for those who may not read cases."""
    phone_id, who = await lose(app, await carrier(app, "priya")), await id_of(app, "priya")
    beth = await app.as_("beth")
    page = (await beth.get(f"/people/{who}")).text
    assert "Reported lost" in page and f"/phones/{phone_id}/finding" not in page
    assert (await beth.post(f"/phones/{phone_id}/finding")).status_code == 404
    await carrier(app, "priya")
    other = await only(app, select(Phone.id).where(Phone.ended_at.is_(None)))
    assert (await beth.post(f"/phones/{other}/ending", {"lost": "yes"})).status_code == 303


async def test_finding_needs_a_fresh_touch_and_ones_own_phone_or_its_manager(app: App) -> None:
    phone_id = await lose(app, await carrier(app, "priya"))
    where = f"/phones/{phone_id}/finding"
    for name in ("sam", "olu", "helen", "alan", "beth"):
        assert (await (await app.as_(name)).post(where)).status_code == 404, name
    ruth = await app.as_("ruth")
    who = await id_of(app, "priya")
    assert "Reported lost" in (await ruth.get(f"/people/{who}")).text
    await change(app, SignIn, touched_at=ago(minutes=6))
    assert (await ruth.post(where)).status_code == 403
    ruth = await app.as_("ruth")
    assert (await ruth.post(where)).headers["location"] == f"/people/{who}"
    assert (await ruth.post(where)).status_code == 404, "it is not lost any more"
