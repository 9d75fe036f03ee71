"""Helpers of the tests about the week: forms as a phone posts them, and entries that stand already."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import httpx
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.entries import Visit, WeeklyEntry, content_of, kind_of
from store.practice.weeks import Week
from store.tables.cases import Involvement
from store.tables.entries import Entry, EntryRevision, Signature, Task
from tests.cast import Cast
from tests.conftest import App, Browser

NOW_WEEK = Week.of(datetime.now(UTC))
HEADLINE = "Mornings are steadier; Leo was late once."


async def family_id(app: App, name: str = "Okafor-Hill") -> int:
    async with app.services.database.reading() as db:
        return (await Cast.family(db, name)).id


async def person_id(app: App, given_name: str) -> int:
    async with app.services.database.reading() as db:
        return (await Cast.person(db, given_name)).id


async def practitioner_id(app: App, name: str) -> int:
    async with app.services.database.reading() as db:
        return await Cast.practitioner_id(db, name)


def form(week: Week = NOW_WEEK, **fields: object) -> dict[str, object]:
    """The fields of a weekly entry; `draft_id` is new unless given."""
    facts: dict[str, object] = {
        "draft_id": str(uuid4()), "opened_version": "0", "written_on_phone_at": "", "week": str(week),
        "headline": HEADLINE, "worked_on": "Bedtimes", "safety": "6",
    }  # fmt: skip
    return facts | fields


async def write(app: App, browser: Browser, family: str = "Okafor-Hill", **fields: object) -> httpx.Response:
    week = fields.pop("week", NOW_WEEK)
    assert isinstance(week, Week)
    return await browser.post(f"/families/{await family_id(app, family)}/weekly-entries", form(week, **fields))


async def written(app: App, browser: Browser, family: str = "Okafor-Hill", **fields: object) -> UUID:
    """The id of the entry that was recorded just now."""
    answer = await write(app, browser, family, **fields)
    assert answer.status_code == 303, answer.text
    return UUID(answer.headers["location"].rsplit("/", 1)[1])


async def sign_off(app: App, name: str = "ruth", family: str = "Okafor-Hill", week: Week = NOW_WEEK) -> httpx.Response:
    browser, sheet = await app.as_(name), f"/families/{await family_id(app, family)}/weeks/{week}"
    return await browser.post(f"{sheet}/sign-off", {"shown": await shown_on(browser, sheet), "remark": "Read."})


async def shown_on(browser: Browser, sheet: str) -> str:
    """What its form for signing off says that the sheet showed; empty where there is no form."""
    found = re.search(r'name="shown" value="([^"]*)"', (await browser.get(sheet)).text)
    return found[1] if found else ""


async def open_task(app: App, title: str, family: str = "Okafor-Hill", due: date | None = None) -> UUID:
    task_id = uuid4()
    async with app.services.database.writing() as db:
        owner = await Cast.practitioner_id(db, "sam")
        made = datetime.now(UTC) - timedelta(days=20)
        facts = {"case_id": await Cast.case_id(db, family), "owner_id": owner, "made_by_id": owner, "made_at": made}
        await db.execute(insert(Task).values(id=task_id, title=title, due_on=due, **facts))
    return task_id


async def task(app: App, task_id: UUID) -> Task:
    async with app.services.database.reading() as db:
        return await db.get_one(Task, task_id)


async def entry(app: App, entry_id: UUID) -> Entry:
    async with app.services.database.reading() as db:
        return await db.get_one(Entry, entry_id)


async def entries_of(app: App, name: str) -> list[Entry]:
    async with app.services.database.reading() as db:
        who = await Cast.practitioner_id(db, name)
        return list(await db.scalars(select(Entry).where(Entry.author_id == who)))


async def stands(
    app: App, author: str, content: WeeklyEntry | Visit, family: str = "Okafor-Hill", week: Week = NOW_WEEK,
    signers: tuple[str, ...] = (),
) -> UUID:  # fmt: skip
    """An entry that is on the record already, with colleagues who were asked to sign it."""
    async with app.services.database.writing() as db:
        case_id, author_id = await Cast.case_id(db, family), await Cast.practitioner_id(db, author)
        asked = [await Cast.practitioner_id(db, name) for name in signers]
        return await put(db, content, case_id=case_id, author_id=author_id, week=week, signers=asked)


async def put(
    db: AsyncSession, content: WeeklyEntry | Visit, *, case_id: int, author_id: int, week: Week = NOW_WEEK,
    at: datetime | None = None, signers: Iterable[int] = (),
) -> UUID:  # fmt: skip
    """Straight into the tables, as written at that moment (now, unless said)."""
    entry_id, now = uuid4(), at or datetime.now(UTC)
    kept = {"content": content_of(content), "fingerprint": "0" * 64}
    whose = {"case_id": case_id, "author_id": author_id}
    times = {"week": week.start, "happened_at": now, "written_at": now}
    await db.execute(insert(Entry).values(id=entry_id, kind=kind_of(content), **whose, **times, **kept))
    await db.execute(insert(EntryRevision).values(entry_id=entry_id, number=1, written_at=now, **kept))
    for who in signers:
        await db.execute(insert(Signature).values(entry_id=entry_id, practitioner_id=who, asked_at=now))
    return entry_id


async def allocate(app: App, name: str, family: str, since: date, until: date | None = None) -> None:
    async with app.services.database.writing() as db:
        who, case_id = await Cast.practitioner_id(db, name), await Cast.case_id(db, family)
        await db.execute(insert(Involvement).values(case_id=case_id, practitioner_id=who, since=since, until=until))
