"""The way to one's own view before a group supervision is carried, and nobody else's view with it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from store.tables.access import SignIn
from store.tables.cases import Case
from tests.cast import Cast
from tests.conftest import App
from tests.web.supervising import sitting
from tests.web.test_carried import carried, etags_of, id_of

EVIDENCE = "Zebra made breakfast for Leo."


@pytest.mark.parametrize("who", ["priya", "sam"])
async def test_before_a_meeting_its_room_and_ones_own_form_are_carried(app: App, who: str) -> None:
    meeting = await sitting(app)
    said = (await carried(await app.as_(who))).json()
    assert {meeting.turn, f"{meeting.turn}/view"} <= said["pages"].keys()
    assert {"/supervision", meeting.room} <= said["common"]["pages"].keys()
    assert f'action="{meeting.turn}/views"' in said["pages"][f"{meeting.turn}/view"]


async def test_a_meeting_that_is_planned_reaches_the_phone_at_its_next_contact(app: App) -> None:
    priya = await app.as_("priya")
    etags = etags_of(await carried(priya))
    meeting = await sitting(app)
    assert meeting.room in (await carried(priya, *etags)).json()["common"]["pages"]


async def test_what_one_gave_stands_in_ones_own_carried_form_alone(app: App) -> None:
    meeting = await sitting(app)
    priya, sam = await app.as_("priya"), await app.as_("sam")
    hers, his = etags_of(await carried(priya)), etags_of(await carried(sam))
    assert (await meeting.gives("priya", 3, EVIDENCE)).status_code == 303
    said = (await carried(priya, *hers)).json()
    assert [family["id"] for family in said["families"]] == [meeting.family]
    assert EVIDENCE in said["pages"][f"{meeting.turn}/view"]
    assert (await carried(sam, *his)).status_code == 304


async def test_once_the_meeting_has_begun_nothing_of_it_is_carried(app: App) -> None:
    meeting = await sitting(app)
    assert (await meeting.gives("sam", 7, EVIDENCE)).status_code == 303
    priya = await app.as_("priya")
    etags = etags_of(await carried(priya))
    assert (await meeting.opens()).status_code == 303
    said = (await carried(priya, *etags)).json()
    assert {family["id"] for family in said["families"]} == {meeting.family, meeting.brennan}
    everything = said["pages"] | said["common"]["pages"]
    assert not [path for path in everything if str(meeting.id) in path]


async def test_who_manages_gives_no_view_and_carries_no_meeting(app: App) -> None:
    meeting = await sitting(app)
    assert str(meeting.id) not in "".join((await carried(await app.as_("ruth"))).json()["pages"])


async def test_of_a_restricted_family_only_after_a_fresh_touch(app: App) -> None:
    """What belongs to no family comes all the same."""
    meeting = await sitting(app)
    async with app.services.database.writing() as db:
        case_id = await Cast.case_id(db, "Okafor-Hill")
        await db.execute(update(Case).where(Case.id == case_id).values(restricted=True))
    sam = await app.as_("sam")
    assert f"{meeting.turn}/view" in (await carried(sam)).json()["pages"]
    async with app.services.database.writing() as db:
        await db.execute(update(SignIn).values(touched_at=datetime.now(UTC) - timedelta(minutes=6)))
    said = (await carried(sam)).json()
    assert said["pages"] == {} and said["kept"] == [await id_of(app, "Okafor-Hill")]
    assert meeting.room in said["common"]["pages"]
