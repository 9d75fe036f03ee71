"""A lost phone opens and delivers nothing; found again, its author gets back what is on it."""

from sqlalchemy import select

from store.tables.access import Phone, SignIn, Vault
from tests.conftest import App
from tests.phone_in_hand import PhoneInHand
from tests.web.coming_in import acts, ago, change, id_of, only, passkey_of, post, sign_in
from tests.web.test_sent_again import event, family_id
from tests.web.visiting import text_of
from tests.web.with_vaults import Carrier, carrier


async def lose(app: App, who: Carrier) -> int:
    phone_id: int = await only(app, select(Phone.id))
    assert (await who.browser.post(f"/phones/{phone_id}/ending", {"lost": "yes"})).status_code == 303
    return phone_id


async def test_a_lost_phone_learns_that_it_is_over_and_nothing_opens_it(app: App) -> None:
    priya = await carrier(app, "priya")
    await lose(app, priya)
    state = await app.signed_out().get(f"/phones/state?vault={priya.phone.vault_id}")
    assert (await only(app, select(Vault))).wrapping_key is None
    lost_at = (await only(app, select(Phone))).lost_at
    assert state.json() == {"state": "ended", "lost_at": lost_at.isoformat()}


async def test_it_says_what_is_true_before_its_contact_at_it_and_after_its_erasure(app: App) -> None:
    priya = await carrier(app, "priya")
    await lose(app, priya)
    own, who = await app.as_("priya"), await id_of(app, "priya")
    ruth = await app.as_("ruth")

    async def said() -> tuple[str, str]:
        return text_of(await own.get("/you")), text_of(await ruth.get(f"/people/{who}"))

    for page in await said():
        assert "not in contact since" in page and "Erased" not in page and "None." not in page
    lost = app.signed_out()
    await lost.get(f"/phones/state?vault={priya.phone.vault_id}")
    for page in await said():
        assert "not in contact since" not in page and "has not said yet that it is erased" in page
    assert (await post(lost, "/phones/erasures", vault=str(priya.phone.vault_id))).status_code == 204
    for page in await said():
        assert "Erased" in page and "nothing on it can be read there any more" in page
    assert [act for act in await acts(app) if act.startswith("lost phone")] == [
        "lost phone in contact", "lost phone erased"]  # fmt: skip


async def test_nobody_makes_a_phone_erased_that_is_not_lost(app: App) -> None:
    priya = await carrier(app, "priya")
    for vault in (str(priya.phone.vault_id), "00000000-0000-0000-0000-000000000007"):
        assert (await post(app.signed_out(), "/phones/erasures", vault=vault)).status_code == 204
    assert (await post(app.signed_out(), "/phones/erasures", vault="x")).status_code == 422
    assert (await only(app, select(Phone))).erased_at is None


async def test_the_sign_in_page_of_a_lost_phone_says_so_and_what_to_do(app: App) -> None:
    priya = await carrier(app, "priya")
    assert "reported lost" not in (await app.signed_out().get("/sign-in")).text
    phone_id = await lose(app, priya)
    page = text_of(await priya.browser.get("/sign-in"))
    assert "This phone was reported lost on" in page and "It is found" in page and "still on it, sealed" in page
    assert "Okafor" not in page and "Priya" not in page
    await (await app.as_("priya")).post(f"/phones/{phone_id}/finding")
    assert "reported lost" not in (await priya.browser.get("/sign-in")).text


async def test_each_other_phone_is_reported_lost_in_one_word_and_told_apart(app: App) -> None:
    passkey, bag = await passkey_of(app, "priya"), app.signed_out()
    await sign_in(bag, passkey)
    hand = app.signed_out()
    await sign_in(hand, passkey)
    page = text_of(await hand.get("/you"))
    assert page.count("I have lost this phone") == 1, "not this one"
    assert "This phone" in page and page.count("First in contact") == 2
    assert "A browser, 2" in page, "two of one kind have names of their own"
    assert "comes back to you only if the phone is found" in page


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
