"""What a phone hands over sealed is kept unread, comes on the record once, under its author, and under nobody else."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select, update

from store.tables.access import Passkey, Phone, SignIn
from store.tables.cases import Involvement
from store.tables.entries import Entry, EntryRevision, WeekSignOff
from store.tables.people import Practitioner
from store.tables.sending import Envelope
from store.tables.trail import TrailRow
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.phone_in_hand import Draft, Json, PhoneInHand, canonical, place_of
from tests.software_keys import decode
from tests.web.coming_in import acts, ago, change, id_of, only, post, sign_in
from tests.web.supervising import sitting
from tests.web.test_carried import etags_of
from tests.web.test_outbox import wire as outbox_of
from tests.web.test_sent_again import WEEK, event, family_id, how_many, later, receipt, visit
from tests.web.with_vaults import Carrier, carrier, send
from web.limiting import LIMITS


async def asleep(app: App, name: str = "priya") -> Carrier:
    """Their sign-in is over; the phone lies in a bag and carries what it cannot read."""
    who = await carrier(app, name)
    await change(app, SignIn, seen_at=ago(minutes=16))
    app.services.keeper.seen.clear()
    return who


async def awake(who: Carrier) -> None:
    await sign_in(who.browser, who.passkey)


async def filings(who: Carrier) -> dict[str, list[dict[str, object]]]:
    answer = await post(who.browser, "/envelopes/filings")
    assert answer.status_code == 200, answer.text
    found: dict[str, list[dict[str, object]]] = answer.json()
    return found


async def test_an_envelope_is_kept_unread_and_filed_when_its_author_is_there(app: App) -> None:
    priya, draft = await asleep(app), event(await family_id(app), "Dad came home")
    wire = priya.phone.deposit(draft)
    answer = await send(app.signed_out(), wire)

    told = {"id": str(draft.id), "serial": 1, "sha256": sha256(canonical(wire).encode()).hexdigest(), "filed": None}
    assert (answer.status_code, answer.json()) == (201, told)
    assert await how_many(app, Entry) == 0
    assert "Dad came home" not in json.dumps((await only(app, select(Envelope))).sealed)
    await awake(priya)
    found = await filings(priya)
    assert [one["id"] for one in found["filed"]] == [str(draft.id)] and not found["waiting"] and not found["drafts"]
    entry = await only(app, select(Entry))
    assert (entry.id, entry.author_id, entry.content["what"]) == (draft.id, await id_of(app, "priya"), "Dad came home")
    assert await filings(priya) == {"filed": [], "waiting": [], "drafts": []}


async def test_it_is_filed_at_once_while_its_author_is_signed_in_on_that_phone(app: App) -> None:
    priya, draft = await carrier(app, "priya"), event(await family_id(app))
    answer = await priya.deposit(draft, browser=app.signed_out())
    assert answer.json()["filed"]["id"] == str(draft.id) and answer.json()["filed"]["revision"] == 1
    assert await how_many(app, Entry) == 1


async def test_what_was_not_submitted_stays_a_draft(app: App) -> None:
    priya = await carrier(app, "priya")
    draft = event(await family_id(app), submitted=False)
    assert (await priya.deposit(draft)).json()["filed"] is None
    assert (await filings(priya))["drafts"] == [str(draft.id)]
    assert await how_many(app, Entry) == 0


async def test_form_and_envelope_make_one_entry_in_either_order(app: App) -> None:
    priya, family = await carrier(app, "priya"), await family_id(app)
    first, second = event(family, "One"), event(family, "Two")
    await priya.deposit(first)
    assert receipt(await priya.post(first)) == (await priya.deposit(first)).json()["filed"]
    posted = receipt(await priya.post(second))
    assert (await priya.deposit(second)).json()["filed"] == posted
    assert await how_many(app, Entry) == 2 and await how_many(app, EntryRevision) == 2


async def test_a_form_post_marks_the_kept_envelope_filed(app: App) -> None:
    priya, draft = await asleep(app), event(await family_id(app))
    await priya.deposit(draft)
    await awake(priya)
    await priya.post(draft)
    kept = await only(app, select(Envelope))
    assert kept.filed_at and kept.receipt["id"] == str(draft.id)
    assert (await acts(app))[-2:] == ["significant event recorded", "envelope filed"]


async def test_what_is_filed_tells_no_colleagues_phone_that_a_view_was_given(app: App) -> None:
    """It asks what changed on the families that it carries: a view is nobody's business before the opening."""
    meeting, sam, priya = await sitting(app), await asleep(app, "sam"), await app.as_("priya")
    fields = [("safety", "3"), ("evidence", "Dawn was not in on Friday.")]
    view = Draft("supervision view", f"{meeting.turn}/views", fields)
    carried = etags_of(await priya.get("/carried"))
    await sam.deposit(view)
    await awake(sam)
    assert (await sam.post(view)).status_code == 201
    assert (await acts(app))[-1] == "envelope filed"
    assert etags_of(await priya.get("/carried")) == carried


