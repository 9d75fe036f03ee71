"""A joint visit is one record: colleagues sign it, add their own account, or were not there."""

from uuid import uuid4

import pytest
from sqlalchemy import update

from store.tables.entries import Entry, Signature
from tests.cast import Cast
from tests.conftest import App
from tests.web.visiting import fingerprint_of, form_in, scene_of, text_of


def signing(answer: str = "signed", account: str = "", version: int = 1) -> dict[str, object]:
    return {"draft_id": str(uuid4()), "opened_version": str(version), "account": account, "answer": answer}


async def test_a_colleague_signs_and_adds_an_own_account(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    sam = await app.as_("sam")
    asked = await sam.get(address)
    assert "You are asked to sign" in text_of(asked)
    form = form_in(asked.text, f"{address}/signatures")
    fields = {**form, "draft_id": str(uuid4()), "account": "I sat with Leo.", "answer": "signed"}
    answer = await sam.post(f"{address}/signatures", fields)
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    assert fingerprint_of(fields) in answer.headers["weekbook-receipt"]
    read = text_of(await (await app.as_("priya")).get(address))
    assert "I sat with Leo." in read and "Sam Okoro’s own account" in read and "asked to sign" not in read
    assert (len(await scene.entries()), len(await scene.signatures())) == (1, 1), "one visit, counted once for each"
    assert "You are asked to sign" not in text_of(await sam.get(address))


@pytest.mark.parametrize("who", ["priya", "tom", "ruth", "helen", "mark", "wendy", "grace", "fiona", "colin"])
async def test_only_who_was_asked_can_sign(app: App, who: str) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    answer = await (await app.as_(who)).post(f"{address}/signatures", signing(account="Zebra-4711"))
    assert answer.status_code == 404
    assert (await scene.signatures())["sam"].signed_at is None
    assert "Zebra-4711" not in (await (await app.as_("priya")).get(address)).text


async def test_signing_twice_is_one_signature_with_the_same_receipt(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    sam, fields = await app.as_("sam"), signing(account="I sat with Leo.")
    one, two = [await sam.post(f"{address}/signatures", fields) for _ in range(2)]
    assert one.headers["weekbook-receipt"] == two.headers["weekbook-receipt"]
    assert (await scene.signatures())["sam"].account == "I sat with Leo."


async def test_an_account_is_added_to_and_never_replaced(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    sam = await app.as_("sam")
    for account in ("I sat with Leo.", "He asked for his bear.", "I sat with Leo."):
        await sam.post(f"{address}/signatures", signing(account=account))
    assert (await scene.signatures())["sam"].account == "I sat with Leo.\n\nHe asked for his bear."


async def test_who_was_not_there_says_so_and_can_think_again(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    sam = await app.as_("sam")
    await sam.post(f"{address}/signatures", signing("not_there", "I was in court."))
    read = text_of(await (await app.as_("priya")).get(address))
    assert "was not there" in read and "I was in court." in read
    assert "You are asked to sign" not in text_of(await sam.get(address))
    await sam.post(f"{address}/signatures", signing())
    row = (await scene.signatures())["sam"]
    assert row.signed_at and row.declined_at is None


async def test_who_has_signed_cannot_say_there_that_they_were_not_there(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    sam = await app.as_("sam")
    await sam.post(f"{address}/signatures", signing())
    assert (await sam.post(f"{address}/signatures", signing("not_there"))).status_code == 409
    assert (await scene.signatures())["sam"].declined_at is None


async def test_a_change_after_a_signature_asks_again_and_says_which_version_was_signed(app: App) -> None:
    scene = await scene_of(app)
    fields, address = await scene.record()
    sam, priya = await app.as_("sam"), await app.as_("priya")
    await sam.post(f"{address}/signatures", signing(account="I sat with Leo."))
    await priya.post(f"{address}/revisions", fields | {"opened_version": "1", "observed": "Something else."})
    read = text_of(await priya.get(address))
    assert "Signed version 1" in read and "asked again for version 2" in read and "I sat with Leo." in read
    assert "has changed it since you signed version 1" in text_of(await sam.get(address))
    await sam.post(f"{address}/signatures", signing(version=2))
    row = (await scene.signatures())["sam"]
    assert (row.signed_revision, row.account) == (2, "I sat with Leo.")


async def test_nobody_signs_what_they_have_not_read(app: App) -> None:
    scene = await scene_of(app)
    fields, address = await scene.record()
    await (await app.as_("priya")).post(f"{address}/revisions", fields | {"opened_version": "1", "observed": "New."})
    sam = await app.as_("sam")
    answer = await sam.post(f"{address}/signatures", signing(account="I sat with Leo.", version=1))
    assert answer.status_code == 409 and "New." in answer.text
    form = form_in(answer.text, f"{address}/signatures")
    assert (form["account"], form["opened_version"]) == (["I sat with Leo."], ["2"])
    assert (await scene.signatures())["sam"].signed_at is None


async def test_after_sign_off_one_still_signs_but_an_account_is_an_amendment(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    await scene.sign_off()
    sam = await app.as_("sam")
    assert 'name="account"' not in (await sam.get(address)).text
    answer = await sam.post(f"{address}/signatures", signing(account="I sat with Leo."))
    assert answer.status_code == 409 and "I sat with Leo." in answer.text and "/amendments/new" in answer.text
    assert (await sam.post(f"{address}/signatures", signing())).status_code == 303
    assert "after the week was signed off" in text_of(await sam.get(address))


async def test_an_answer_is_asked_for_and_too_long_an_account_comes_back(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    sam = await app.as_("sam")
    assert (await sam.post(f"{address}/signatures", signing(""))).status_code == 422
    answer = await sam.post(f"{address}/signatures", signing(account="x" * 20_001))
    assert answer.status_code == 422
    assert form_in(answer.text, f"{address}/signatures")["account"] == ["x" * 20_001]


async def test_a_colleague_taken_out_is_let_go_and_one_who_signed_stays(app: App) -> None:
    scene = await scene_of(app)
    both = [str(scene.practitioners[name]) for name in ("sam", "helen")]
    fields, address = await scene.record(went=both)
    await (await app.as_("helen")).post(f"{address}/signatures", signing())
    priya = await app.as_("priya")
    await priya.post(f"{address}/revisions", fields | {"opened_version": "1", "went": [], "observed": "Else."})
    assert list(await scene.signatures()) == ["helen"]
    await priya.post(f"{address}/revisions", fields | {"opened_version": "2", "observed": "Else again."})
    rows = await scene.signatures()
    assert sorted(rows) == ["helen", "sam"] and rows["helen"].signed_at, "nobody is asked twice"


async def test_a_signature_belongs_to_its_own_visit(app: App) -> None:
    """An entry's id of another case does not exist for whoever may not see that case."""
    scene = await scene_of(app)
    _, address = await scene.record()
    async with app.services.database.writing() as db:
        await db.execute(update(Entry).values(case_id=await Cast.case_id(db, "Adeyemi")))
    assert (await (await app.as_("sam")).post(f"{address}/signatures", signing())).status_code == 404
    async with app.services.database.writing() as db:
        await db.execute(update(Signature).values(practitioner_id=await Cast.practitioner_id(db, "grace")))
    assert (await (await app.as_("grace")).post(f"{address}/signatures", signing())).status_code == 303
