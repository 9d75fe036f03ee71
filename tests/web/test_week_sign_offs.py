"""The manager closes what the sheet showed, and nothing else; a remark is on the record or comes back."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select, update

from store.practice.entries import Visit
from store.tables.entries import Entry, Signature, WeekSignOff
from tests.conftest import App, Browser
from tests.web.visiting import form_in
from tests.web.weekly import NOW_WEEK, entry, family_id, form, practitioner_id, stands, write, written

CAME = "came since you opened this sheet"
REMARK = "The plan for mornings is good."


async def address(app: App) -> str:
    return f"/families/{await family_id(app)}/weeks/{NOW_WEEK}"


async def opened(app: App, browser: Browser, page: str = "") -> dict[str, object]:
    """The form for signing off, as the sheet (or the page that came back) carries it."""
    where = await address(app)
    page = page or (await browser.get(where)).text
    return {name: values[0] for name, values in form_in(page, f"{where}/sign-off").items()}


async def post(app: App, browser: Browser, fields: dict[str, object], remark: str = REMARK) -> httpx.Response:
    return await browser.post(f"{await address(app)}/sign-off", fields | {"remark": remark, "draft_id": str(uuid4())})


async def remarks(app: App) -> list[str]:
    async with app.services.database.reading() as db:
        return list(await db.scalars(select(WeekSignOff.remark)))


async def test_what_came_since_the_sheet_was_opened_is_not_signed_off_unread(app: App) -> None:
    read = await stands(app, "sam", Visit(observed="Calm."))
    ruth = await app.as_("ruth")
    fields = await opened(app, ruth)
    unread = await stands(app, "priya", Visit(observed="A window was broken."))
    answer = await post(app, ruth, fields)
    assert answer.status_code == 409
    assert CAME in answer.text and "A window was broken." in answer.text and REMARK in answer.text
    told = answer.text.split(CAME)[1].split("</ul>")[0]
    assert "Visit by Priya Raman" in told and "Sam Okoro" not in told
    assert not (await entry(app, read)).signed_off_at and not (await entry(app, unread)).signed_off_at
    assert await remarks(app) == []
    again = await post(app, ruth, await opened(app, ruth, answer.text))
    assert again.status_code == 303 and await remarks(app) == [REMARK]
    assert (await entry(app, read)).signed_off_at and (await entry(app, unread)).signed_off_at


async def test_a_second_version_since_the_sheet_was_opened_is_unread_too(app: App) -> None:
    priya, ruth, draft = await app.as_("priya"), await app.as_("ruth"), str(uuid4())
    await write(app, priya, draft_id=draft)
    fields = await opened(app, ruth)
    await priya.post(f"/weekly-entries/{draft}/revisions", form(opened_version=1, headline="It was worse."))
    answer = await post(app, ruth, fields)
    assert answer.status_code == 409 and CAME in answer.text and "It was worse." in answer.text


@pytest.mark.parametrize("said", [{"account": "I saw more."}, {"declined_at": True}], ids=["account", "not there"])
async def test_what_a_colleague_says_beneath_a_visit_is_unread_too(app: App, said: dict[str, object]) -> None:
    visit, ruth = await stands(app, "priya", Visit(observed="Calm."), signers=("sam",)), await app.as_("ruth")
    fields = await opened(app, ruth)
    facts = {name: (await entry(app, visit)).written_at if value is True else value for name, value in said.items()}
    async with app.services.database.writing() as db:
        await db.execute(update(Signature).values(**facts))
    assert (await post(app, ruth, fields)).status_code == 409


async def test_what_went_from_the_week_meanwhile_holds_nothing_up(app: App) -> None:
    stays, goes = [await stands(app, "sam", Visit(observed=words)) for words in ("Calm.", "Loud.")]
    ruth = await app.as_("ruth")
    fields = await opened(app, ruth)
    async with app.services.database.writing() as db:
        await db.execute(update(Entry).where(Entry.id == goes).values(week=NOW_WEEK.previous.start))
    assert (await post(app, ruth, fields)).status_code == 303
    assert (await entry(app, stays)).signed_off_at and not (await entry(app, goes)).signed_off_at


async def test_a_form_that_says_neither_what_it_showed_nor_when_it_was_written_closes_nothing(app: App) -> None:
    visit, ruth = await stands(app, "sam", Visit(observed="Calm.")), await app.as_("ruth")
    assert (await post(app, ruth, {})).status_code == 409
    assert not (await entry(app, visit)).signed_off_at


@pytest.mark.parametrize(("minutes", "status"), [(1, 303), (-1, 409)])
async def test_a_form_of_an_earlier_release_closes_what_was_there_when_it_was_written(
    app: App, minutes: int, status: int
) -> None:
    visit, ruth = await stands(app, "sam", Visit(observed="Calm.")), await app.as_("ruth")
    wrote = (await entry(app, visit)).written_at + timedelta(minutes=minutes)
    answer = await post(app, ruth, {"written_on_phone_at": wrote.isoformat()})
    assert answer.status_code == status
    assert bool((await entry(app, visit)).signed_off_at) is (status == 303)


async def test_what_came_later_is_signed_off_only_as_it_was_shown(app: App) -> None:
    await written(app, await app.as_("priya"))
    ruth = await app.as_("ruth")
    await post(app, ruth, await opened(app, ruth))
    await stands(app, "sam", Visit(observed="Calm."))
    fields = await opened(app, ruth)
    unread = await stands(app, "sam", Visit(observed="Loud."))
    answer = await post(app, ruth, fields, remark="")
    assert answer.status_code == 409 and CAME in answer.text
    assert not (await entry(app, unread)).signed_off_at
    assert (await post(app, ruth, await opened(app, ruth, answer.text), remark="")).status_code == 303
    assert (await entry(app, unread)).signed_off_at


async def test_a_second_remark_comes_back_beside_what_stands(app: App) -> None:
    """Another tab, another manager, or a draft that was held up: a receipt would say that it is on the record."""
    await stands(app, "sam", Visit(observed="Calm."))
    ruth = await app.as_("ruth")
    fields = await opened(app, ruth)
    assert (await post(app, ruth, fields)).status_code == 303
    answer = await post(app, ruth, fields, remark="Ask about the gate.")
    assert answer.status_code == 409 and "weekbook-receipt" not in answer.headers
    assert "Ask about the gate." in answer.text and REMARK in answer.text and "has one remark" in answer.text
    assert await remarks(app) == [REMARK]
    assert (await post(app, ruth, fields)).status_code == 303, "the very words that stand there are not lost"


async def test_the_same_words_of_another_manager_come_back_too(app: App) -> None:
    await stands(app, "sam", Visit(observed="Calm."))
    ruth, other = await app.as_("ruth"), await practitioner_id(app, "helen")
    fields = await opened(app, ruth)
    await post(app, ruth, fields)
    async with app.services.database.writing() as db:
        await db.execute(update(WeekSignOff).values(manager_id=other))
    assert (await post(app, ruth, fields)).status_code == 409


async def test_with_what_came_later_the_second_remark_stands_in_the_form_that_closes_it(app: App) -> None:
    await stands(app, "sam", Visit(observed="Calm."))
    ruth = await app.as_("ruth")
    await post(app, ruth, await opened(app, ruth))
    later = await stands(app, "sam", Visit(observed="Loud."))
    answer = await post(app, ruth, await opened(app, ruth), remark="Ask about the gate.")
    fields = await opened(app, ruth, answer.text)
    assert answer.status_code == 409 and fields["remark"] == "Ask about the gate."
    assert not (await entry(app, later)).signed_off_at
    assert (await post(app, ruth, fields, remark="")).status_code == 303
    assert (await entry(app, later)).signed_off_at and await remarks(app) == [REMARK]


async def test_the_same_form_again_gets_the_receipt_that_it_had(app: App) -> None:
    await stands(app, "sam", Visit(observed="Calm."))
    ruth = await app.as_("ruth")
    where, sent = f"{await address(app)}/sign-off", await opened(app, ruth)
    sent |= {"remark": REMARK, "draft_id": str(uuid4())}
    first = await ruth.post(where, sent)
    await stands(app, "sam", Visit(observed="Loud."))
    again = await ruth.post(where, sent)
    assert again.status_code == first.status_code == 303
    assert again.headers["weekbook-receipt"] == first.headers["weekbook-receipt"]