async def test_a_form_elsewhere_with_its_id_leaves_the_kept_envelope_alone(app: App) -> None:
    priya, draft = await asleep(app), event(await family_id(app), "Dad came home")
    await priya.deposit(draft)
    await awake(priya)
    elsewhere = replace(draft, action=event(await family_id(app, "Brennan")).action)
    name = replace(draft, action=f"/passkeys/{await only(app, select(Passkey.id))}/name", fields=[("name", "Blue")])
    answers = [await priya.post(one) for one in (name, elsewhere)]
    assert [one.status_code for one in answers] == [201, 201]
    assert (await only(app, select(Envelope))).filed_at is None
    (waiting,) = (await filings(priya))["waiting"]
    assert waiting["id"] == str(draft.id), "her words wait for her; they are not given up"


async def test_form_envelope_and_filing_at_one_moment_make_one_entry(app: App) -> None:
    priya, family = await carrier(app, "priya"), await family_id(app)
    for _ in range(3):
        draft = event(family)
        wire = priya.phone.deposit(draft)
        sent = [send(priya.browser, wire), priya.post(draft), send(app.signed_out(), wire), priya.post(draft)]
        answers = await asyncio.gather(*sent, post(priya.browser, "/envelopes/filings"))
        assert {answer.status_code for answer in answers} <= {200, 201}
        assert receipt(answers[1]) == receipt(answers[3])
    assert await how_many(app, Entry) == 3 and await how_many(app, EntryRevision) == 3
    assert await filings(priya) == {"filed": [], "waiting": [], "drafts": []}


async def test_but_not_where_its_author_had_written_on(app: App) -> None:
    """The longer words reached the server sealed, then the shorter ones as a form: the longer ones are not given up."""
    priya, draft = await asleep(app), event(await family_id(app), "Half")
    written_on = replace(draft, fields=later(draft, what="Half and the rest").fields,
                         wrote=draft.wrote, saved_at=draft.wrote + timedelta(seconds=40))  # fmt: skip
    await priya.deposit(written_on, serial=2)
    await awake(priya)
    await priya.post(draft)
    assert len((await filings(priya))["filed"]) == 1
    assert (await only(app, select(Entry))).content["what"] == "Half and the rest"


async def test_nor_where_the_phones_clock_was_set_back_meanwhile(app: App) -> None:
    """By the clock the later words are three days older; by their numbers they are the later ones."""
    priya, draft = await asleep(app), event(await family_id(app), "Half")
    set_back = draft.wrote - timedelta(days=3)
    written_on = replace(draft, fields=later(draft, what="Half and the rest").fields, wrote=set_back)
    await priya.deposit(written_on, serial=2)
    await awake(priya)
    await priya.post(draft, serial=1)
    assert (await only(app, select(Envelope))).filed_at is None
    (waiting,) = (await filings(priya))["waiting"]
    refused = (waiting["id"], waiting["serial"], waiting["status"])
    assert refused == (str(draft.id), 2, 409), "she looks at both; neither is given up"


async def test_nor_where_it_comes_among_others(app: App) -> None:
    priya, draft = await asleep(app), event(await family_id(app), "Half")
    set_back = draft.wrote - timedelta(days=3)
    written_on = replace(draft, fields=later(draft, what="Half and the rest").fields, wrote=set_back)
    await priya.deposit(written_on, serial=2)
    await awake(priya)
    [form] = outbox_of(draft)["forms"]
    await post(priya.browser, "/outbox", forms=[form | {"serial": 1}])
    assert (await only(app, select(Envelope))).filed_at is None


