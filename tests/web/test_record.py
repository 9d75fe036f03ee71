"""Record: the family guessed, one tap to each form."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from store.tables.cases import Case
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.statements import counted
from tests.web.visiting import scene_of, text_of


async def test_the_first_of_ones_families_is_guessed_and_the_others_are_listed(app: App) -> None:
    answer = await (await app.as_("priya")).get("/record")
    read = text_of(answer)
    assert "The first of your families Brennan family" in read and "Okafor-Hill" in read
    assert "Adeyemi" not in read and "Vine" not in read


async def test_the_family_opened_last_is_guessed(app: App) -> None:
    scene = await scene_of(app)
    priya = await app.as_("priya")
    await priya.get(f"/families/{scene.family}/visits/new")
    answer = await priya.get("/record")
    assert "The family you opened last Okafor-Hill family" in text_of(answer)
    for kind in ("visits", "weekly-entries", "sessions", "significant-events"):
        assert f'href="/families/{scene.family}/{kind}/new"' in answer.text


async def test_a_family_of_the_team_that_was_opened_last_is_guessed_too(app: App) -> None:
    scene = await scene_of(app)
    tom = await app.as_("tom")
    await tom.get(f"/families/{scene.family}/visits/new")
    read = text_of(await tom.get("/record"))
    assert "The family you opened last Okafor-Hill family" in read and "Vine" in read


async def test_a_family_can_be_asked_for_if_one_may_record_there(app: App) -> None:
    scene = await scene_of(app)
    priya = await app.as_("priya")
    assert "Okafor-Hill family" in text_of(await priya.get(f"/record?family={scene.family}"))
    async with app.services.database.reading() as db:
        elsewhere = (await Cast.family(db, "Adeyemi")).id
    for asked in (str(elsewhere), "999999", "x", "-1", "²"):
        answer = await priya.get("/record", params={"family": asked})
        assert answer.status_code == 200 and "Adeyemi" not in answer.text and "Brennan family" in text_of(answer)


async def test_closed_cases_are_not_offered(app: App) -> None:
    scene = await scene_of(app)
    async with app.services.database.writing() as db:
        await db.execute(update(Case).where(Case.id == scene.case).values(closed_on=TODAY - timedelta(days=1)))
    read = text_of(await (await app.as_("priya")).get(f"/record?family={scene.family}"))
    assert "Okafor-Hill" not in read


async def test_who_has_no_family_of_their_own_is_offered_the_teams(app: App) -> None:
    """A manager: all of the team's, also when one was opened last, and a way to Find."""
    scene = await scene_of(app)
    ruth = await app.as_("ruth")
    read = text_of(await ruth.get("/record"))
    assert "Families of your team" in read and "Find another family" in read
    assert "Brennan" in read and "Okafor-Hill" in read and "Adeyemi" not in read
    await ruth.get(f"/families/{scene.family}/visits/new")
    read = text_of(await ruth.get("/record"))
    assert "The family you opened last Okafor-Hill family" in read and "Families of your team Brennan" in read
    assert "Adeyemi" in text_of(await (await app.as_("fiona")).get("/record"))


@pytest.mark.parametrize(
    ("who", "status"),
    [("helen", 200), ("mark", 404), ("hilary", 404), ("colin", 404), ("beth", 404),
     ("alan", 404)],
)  # fmt: skip
async def test_who_has_no_family_yet_is_told_kindly_and_others_have_no_such_place(
    app: App, who: str, status: int
) -> None:
    answer = await (await app.as_(who)).get("/record")
    assert answer.status_code == status
    assert ("No family to record for yet" in answer.text) is (status == 200)


async def test_it_takes_at_most_eight_statements(app: App) -> None:
    priya = await app.as_("priya")
    await priya.get("/record")
    with counted(app.services.database) as statements:
        await priya.get("/record")
    assert len(statements) <= 8, statements
