"""Words that reached the council sealed and are not on the record: for their author; for two once they have left."""

import re
from dataclasses import replace
from datetime import date

import httpx
import pytest
from sqlalchemy import func, select, update

from store.tables.access import SignIn
from store.tables.entries import Entry
from store.tables.people import Practitioner
from store.tables.sending import Envelope, UnsentRequest
from tests.cast import Cast
from tests.conftest import App, Browser
from tests.phone_in_hand import Draft
from tests.web.coming_in import acts, ago, change, id_of, only, sign_in
from tests.web.test_envelopes import asleep
from tests.web.test_sent_again import event, family_id, how_many, task, visit
from tests.web.with_vaults import carrier, send


def shown(answer: httpx.Response) -> list[tuple[str, str]]:
    """The words as they stand there, each under its label."""
    found = re.findall(r"<dt[^>]*>(.*?)</dt><dd[^>]*>(.*?)</dd>", answer.text, flags=re.DOTALL)
    return [(label, words) for label, words in found]


async def test_their_author_reads_and_copies_them(app: App) -> None:
    priya, family = await asleep(app), await family_id(app)
    draft = event(family, "Dad came home", submitted=False)
    draft.fields.append(("about", "74123"))
    await priya.deposit(draft)
    assert "on the record" in (await (await app.as_("tom")).fragment("/recovered")).text
    await sign_in(priya.browser, priya.passkey)
    page = (await priya.browser.fragment("/recovered")).text
    assert "Dad came home" in page and "not finished" in page and "Copy the words" in page
    assert "Put it on the record" not in page, "it was never submitted"
    assert "74123" not in page, "a row's number is no word of hers"
    assert (await acts(app))[-1] == "draft opened by the recovery key"
    assert "1 kept for you" in (await priya.browser.fragment("/you")).text


async def test_they_stand_under_the_words_of_their_form(app: App) -> None:
    """In its order, what was chosen in its own words; what is for the form alone is not shown."""
    priya, draft = await asleep(app), event(await family_id(app), "Dad came home", submitted=False)
    draft.fields += [("about", "74123"), ("about", "74124"), ("kept", "74123")]
    labels = {"on": ["Day", "19 November 2026"], "at": ["Time"], "what": ["What happened"],
              "impact": ["What it means for the children"], "about": ["Which children it concerns", "Leo"],
              "kept": ["Leo does not want a parent to read this", "Yes"]}  # fmt: skip
    await priya.deposit(replace(draft, labels=labels))
    await sign_in(priya.browser, priya.passkey)
    assert shown(await priya.browser.fragment("/recovered")) == [
        ("Day", "19 November 2026"), ("Time", "00:00"), ("What happened", "Dad came home"),
        ("What it means for the children", "They were frightened"), ("Which children it concerns", "Leo, Leo"),
        ("Leo does not want a parent to read this", "Yes"),
    ]  # fmt: skip


async def test_those_of_a_release_without_labels_are_still_read(app: App) -> None:
    priya, draft = await asleep(app), event(await family_id(app), "Dad came home", submitted=False)
    await priya.deposit(draft)
    await sign_in(priya.browser, priya.passkey)
    assert ("What", "Dad came home") in shown(await priya.browser.fragment("/recovered"))


@pytest.mark.parametrize("labels", [7, [], [[]], "What happened", {"what": 1}])
async def test_labels_that_are_none_hold_nothing_up(app: App, labels: object) -> None:
    priya, draft = await asleep(app), event(await family_id(app), "Dad came home", submitted=False)
    await send(priya.browser, priya.phone.deposit_of(draft, {**draft.plaintext, "labels": labels}))
    await sign_in(priya.browser, priya.passkey)
    assert ("What", "Dad came home") in shown(await priya.browser.fragment("/recovered"))


async def test_nobody_else_sees_them(app: App) -> None:
    priya = await asleep(app)
    await priya.deposit(event(await family_id(app), "Dad came home"))
    for name in ("sam", "tom", "ruth", "helen", "colin", "hilary", "alan"):
        assert "Dad came home" not in (await (await app.as_(name)).get("/recovered")).text, name


async def test_it_needs_a_fresh_touch(app: App) -> None:
    priya = await app.as_("priya")
    await change(app, SignIn, touched_at=ago(minutes=6))
    assert (await priya.get("/recovered")).status_code == 403