async def test_by_its_number_a_later_form_says_more_than_what_is_kept(app: App) -> None:
    """The clock was set back before the last words, which came as a form: the earlier ones are not filed after them."""
    priya, draft = await asleep(app), event(await family_id(app), "Half")
    await priya.deposit(draft, serial=1)
    await awake(priya)
    last = replace(draft, fields=later(draft, what="Half and the rest").fields, wrote=draft.wrote - timedelta(days=3))
    await priya.post(last, serial=2)
    assert (await only(app, select(Envelope))).filed_at
    assert (await only(app, select(Entry))).content["what"] == "Half and the rest"


async def test_of_one_draft_the_newest_is_kept(app: App) -> None:
    priya, draft = await asleep(app), event(await family_id(app), submitted=False)
    newest = await priya.deposit(draft, serial=7)
    older = await priya.deposit(draft, serial=3)
    assert (older.status_code, older.json()) == (200, newest.json())
    assert (await priya.deposit(draft, serial=8)).json()["serial"] == 8
    assert await how_many(app, Envelope) == 1


async def test_newer_words_of_what_is_on_the_record_are_its_next_version(app: App) -> None:
    priya, draft = await carrier(app, "priya"), event(await family_id(app), "First")
    await priya.deposit(draft, serial=1)
    answer = await priya.deposit(later(draft, what="Second"), serial=2)
    assert answer.json()["filed"]["revision"] == 2
    assert (await only(app, select(Entry))).content["what"] == "Second"


async def test_one_that_the_record_refuses_waits_with_the_reason_and_holds_up_none(app: App) -> None:
    priya, family = await asleep(app), await family_id(app)
    bad, good = visit(family, ""), event(family)
    await priya.deposit(bad)
    await priya.deposit(good)
    await awake(priya)
    found = await filings(priya)
    assert [one["id"] for one in found["filed"]] == [str(good.id)]
    (waiting,) = found["waiting"]
    assert (waiting["id"], waiting["status"]) == (str(bad.id), 422) and "another look" in str(waiting["reason"])


async def test_an_entry_about_a_time_when_its_author_held_the_case_is_filed_and_marked_late(app: App) -> None:
    fiona, draft = await asleep(app, "fiona"), event(await family_id(app))
    draft.fields[0] = ("on", (TODAY - timedelta(days=40)).isoformat())
    await fiona.deposit(draft)
    await awake(fiona)
    assert len((await filings(fiona))["filed"]) == 1
    assert (await only(app, select(Entry))).late


async def test_one_about_a_case_that_is_gone_waits_and_is_not_lost(app: App) -> None:
    grace, draft = await asleep(app, "grace"), event(await family_id(app, "Adeyemi"))
    await grace.deposit(draft)
    async with app.services.database.writing() as db:
        who = await Cast.practitioner_id(db, "grace")
        await db.execute(update(Practitioner).where(Practitioner.id == who).values(team_id=None))
        await db.execute(
            update(Involvement).where(Involvement.practitioner_id == who).values(until=TODAY - timedelta(1))
        )
    await awake(grace)
    (waiting,) = (await filings(grace))["waiting"]
    assert waiting["status"] == 404
    assert (await only(app, select(Envelope))).filed_at is None


ELSEWHERE = [
    "/sign-outs",
    "/people/3/leaving",
    "/phones/1/ending",
    "/week",
    "/families/1/restrictions",
    "https://x/y",
    "",
]


@pytest.mark.parametrize("action", ELSEWHERE)
async def test_nothing_but_forms_about_a_case_can_be_done_by_what_a_phone_sealed(app: App, action: str) -> None:
    ruth = await carrier(app, "ruth")
    await ruth.deposit(replace(event(await family_id(app)), action=action))
    (waiting,) = (await filings(ruth))["waiting"]
    assert waiting["status"] == 403
    assert await how_many(app, Entry) == 0 and (await ruth.browser.get("/you")).status_code == 200


