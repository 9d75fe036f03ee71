"""For tests of what becomes of a conference report: it is written, handed over, approved."""

from uuid import uuid4

from lxml import html

from store.practice.entries import WeeklyEntry
from tests.conftest import App, Browser
from tests.web.family_records import address, records

FAMILY, SLEPT = "Okafor-Hill", "Maya slept every night."
BY_HAND = ("harm", "plan", "recommendation")
EMPTY = "The conference is tomorrow."


async def report(app: App, more: str = "") -> str:
    return await address(app, FAMILY, f"/report{more}")


async def an_entry(app: App, headline: str = SLEPT) -> None:
    async with records(app, FAMILY) as record:
        await record.entry("priya", WeeklyEntry(headline=headline, worked_on="x"))


async def write(app: App, key: str, text: str, version: int = 0) -> None:
    sent = {"draft_id": str(uuid4()), "opened_version": str(version), "text": text}
    assert (await (await app.as_("priya")).post(await report(app, f"/{key}/texts"), sent)).status_code == 303


async def seen_by(browser: Browser, where: str) -> str:
    """What the form remembers of the report as it stood when it was opened."""
    found = html.fromstring((await browser.get(f"{where}/handing-over")).text).xpath("//input[@name='seen']/@value")
    return str(found[0])


async def handed_over(app: App, who: str = "priya", **facts: str) -> str:
    """The address of the version: of what stands there now, with what is missing said to be so."""
    browser, where = await app.as_(who), await report(app)
    sent = {"draft_id": str(uuid4()), "seen": await seen_by(browser, where), "left_empty": EMPTY} | facts
    answer = await browser.post(f"{where}/handed-over", sent)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def approved(app: App, version: str, words: str = "") -> None:
    answer = await (await app.as_("ruth")).post(f"{version}/approval", {"approval": words})
    assert (answer.status_code, answer.headers["location"]) == (303, version)


async def final(app: App) -> str:
    await an_entry(app)
    version = await handed_over(app)
    await approved(app, version)
    return version