async def test_what_waits_says_why_and_is_filed_once_it_can_be(app: App) -> None:
    priya, draft = await carrier(app, "priya"), visit(await family_id(app), "")
    await priya.deposit(draft)
    assert "another look" in (await priya.browser.fragment("/recovered")).text
    where = f"/recovered/{draft.id}/filing"
    assert (await priya.browser.post(where)).headers["location"] == "/recovered"
    await priya.deposit(replace(draft, fields=visit(1, "The flat was warm").fields, submitted=False), serial=2)
    assert await how_many(app, Entry) == 0


async def test_one_that_was_submitted_is_filed_from_there(app: App) -> None:
    priya, draft = await asleep(app), event(await family_id(app))
    await priya.deposit(draft)
    await sign_in(priya.browser, priya.passkey)
    filed = await priya.browser.post(f"/recovered/{draft.id}/filing")
    assert filed.headers["location"] == f"/significant-events/{draft.id}"
    assert (await priya.browser.post(f"/recovered/{draft.id}/filing")).status_code == 404


async def test_one_that_is_discarded_is_shown_no_more_and_not_destroyed(app: App) -> None:
    priya, draft = await carrier(app, "priya"), event(await family_id(app), "Not needed", submitted=False)
    await priya.deposit(draft)
    where = f"/recovered/{draft.id}/discarding"
    assert (await (await app.as_("sam")).post(where)).status_code == 404
    assert (await priya.browser.post(where)).headers["location"] == "/recovered"
    assert "Not needed" not in (await priya.browser.fragment("/recovered")).text
    assert await how_many(app, Envelope) == 1 and "draft put away" in await acts(app)


async def left_behind(app: App, words: str = "What Sam saw") -> int:
    """Sam handed something over, and has left."""
    sam = await asleep(app, "sam")
    labels = {"what": ["What happened"], "impact": ["What it means for the children"]}
    await sam.deposit(event(await family_id(app), words, labels=labels))
    await sam.deposit(task(await family_id(app, "Vine")))
    async with app.services.database.writing() as db:
        who = await Cast.practitioner_id(db, "sam")
        await db.execute(update(Practitioner).where(Practitioner.id == who).values(left_on=date.today()))
    return who


async def two(app: App, who: int) -> tuple[Browser, Browser]:
    """Ruth asks, Mark agrees."""
    ruth, mark = await app.as_("ruth"), await app.as_("mark")
    await ruth.post(f"/people/{who}/unsent/requests", {"reason": "The conference is on Friday"})
    async with app.services.database.reading() as db:
        request = await db.scalar(select(func.max(UnsentRequest.id)))
    await mark.post(f"/people/{who}/unsent/approvals", {"request": request})
    return ruth, mark


async def test_two_managers_read_what_somebody_who_left_never_sent(app: App) -> None:
    who = await left_behind(app)
    ruth, mark = await two(app, who)
    page = await ruth.get(f"/people/{who}/unsent")
    assert ("What happened", "What Sam saw") in shown(page) and "Ruth Calder and Mark Dyer" in page.text
    assert "What Sam saw" in (await mark.get(f"/people/{who}/unsent")).text
    told = await acts(app)
    assert {"unsent words asked for", "unsent words agreed to", "draft opened for two managers"} <= set(told)


async def test_what_a_meeting_came_to_is_read_though_its_form_needs_a_fresh_touch(app: App) -> None:
    """It is read, not sent: nothing of a leaver's words is out of the two managers' sight."""
    sam, family = await asleep(app, "sam"), await family_id(app)
    booked = {"kind": "core_group", "on": date.today().isoformat()}
    answer = await (await app.as_("priya")).post(f"/families/{family}/conferences", booked)
    place = answer.headers["location"]
    fields = [("on", date.today().isoformat()), ("dissent", "The school saw it otherwise")]
    labels = {"dissent": ["Did an agency see it differently?"]}
    await sam.deposit(Draft(f"{place}/holding/new", f"{place}/holding", fields, labels=labels))
    who = await id_of(app, "sam")
    async with app.services.database.writing() as db:
        await db.execute(update(Practitioner).where(Practitioner.id == who).values(left_on=date.today()))
    ruth, _ = await two(app, who)
    assert "The school saw it otherwise" in (await ruth.get(f"/people/{who}/unsent")).text


async def test_a_leavers_phone_still_hands_over_what_is_on_it(app: App) -> None:
    """Its person cannot come in, and what would open it is to be erased; the words are not lost."""
    sam = await asleep(app, "sam")
    await (await app.as_("ruth")).post(f"/people/{await id_of(app, 'sam')}/leaving")
    answer = await sam.deposit(event(await family_id(app)))
    assert (answer.status_code, answer.json()["filed"]) == (201, None)
    state = await app.signed_out().get(f"/phones/state?vault={sam.phone.vault_id}")
    assert state.json() == {"state": "ended"}