async def test_what_a_manager_decides_about_a_case_is_not_done_by_what_a_phone_sealed(app: App) -> None:
    """Their own post does it, once they unlock: the phone keeps it until then."""
    ruth, family, wendy = await asleep(app, "ruth"), await family_id(app), await id_of(app, "wendy")
    allocation = Draft("", f"/families/{family}/allocations", [("practitioner", str(wendy)), ("since", str(TODAY))])
    ending = Draft("", f"/families/{family}/allocations/1/ending", [])
    sign_off = Draft("", f"/families/{family}/weeks/{WEEK}/sign-off", [("remark", "Read.")])
    before = await how_many(app, Involvement)
    for draft in (allocation, ending, sign_off):
        assert (await ruth.deposit(draft, browser=app.signed_out())).status_code == 201
    await awake(ruth)
    found = await filings(ruth)
    assert not found["filed"] and [one["status"] for one in found["waiting"]] == [403] * 3
    assert await how_many(app, WeekSignOff) == 0 and await how_many(app, Involvement) == before
    assert (await only(app, select(Involvement).where(Involvement.id == 1))).until is None
    receipt(await ruth.post(sign_off))
    assert await how_many(app, WeekSignOff) == 1
    assert len((await filings(ruth))["waiting"]) == 2, "its envelope is on the record with it"


async def test_a_draft_under_another_drafts_id_is_not_filed(app: App) -> None:
    priya, draft = await carrier(app, "priya"), event(await family_id(app))
    wire = priya.phone.deposit(draft)
    other = {**wire, "id": str(uuid4())}
    await send(priya.browser, priya.phone.signed(other))
    assert [one["status"] for one in (await filings(priya))["waiting"]] == [422]
    assert await how_many(app, Entry) == 0


async def test_one_that_bears_two_ids_is_not_filed(app: App) -> None:
    priya, draft = await carrier(app, "priya"), event(await family_id(app))
    draft.fields.append(("draft_id", str(uuid4())))
    assert (await priya.deposit(draft)).json()["filed"] is None
    found = await filings(priya)
    assert not found["filed"] and [one["status"] for one in found["waiting"]] == [422]
    assert await how_many(app, Entry) == 0


async def test_one_number_cannot_shut_out_all_later_words(app: App) -> None:
    """A phone counts its savings; whoever got hold of its signing key cannot hand over the last of all numbers."""
    priya, draft = await asleep(app), event(await family_id(app), submitted=False)
    far = await priya.deposit(draft, serial=2**53 - 1)
    assert (far.status_code, far.json()) == (400, {"state": "refused"})
    assert (await priya.deposit(draft, serial=90_000)).status_code == 201, "a long day's typing"
    assert (await priya.deposit(draft, serial=190_001)).status_code == 400
    assert (await priya.deposit(draft, serial=90_001)).json()["serial"] == 90_001
    assert await how_many(app, Envelope) == 1


WRONG = {
    "changed body": lambda wire: wire | {"body": ("B" if wire["body"][0] == "A" else "A") + wire["body"][1:]},
    "changed serial": lambda wire: wire | {"serial": 2},
    "changed key": lambda wire: wire | {"keys": wire["keys"] | {"council": wire["keys"]["phone"]}},
    "no signature": lambda wire: {key: value for key, value in wire.items() if key != "signature"},
    "another format": lambda wire: wire | {"v": 2},
    "another handle": lambda wire: wire | {"handle": "c2FtLS0"},
    "no id": lambda wire: wire | {"id": "12"},
}


@pytest.mark.parametrize("how", WRONG)
async def test_an_envelope_that_was_tampered_with_is_refused(app: App, how: str) -> None:
    priya = await carrier(app, "priya")
    wire = priya.phone.deposit(event(await family_id(app)))
    answer = await send(app.signed_out(), WRONG[how](wire))
    assert (answer.status_code, answer.json()) == (400, {"state": "refused"})
    assert await how_many(app, Envelope) == 0


async def test_a_phone_cannot_sign_in_anothers_name(app: App) -> None:
    priya, sam = await carrier(app, "priya"), await carrier(app, "sam")
    draft = event(await family_id(app))
    forged = PhoneInHand(priya.phone.handle, priya.phone.council, vault_id=sam.phone.vault_id,
                         signing_key=sam.phone.signing_key)  # fmt: skip
    assert (await send(sam.browser, forged.deposit(draft))).status_code == 400


