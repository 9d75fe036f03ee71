"""What two managers agreed to holds for the leaving, the words and the two that it was given for."""

import pytest
from sqlalchemy import select, update

from store.tables.people import Practitioner, Team
from store.tables.sending import Envelope
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.web.coming_in import ago, change, id_of, only
from tests.web.test_envelopes import asleep
from tests.web.test_recovered import left_behind, two
from tests.web.test_sent_again import event, family_id


async def put(app: App, name: str, **facts: object) -> None:
    async with app.services.database.writing() as db:
        who = await Cast.practitioner_id(db, name)
        await db.execute(update(Practitioner).where(Practitioner.id == who).values(**facts))


async def test_it_ends_when_the_person_comes_back(app: App) -> None:
    who = await left_behind(app)
    ruth, _ = await two(app, who)
    assert "What Sam saw" in (await ruth.get(f"/people/{who}/unsent")).text
    await ruth.post(f"/people/{who}/return")
    await (await asleep(app, "sam")).deposit(event(await family_id(app), "After the return"), browser=app.signed_out())
    ruth = await app.as_("ruth")
    assert (await ruth.post(f"/people/{who}/leaving")).status_code == 303
    page = (await ruth.get(f"/people/{who}/unsent")).text
    assert "What Sam saw" not in page and "After the return" not in page and "Ask to read them" in page


async def test_an_open_request_ends_too(app: App) -> None:
    who = await left_behind(app)
    ruth = await app.as_("ruth")
    await ruth.post(f"/people/{who}/unsent/requests", {"reason": "The conference is on Friday"})
    await ruth.post(f"/people/{who}/return")
    await put(app, "sam", left_on=TODAY)
    assert "Ask to read them" in (await (await app.as_("mark")).get(f"/people/{who}/unsent")).text


async def test_what_came_after_they_agreed_is_not_read(app: App) -> None:
    """The phone in the drawer was switched on again: those words nobody has asked for."""
    sam = await asleep(app, "sam")
    await put(app, "sam", left_on=TODAY)
    who = await id_of(app, "sam")
    family = await family_id(app)
    await sam.deposit(event(family, "Before they asked"), browser=app.signed_out())
    await change(app, Envelope, deposited_at=ago(minutes=5))
    ruth, mark = await two(app, who)
    await sam.deposit(later := event(family, "Since they agreed"), browser=app.signed_out())
    page = (await ruth.get(f"/people/{who}/unsent")).text
    assert "Before they asked" in page and "Since they agreed" not in page and "1 more came" in page
    assert (await mark.post(f"/people/{who}/unsent/{later.id}/discarding")).status_code == 404
    before = await only(app, select(Envelope.draft_id).where(Envelope.draft_id != later.id))
    assert (await mark.post(f"/people/{who}/unsent/{before}/discarding")).status_code == 303


@pytest.mark.parametrize("name", ["ruth", "mark"])
async def test_one_who_has_gone_to_another_area_ends_it_for_both(app: App, name: str) -> None:
    who = await left_behind(app)
    await two(app, who)
    async with app.services.database.reading() as db:
        place = await db.scalar(select(Practitioner.team_id).where(Practitioner.id == who))
        area = await db.scalar(select(Team.area_id).where(Team.id == place))
        elsewhere = await db.scalar(select(Team.id).where(Team.area_id != area).limit(1))
    await put(app, name, team_id=elsewhere, area_id=None, role="team_manager")
    other = await app.as_("mark" if name == "ruth" else "ruth")
    page = await other.get(f"/people/{who}/unsent")
    assert page.status_code == 200 and "What Sam saw" not in page.text and "Ask to read them" in page.text


@pytest.mark.parametrize("name", ["ruth", "mark"])
async def test_one_who_has_left_ends_it_for_both(app: App, name: str) -> None:
    who = await left_behind(app)
    await two(app, who)
    await put(app, name, left_on=TODAY)
    other = await app.as_("mark" if name == "ruth" else "ruth")
    page = await other.get(f"/people/{who}/unsent")
    assert page.status_code == 200 and "What Sam saw" not in page.text
