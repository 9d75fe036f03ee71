"""Who has handed a family over can still finish what they began about their time with it, and learns nothing by it."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import update

from store.tables.cases import Case
from store.tables.families import Person
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.web.sessions import session
from tests.web.visiting import form_in, scene_of, text_of

NOUNS = ("visits", "significant-events", "sessions")


@pytest.mark.parametrize("noun", NOUNS)
async def test_the_blank_form_opens_and_names_nobody(app: App, noun: str) -> None:
    scene = await scene_of(app)
    answer = await (await app.as_("fiona")).get(f"/families/{scene.family}/{noun}/new")
    assert answer.status_code == 200
    named = ("Maya", "Leo", "Dawn", "Sam Okoro", "Priya Raman", "Helen Voss")
    assert not [name for name in named if name in text_of(answer)]


@pytest.mark.parametrize("noun", NOUNS)
async def test_not_where_the_family_is_restricted(app: App, noun: str) -> None:
    scene = await scene_of(app)
    async with app.services.database.writing() as db:
        case_id = await Cast.case_id(db, "Okafor-Hill")
        await db.execute(update(Case).where(Case.id == case_id).values(restricted=True))
    assert (await (await app.as_("fiona")).get(f"/families/{scene.family}/{noun}/new")).status_code == 404


@pytest.mark.parametrize("noun", NOUNS)
async def test_nothing_new_on_a_closed_case_for_who_works_there(app: App, noun: str) -> None:
    scene = await scene_of(app)
    async with app.services.database.writing() as db:
        case_id = await Cast.case_id(db, "Okafor-Hill")
        await db.execute(update(Case).where(Case.id == case_id).values(closed_on=TODAY))
    assert (await (await app.as_("priya")).get(f"/families/{scene.family}/{noun}/new")).status_code == 404


async def _came_after(app: App, family: int) -> tuple[int, int]:
    """A child and a grown-up whom Fiona never met: their ids."""
    async with app.services.database.writing() as db:
        child = Person(family_id=family, kind="child", given_name="Zebedee", family_name="Late", relationship="brother",
                       sex="M", birth_date=TODAY - timedelta(days=2))  # fmt: skip
        adult = Person(family_id=family, kind="adult", given_name="Newly", family_name="Arrived", relationship="aunt")
        db.add_all([child, adult])
        await db.flush()
        return child.id, adult.id


async def test_both_texts_of_a_form_that_came_too_late_name_nobody_who_came_after(app: App) -> None:
    scene = await scene_of(app)
    child, adult = await _came_after(app, scene.family)
    fiona, at, form = await app.as_("fiona"), datetime.now(UTC), session(scene, days_ago=40)

    async def posted(words: str, minute: int, **guessed: str) -> httpx.Response:
        stamp = (at + timedelta(minutes=minute)).isoformat()
        fields = form | {"did": words, "written_on_phone_at": stamp} | guessed
        return await fiona.post(f"/families/{scene.family}/sessions", fields)

    await posted("One", 0)
    await posted("Two", 2)
    answer = await posted("Three", 1, **{"parent": str(adult), f"meaning-{child}": "x"})
    assert answer.status_code == 409 and "Three" in text_of(answer)
    assert not [name for name in ("Zebedee", "Newly", "Arrived", "Dawn Hill") if name in text_of(answer)]


async def test_words_about_a_child_who_came_after_come_back_with_whatever_else_is_wrong(app: App) -> None:
    scene = await scene_of(app)
    child, _ = await _came_after(app, scene.family)
    nobody: dict[str, list[str]] = {name: [] for name in ("went", "seen", "alone", "bedroom", "adults")}
    visit = scene.visit(significant="yes", impact="", **nobody) | {f"meaning-{child}": "Words of mine"}
    visit |= {"on": (TODAY - timedelta(days=40)).isoformat()}
    answer = await (await app.as_("fiona")).post(f"/families/{scene.family}/visits", visit)
    assert answer.status_code == 422 and "Words of mine" in text_of(answer) and "Zebedee" not in answer.text


async def test_a_session_begun_then_keeps_whom_it_was_with(app: App) -> None:
    scene = await scene_of(app)
    blank = await (await app.as_("fiona")).get(f"/families/{scene.family}/sessions/new")
    assert "Whom you chose stays chosen" in text_of(blank)
    assert form_in(blank.text, f"/families/{scene.family}/sessions")["parent"] == [""], "where what was begun goes back"


async def test_after_the_sign_off_no_way_leads_where_they_may_not_go(app: App) -> None:
    scene = await scene_of(app)
    fiona, form = await app.as_("fiona"), session(scene, days_ago=40)
    assert (await fiona.post(f"/families/{scene.family}/sessions", form)).status_code == 303
    await scene.sign_off()
    refused = await fiona.post(f"/families/{scene.family}/sessions", form | {"did": "Later words"})
    assert refused.status_code == 409 and "Later words" in refused.text
    assert "amendments/new" not in refused.text and "whoever holds the family now" in text_of(refused)