async def test_a_vault_that_nobody_has_is_unknown(app: App) -> None:
    priya = await carrier(app, "priya")
    stranger = PhoneInHand(priya.phone.handle, priya.phone.council)
    for wire in (stranger.deposit(event(1)), {}, [], "x", {"vault": "nonsense"}):
        answer = await send(app.signed_out(), wire)
        assert (answer.status_code, answer.json()) == (404, {"state": "unknown"})


async def test_an_earlier_vault_of_the_phone_may_still_hand_over_what_it_signed(app: App) -> None:
    priya, draft = await carrier(app, "priya"), event(await family_id(app))
    newer = PhoneInHand(priya.phone.handle, priya.phone.council)
    await post(priya.browser, "/phones/this/vault", **newer.registration)
    assert (await priya.deposit(draft)).status_code == 201


async def test_a_lost_phone_delivers_nothing_more(app: App) -> None:
    priya, draft = await carrier(app, "priya"), event(await family_id(app))
    await priya.browser.post(f"/phones/{await only(app, select(Phone.id))}/ending", {"lost": "yes"})
    answer = await priya.deposit(draft)
    assert (answer.status_code, answer.json()) == (410, {"state": "ended"})
    assert await how_many(app, Envelope) == 0 and "deposit refused" in await acts(app)


async def test_too_much_is_not_read(app: App) -> None:
    assert (await send(app.signed_out(), {"body": "x" * (1024 * 1024)})).status_code == 413


async def test_who_signs_nothing_has_to_wait(app: App) -> None:
    stranger = app.signed_out()
    answers = [await send(stranger, {}) for _ in range(LIMITS["unproven envelope"]["each"].amount + 1)]
    assert [one.status_code for one in answers[-2:]] == [404, 429]


async def test_but_stops_no_phone_behind_the_same_address(app: App) -> None:
    """Somebody in the office's network posts junk, with a vault's id as well; Priya's phone still hands over."""
    priya, draft = await asleep(app), event(await family_id(app))
    stranger, forged = app.signed_out(), PhoneInHand(priya.phone.handle, priya.phone.council, priya.phone.vault_id)
    most = LIMITS["unproven envelope"]["each"].amount
    junk = [await send(stranger, forged.deposit(draft)) for _ in range(most + 5)]
    assert [junk[0].status_code, junk[-1].status_code] == [400, 429]
    assert int(junk[-1].headers["retry-after"]) > 0
    assert (await priya.deposit(draft, browser=stranger)).status_code == 201


async def test_a_phone_that_never_stops_has_to_wait_and_the_next_phone_has_not(app: App) -> None:
    priya, sam = await asleep(app), await asleep(app, "sam")
    draft = event(await family_id(app), submitted=False)
    sealed, out = priya.phone.deposit(draft), app.signed_out()
    answers = [await send(out, sealed) for _ in range(LIMITS["envelope"]["each"].amount + 1)]
    assert [answers[-2].status_code, answers[-1].status_code] == [200, 429]
    assert (await sam.deposit(event(await family_id(app)), browser=out)).status_code == 201


async def test_the_trail_tells_what_became_of_it(app: App) -> None:
    priya, draft = await asleep(app), event(await family_id(app))
    await priya.deposit(draft)
    await awake(priya)
    await filings(priya)
    async with app.services.database.reading() as db:
        rows = await db.scalars(select(TrailRow).where(TrailRow.subject == str(draft.id)).order_by(TrailRow.number))
        told = [(row.act, row.practitioner_id) for row in rows]
    who = await id_of(app, "priya")
    assert told == [("draft deposited", who), ("significant event recorded", who), ("envelope filed", who)]


@pytest.mark.parametrize("how", ["delivered", "posted"])
async def test_a_note_whose_words_a_form_took_is_put_away_once_that_is_on_the_record(app: App, how: str) -> None:
    """It would be kept for its author for ever, as if it were still to be filed."""
    priya, note = await asleep(app), Draft("", "", [("note", "Dad came home")], submitted=False)
    kept_on = replace(note, id=uuid4())
    draft = event(await family_id(app), "Dad came home", took=(note.id,))
    for one in (note, kept_on, draft):
        await priya.deposit(one)
    await awake(priya)
    found = await filings(priya) if how == "delivered" else await priya.post(draft)
    left = await post(priya.browser, "/envelopes/filings")
    assert left.json() == {"filed": [], "waiting": [], "drafts": [str(kept_on.id)]}, found
    assert "draft put away" in await acts(app)


