"""A report is handed over as it stands, approved or given back; what is final is read as it was handed over."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from store.checking import check
from store.keys import read_key_file
from store.tables.entries import Entry
from store.tables.report_versions import ReportVersion
from store.tables.trail import TrailRow
from tests.conftest import App
from tests.statements import counted
from tests.web.report_versions import (
    BY_HAND,
    EMPTY,
    SLEPT,
    an_entry,
    approved,
    final,
    handed_over,
    report,
    seen_by,
    write,
)
from tests.web.visiting import errors_of, text_of


async def read(app: App, where: str, who: str = "priya") -> str:
    answer = await (await app.as_(who)).get(where)
    assert answer.status_code == 200
    return text_of(answer)


async def test_what_was_handed_over_stays_whatever_is_written_afterwards(app: App) -> None:
    await an_entry(app)
    version = await handed_over(app)
    before = await read(app, version)
    async with app.services.database.writing() as db:
        await db.execute(update(Entry).values(content={"headline": "Maya did not sleep.", "worked_on": "x"}))
    await write(app, "harm", "It goes on.")
    assert "Maya did not sleep." in await read(app, await report(app))
    assert await read(app, version) == before and SLEPT in before and "It goes on." not in before


async def test_the_manager_finds_it_and_approves_it(app: App) -> None:
    await an_entry(app)
    version = await handed_over(app)
    assert "A conference report waits for your approval" in await read(app, "/week", "ruth")
    assert "waits for your approval" not in await read(app, "/week", "priya")
    said = await read(app, version, "ruth")
    assert "waits for approval" in said and EMPTY in said and "Priya Raman, children’s social worker" in said
    await approved(app, version, "Clear and fair.")
    said = await read(app, version)
    assert "Final" in said and "Clear and fair." in said and "Ruth Calder" in said
    assert "waits for your approval" not in await read(app, "/week", "ruth")


async def test_it_is_given_back_with_words(app: App) -> None:
    await an_entry(app)
    version = await handed_over(app)
    ruth = await app.as_("ruth")
    refused = await ruth.post(f"{version}/giving-back", {"remark": " "})
    assert refused.status_code == 422 and "what is to be changed" in errors_of(refused)["remark"]
    assert (await ruth.post(f"{version}/giving-back", {"remark": "Say more of Leo."})).status_code == 303
    said = await read(app, version)
    assert "Given back" in said and "Say more of Leo." in said
    assert "given back" in await read(app, await report(app))


async def test_what_was_decided_is_decided(app: App) -> None:
    version = await final(app)
    ruth = await app.as_("ruth")
    refused = await ruth.post(f"{version}/giving-back", {"remark": "Say more."})
    assert refused.status_code == 409 and "Final" in text_of(refused)
    assert "decided meanwhile" in text_of(refused) and "Say more." in text_of(refused)
    assert (await ruth.post(f"{version}/approval", {"approval": ""})).status_code == 303, "a second tap"
    assert "Approve version" not in await read(app, version, "ruth")


async def test_sections_that_are_empty_are_named_and_need_a_reason(app: App) -> None:
    await an_entry(app)
    priya, where = await app.as_("priya"), await report(app)
    form = await read(app, f"{where}/handing-over")
    assert "Analysis of significant harm" in form and "Hand it over although they are empty" in form
    refused = await priya.post(f"{where}/handed-over", {"seen": await seen_by(priya, where), "left_empty": ""})
    assert refused.status_code == 422 and list(errors_of(refused)) == ["left_empty"]
    for key in BY_HAND:
        await write(app, key, f"About {key}.")
    assert "Analysis of significant harm" not in await read(app, f"{where}/handing-over")


async def test_a_correction_is_a_new_version_with_its_reason(app: App) -> None:
    version = await final(app)
    await write(app, "harm", "It goes on.")
    priya, where = await app.as_("priya"), await report(app)
    sent = {"seen": await seen_by(priya, where), "left_empty": EMPTY}
    refused = await priya.post(f"{where}/handed-over", sent)
    assert refused.status_code == 422 and "version 1 is final" in errors_of(refused)["correction"]
    corrected = await handed_over(app, correction="The analysis was missing.")
    said = await read(app, corrected)
    assert "Report, version 2" in said and "The analysis was missing." in said and "It goes on." in said
    assert "It goes on." not in await read(app, version) and "Final" in await read(app, version)


async def test_one_that_nobody_decided_on_is_replaced_by_the_next(app: App) -> None:
    await an_entry(app)
    first = await handed_over(app)
    await write(app, "harm", "It goes on.")
    second = await handed_over(app)
    assert "Replaced by a newer one" in await read(app, first) and "waits for approval" in await read(app, second)
    assert (await (await app.as_("ruth")).post(f"{first}/approval", {})).status_code == 409


async def test_what_changed_since_the_form_was_opened_is_looked_at_first(app: App) -> None:
    await an_entry(app)
    priya, where = await app.as_("priya"), await report(app)
    seen = await seen_by(priya, where)
    await write(app, "harm", "It goes on.")
    refused = await priya.post(f"{where}/handed-over", {"seen": seen, "left_empty": EMPTY})
    assert refused.status_code == 422 and "has changed since" in errors_of(refused)["seen"]


async def test_a_second_tap_hands_over_nothing_more(app: App) -> None:
    await an_entry(app)
    assert await handed_over(app) == await handed_over(app)


async def test_where_nothing_is_written_nothing_is_handed_over(app: App) -> None:
    where = await report(app)
    assert "Nothing is written yet" in await read(app, f"{where}/handing-over")
    assert (await (await app.as_("priya")).post(f"{where}/handed-over", {})).status_code == 422


@pytest.mark.parametrize(("who", "hands_over", "reads", "decides"), [
    ("priya", True, True, False), ("tom", True, True, False), ("ruth", True, True, True), ("helen", False, True, False),
    ("mark", False, True, False), ("fiona", False, False, False), ("olu", False, False, False),
    ("colin", False, False, False), ("alan", False, False, False),
])  # fmt: skip
async def test_who_does_what(app: App, who: str, hands_over: bool, reads: bool, decides: bool) -> None:
    await an_entry(app)
    version, where = await handed_over(app), await report(app)
    browser = await app.as_(who)
    assert ((await browser.get(f"{where}/handing-over")).status_code == 200) is hands_over
    assert ((await browser.post(f"{where}/handed-over", {})).status_code != 404) is hands_over
    assert ((await browser.get(version)).status_code == 200) is reads
    assert ((await browser.post(f"{version}/approval", {})).status_code == 303) is decides


async def test_another_familys_address_does_not_lead_to_it(app: App) -> None:
    version = await final(app)
    mine = (await report(app)).split("/")[2]
    assert (await (await app.as_("olu")).get(version.replace(f"/families/{mine}/", "/families/3/"))).status_code == 404


async def test_one_that_was_changed_underneath_says_so_and_is_not_shown(app: App) -> None:
    version = await final(app)
    async with app.services.database.writing() as db:
        kept = (await db.scalars(select(ReportVersion.paper))).one()
        await db.execute(update(ReportVersion).values(paper=kept.replace("slept", "wept")))
    said = await read(app, version)
    assert "This is not what was handed over any more" in said and "wept every night" not in said


async def test_check_finds_it(app: App, key_file: Path) -> None:
    await final(app)
    secret = read_key_file(key_file)
    assert [fault async for fault in check(app.services.database, secret) if fault.startswith("report")] == []
    async with app.services.database.writing() as db:
        await db.execute(update(ReportVersion).values(fingerprint="0" * 64))
    found = [fault async for fault in check(app.services.database, secret) if fault.startswith("report")]
    assert len(found) == 1 and "it is not what was handed over" in found[0]


async def test_all_of_it_is_on_the_trail_with_the_fingerprint_and_without_words(app: App) -> None:
    version = await final(app)
    async with app.services.database.reading() as db:
        rows = [row for row in await db.scalars(select(TrailRow)) if row.act.startswith("report ")]
        kept = (await db.scalars(select(ReportVersion.fingerprint))).one()
    assert [(row.act, row.subject, row.facts["fingerprint"]) for row in rows] == [
        ("report handed over", version, kept), ("report approved", version, kept),
    ]  # fmt: skip
    assert not any(EMPTY in f"{row.facts}" for row in rows)


async def test_it_takes_at_most_eight_statements(app: App) -> None:
    version = await final(app)
    for who, where in (("priya", version), ("ruth", version), ("priya", await report(app)),
                       ("priya", f"{await report(app)}/handing-over")):  # fmt: skip
        browser = await app.as_(who)
        with counted(app.services.database) as statements:
            assert (await browser.get(where)).status_code == 200
        assert len(statements) <= 8, (where, statements)
