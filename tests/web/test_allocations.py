"""Allocating a case to somebody of the team, and ending an allocation."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from store.practice.permissions import Relation, permissions_of
from store.tables.cases import Involvement
from store.tables.trail import TrailRow
from tests.cast import LONG_AGO, TODAY
from tests.conftest import App
from tests.statements import counted
from tests.web.visiting import Fields, Scene, errors_of, form_in, scene_of, text_of


def chosen(scene: Scene, who: str, **changed: object) -> Fields:
    practitioner = scene.practitioners[who]
    return {"practitioner": str(practitioner), "for_person": "", "since": TODAY.isoformat()} | changed


async def allocate(scene: Scene, who: str = "tom", **changed: object) -> None:
    ruth = await scene.app.as_("ruth")
    answer = await ruth.post(f"/families/{scene.family}/allocations", chosen(scene, who, **changed))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/families/{scene.family}/people"), answer.text


async def held(scene: Scene, who: str) -> list[Involvement]:
    of = (Involvement.case_id == scene.case, Involvement.practitioner_id == scene.practitioners[who])
    async with scene.app.services.database.reading() as db:
        return list(await db.scalars(select(Involvement).where(*of)))


async def end(scene: Scene, who: str) -> None:
    (row,) = await held(scene, who)
    ruth = await scene.app.as_("ruth")
    answer = await ruth.post(f"/families/{scene.family}/allocations/{row.id}/ending")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/families/{scene.family}/people")


async def acts(scene: Scene) -> list[str]:
    async with scene.app.services.database.reading() as db:
        rows = await db.scalars(select(TrailRow.act).where(TrailRow.case_id == scene.case))
        return [act for act in rows if act.startswith("allocation")]


async def test_whoever_is_allocated_is_a_colleague_and_has_the_family_in_their_week(app: App) -> None:
    scene = await scene_of(app)
    priya, tom = await app.as_("priya"), await app.as_("tom")
    assert "Tom Ashdown" not in (await priya.get(f"/families/{scene.family}/visits/new")).text
    assert "Okafor-Hill" not in (await tom.get("/week")).text
    await allocate(scene, "tom", for_person=str(scene.people["Dawn"]))
    assert "Tom Ashdown" in (await priya.get(f"/families/{scene.family}/visits/new")).text
    assert "Okafor-Hill" in (await tom.get("/week")).text
    assert "Tom Ashdown children’s social worker · with Dawn" in text_of(
        await priya.get(f"/families/{scene.family}/people")
    ).replace("\xa0", " ")
    await end(scene, "tom")
    assert "Tom Ashdown" not in (await priya.get(f"/families/{scene.family}/visits/new")).text
    assert "Okafor-Hill" not in (await tom.get("/week")).text
    assert await acts(scene) == ["allocation made", "allocation ended"]


async def test_an_allocation_that_ends_stays_on_the_record_up_to_yesterday(app: App) -> None:
    scene = await scene_of(app)
    await end(scene, "priya")
    (row,) = await held(scene, "priya")
    assert (row.since, row.until) == (LONG_AGO, TODAY - timedelta(days=1))
    page = text_of(await (await app.as_("ruth")).get(f"/families/{scene.family}/people"))
    assert "Nobody leads this case" in page and "Who held the case before (2)" in page


async def test_what_began_today_is_taken_back_and_can_be_made_again(app: App) -> None:
    scene = await scene_of(app)
    await allocate(scene)
    await end(scene, "tom")
    assert await held(scene, "tom") == []
    await allocate(scene)
    assert len(await held(scene, "tom")) == 1


async def test_a_new_lead_takes_the_mark_from_the_one_before(app: App) -> None:
    scene = await scene_of(app)
    await allocate(scene, "tom", lead="yes")
    assert [(await held(scene, who))[0].lead for who in ("tom", "priya")] == [True, False]
    assert text_of(await (await app.as_("ruth")).get(f"/families/{scene.family}/people")).count("leads this case") == 1


async def test_posting_twice_allocates_once(app: App) -> None:
    scene = await scene_of(app)
    await allocate(scene)
    await allocate(scene)
    assert len(await held(scene, "tom")) == 1 and await acts(scene) == ["allocation made"]


async def test_the_form_offers_the_team_and_the_areas_psychologist(app: App) -> None:
    scene = await scene_of(app)
    await end(scene, "helen")
    page = (await (await app.as_("ruth")).get(f"/families/{scene.family}/allocations/new")).text
    assert all(name in page for name in ("Tom Ashdown", "Joan Tierney", "Helen Voss"))
    assert not [name for name in ("Priya Raman", "Sam Okoro", "Grace Mensah", "Wendy Small") if name in page]
    assert form_in(page, f"/families/{scene.family}/allocations")["since"] == [TODAY.isoformat()]
    await allocate(scene, "helen")
    assert {row.relation for row in await held(scene, "helen")} == {"consultation", "allocated"}


async def test_the_psychologist_is_asked_for_consultation_or_holds_the_case_like_others(app: App) -> None:
    scene = await scene_of(app)
    await end(scene, "helen")
    helen, card = await app.as_("helen"), f"/families/{scene.family}"
    assert (await helen.get(card)).status_code == 404
    await allocate(scene, "helen", consults="yes")
    assert {row.relation for row in await held(scene, "helen") if not row.until} == {"consultation"}
    assert (await helen.get(f"{card}/visits/new")).status_code == 200
    assert "asked for consultation" in text_of(await (await app.as_("priya")).get(f"{card}/people"))
    assert permissions_of("psychologist", frozenset({Relation.ALLOCATED})) >= permissions_of(
        "psychologist", frozenset({Relation.CONSULTATION})
    )


@pytest.mark.parametrize(
    ("who", "more", "said"),
    [("tom", {}, "Only the psychologist is asked for consultation"),
     ("helen", {"lead": "yes"}, "Who is asked for consultation does not lead the case")],
)  # fmt: skip
async def test_who_cannot_be_asked_for_consultation(app: App, who: str, more: dict[str, str], said: str) -> None:
    scene = await scene_of(app)
    await end(scene, "helen")
    fields = chosen(scene, who, consults="yes") | more
    answer = await (await app.as_("ruth")).post(f"/families/{scene.family}/allocations", fields)
    assert answer.status_code == 422 and errors_of(answer) == {"consults": said}
    assert form_in(answer.text, f"/families/{scene.family}/allocations")["consults"] == ["yes"]


@pytest.mark.parametrize("who", ["grace", "wendy", "ruth", "mark", "colin"])
async def test_who_is_not_of_the_team_or_does_not_write_is_refused(app: App, who: str) -> None:
    scene = await scene_of(app)
    ruth, before = await app.as_("ruth"), len(await held(scene, who))
    answer = await ruth.post(f"/families/{scene.family}/allocations", chosen(scene, who))
    assert answer.status_code == 422
    assert errors_of(answer) == {"practitioner": "Choose somebody of this team who does not hold the case yet"}
    assert len(await held(scene, who)) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [("practitioner", ""), ("practitioner", "x"), ("since", ""), ("since", "soon"), ("since", "2199-01-01"),
     ("since", "1999-01-01"), ("for_person", "999999"), ("for_person", "x")],
)  # fmt: skip
async def test_what_cannot_be_is_said_and_what_was_chosen_stays(app: App, field: str, value: str) -> None:
    scene = await scene_of(app)
    fields = chosen(scene, "tom", lead="yes") | {field: value}
    answer = await (await app.as_("ruth")).post(f"/families/{scene.family}/allocations", fields)
    assert answer.status_code == 422 and list(errors_of(answer)) == [field]
    back = form_in(answer.text, f"/families/{scene.family}/allocations")
    assert back["lead"] == ["yes"]
    assert field == "practitioner" or back["practitioner"] == [fields["practitioner"]]


async def test_a_child_or_somebody_of_another_family_is_not_worked_with(app: App) -> None:
    scene = await scene_of(app)
    ruth = await app.as_("ruth")
    for name in ("Maya", "Tobi"):
        fields = chosen(scene, "tom", for_person=str(scene.people[name]))
        assert (await ruth.post(f"/families/{scene.family}/allocations", fields)).status_code == 422


@pytest.mark.parametrize("who", ["priya", "tom", "grace", "olu", "helen", "colin", "mark", "hilary"])
async def test_for_everybody_but_the_manager_it_does_not_exist(app: App, who: str) -> None:
    scene = await scene_of(app)
    browser, root = await app.as_(who), f"/families/{scene.family}/allocations"
    (row,) = await held(scene, "priya")
    assert (await browser.get(f"{root}/new")).status_code == 404
    assert (await browser.post(root, chosen(scene, "tom"))).status_code == 404
    assert (await browser.post(f"{root}/{row.id}/ending")).status_code == 404
    assert "Allocate to somebody" not in (await browser.get(f"/families/{scene.family}/people")).text
    assert (await held(scene, "priya"))[0].until is None


async def test_another_cases_allocation_and_a_chair_are_not_ended_here(app: App) -> None:
    scene = await scene_of(app)
    ruth, root = await app.as_("ruth"), f"/families/{scene.family}/allocations"
    async with app.services.database.reading() as db:
        others = list(await db.scalars(select(Involvement.id).where(Involvement.case_id != scene.case)))
    tied = [row.id for who in ("colin", "fiona") for row in await held(scene, who)]
    assert {(await ruth.post(f"{root}/{row}/ending")).status_code for row in (*others, *tied)} == {404}


async def test_the_form_takes_at_most_eight_statements(app: App) -> None:
    scene = await scene_of(app)
    ruth = await app.as_("ruth")
    await ruth.get(f"/families/{scene.family}/allocations/new")
    with counted(app.services.database) as statements:
        await ruth.get(f"/families/{scene.family}/allocations/new")
    assert len(statements) <= 8, statements