async def test_one_opens_ones_own_on_a_phone_that_can_no_longer(app: App) -> None:
    """A new passkey, a new vault: the phone signs what it cannot read, and its author gets it back."""
    priya, draft = await carrier(app, "priya"), event(await family_id(app), "Not lost", submitted=False)
    old = priya.phone.deposit(draft, serial=4)
    answer = await post(priya.browser, "/envelopes/openings", envelopes=[old])
    assert answer.json() == {"drafts": [{"id": str(draft.id), "serial": 4, "draft": draft.plaintext}]}
    assert (await acts(app))[-1] == "draft opened by the recovery key"


async def test_one_gets_the_keys_of_ones_own_photographs_on_a_phone_that_can_no_longer(app: App) -> None:
    """The pictures stay on the phone; what the council opens is what they lie under."""
    priya, picture = await carrier(app, "priya"), str(uuid4())
    sealed = photograph_on(priya, picture)
    answer = (await post(priya.browser, "/photographs/openings", photographs=[wire_of(picture, *sealed)])).json()
    (keys,) = answer["photographs"]
    assert keys["id"] == picture
    for name, envelope, version in (("picture", sealed[0], 1), ("words", sealed[1], 3)):
        place = place_of("photographs", picture, priya.phone.handle, version)
        plain = AESGCM(decode(keys[name])).decrypt(decode(envelope["iv"]), decode(envelope["body"]), place)
        assert plain.decode() == f"{name} of the street"
    assert (await acts(app))[-1] == "photograph opened by the recovery key"


async def test_nobody_gets_the_keys_of_anothers_photographs(app: App) -> None:
    priya, sam, picture = await carrier(app, "priya"), await carrier(app, "sam"), str(uuid4())
    hers = wire_of(picture, *photograph_on(priya, picture))
    drafts = {**hers, "words": priya.phone.seal(b"x", store="drafts", id=picture, version=3)["keys"]["council"]}
    not_hers = [drafts, {**hers, "id": str(uuid4())}, {**hers, "serial": "3"}, {}, 5]
    for browser, wire in [(sam.browser, hers), *((priya.browser, one) for one in not_hers)]:
        assert (await post(browser, "/photographs/openings", photographs=[wire])).json() == {"photographs": []}
    assert (await acts(app))[-1] == "opening refused"
    await change(app, SignIn, touched_at=ago(minutes=6))
    assert (await post(priya.browser, "/photographs/openings", photographs=[hers])).status_code == 403


def photograph_on(who: Carrier, id: str) -> tuple[Json, Json]:
    """Picture and words of one, as they lie on that phone."""
    picture = who.phone.seal(b"picture of the street", store="photographs", id=id, version=1)
    return picture, who.phone.seal(b"words of the street", store="photographs", id=id, version=3)


def wire_of(id: str, picture: Json, words: Json) -> Json:
    return {"id": id, "serial": 3, "picture": picture["keys"]["council"], "words": words["keys"]["council"]}


async def test_nobody_opens_anothers(app: App) -> None:
    priya, sam = await carrier(app, "priya"), await carrier(app, "sam")
    hers = priya.phone.deposit(event(await family_id(app), submitted=False))
    signed_by_sam = replace(sam.phone).signed({**hers, "vault": str(sam.phone.vault_id), "handle": sam.phone.handle})
    for wire in (hers, signed_by_sam, {}, 5):
        assert (await post(sam.browser, "/envelopes/openings", envelopes=[wire])).json() == {"drafts": []}
    assert (await acts(app))[-1] == "opening refused"


async def test_opening_needs_a_fresh_touch(app: App) -> None:
    priya = await carrier(app, "priya")
    await change(app, SignIn, touched_at=ago(minutes=6))
    assert (await post(priya.browser, "/envelopes/openings", envelopes=[])).status_code == 403