async def test_one_alone_reads_nothing(app: App) -> None:
    who = await left_behind(app)
    ruth = await app.as_("ruth")
    where = f"/people/{who}/unsent"
    assert "2 drafts" in (await ruth.get(where)).text
    assert (await ruth.post(f"{where}/requests", {"reason": ""})).status_code == 422
    await ruth.post(f"{where}/requests", {"reason": "The conference"})
    async with app.services.database.reading() as db:
        request = await db.scalar(select(func.max(UnsentRequest.id)))
    assert (await ruth.post(f"{where}/approvals", {"request": request})).status_code == 404, "the same manager"
    assert "What Sam saw" not in (await ruth.get(where)).text
    mark = await app.as_("mark")
    assert "What Sam saw" not in (await mark.get(where)).text
    assert (await mark.post(f"{where}/approvals", {"request": request + 1})).status_code == 404


async def test_they_put_away_what_they_have_done_with(app: App) -> None:
    """One of the two, for what they may read; then nobody is shown it any more."""
    who = await left_behind(app)
    sam = await only(app, select(Envelope.draft_id).order_by(Envelope.id).limit(1))
    vines = await only(app, select(Envelope.draft_id).order_by(Envelope.id.desc()).limit(1))
    away = f"/people/{who}/unsent/{sam}/discarding"
    assert (await (await app.as_("ruth")).post(away)).status_code == 404, "nobody has agreed"
    ruth, mark = await two(app, who)
    assert (await (await app.as_("hilary")).post(away)).status_code == 404, "she is none of the two"
    assert (await mark.post(f"/people/{who}/unsent/{vines}/discarding")).status_code == 404, "he may not read it"
    assert (await ruth.post(away)).headers["location"] == f"/people/{who}/unsent"
    page = (await mark.get(f"/people/{who}/unsent")).text
    assert "What Sam saw" not in page and "1 draft of Sam" in page
    assert (await mark.post(away)).status_code == 404, "it is put away already"
    assert "draft put away" in await acts(app)


async def test_a_third_manager_reads_nothing(app: App) -> None:
    who = await left_behind(app)
    await two(app, who)
    page = await (await app.as_("hilary")).get(f"/people/{who}/unsent")
    assert page.status_code == 200 and "What Sam saw" not in page.text and "are reading them" in page.text


async def test_neither_reads_about_a_family_that_they_may_not_read(app: App) -> None:
    who = await left_behind(app)
    _, mark = await two(app, who)
    page = (await mark.get(f"/people/{who}/unsent")).text
    assert "What Sam saw" in page and "Ring the school" not in page and "1 more" in page


async def test_after_a_week_it_is_over(app: App) -> None:
    who = await left_behind(app)
    ruth, _ = await two(app, who)
    await change(app, UnsentRequest, ends_at=ago(minutes=1))
    assert "What Sam saw" not in (await ruth.get(f"/people/{who}/unsent")).text


async def test_who_is_still_there_is_read_by_nobody(app: App) -> None:
    await (await asleep(app, "sam")).deposit(event(await family_id(app)))
    sam = await id_of(app, "sam")
    ruth = await app.as_("ruth")
    for answer in (await ruth.get(f"/people/{sam}/unsent"), await ruth.post(f"/people/{sam}/unsent/requests")):
        assert answer.status_code == 404


async def test_who_has_no_such_power_or_reach_finds_nothing(app: App) -> None:
    who = await left_behind(app)
    for name in ("priya", "olu", "beth", "alan", "helen"):
        assert (await (await app.as_(name)).get(f"/people/{who}/unsent")).status_code == 404, name


async def test_their_author_alone_goes_on_with_them_where_they_were_left(app: App) -> None:
    priya, draft = await asleep(app), event(await family_id(app), "Dad came home", submitted=False)
    await priya.deposit(draft)
    where = f"/recovered/{draft.id}"
    for name in ("sam", "tom", "ruth"):
        other = await app.as_(name)
        assert (await other.get(where)).status_code == 404, name
        assert (await other.get("/recovered/drafts")).json() == {"drafts": []}, name
    await sign_in(priya.browser, priya.passkey)
    assert (await priya.browser.fragment("/recovered/drafts")).json() == {"drafts": [str(draft.id)]}
    given = (await priya.browser.fragment(where)).json()
    assert given == {"id": str(draft.id), "serial": 1, "draft": draft.plaintext}
    assert (await acts(app))[-1] == "draft opened by the recovery key"
    await change(app, SignIn, touched_at=ago(minutes=6))
    assert (await priya.browser.fragment(where)).status_code == 403
