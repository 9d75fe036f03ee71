"""The people whom a manager brings in, locks out and lets go."""

import pytest
from sqlalchemy import select

from store.tables.people import Practitioner
from tests.conftest import App
from tests.web.coming_in import acts, id_of, is_signed_in, only, passkey_of, sign_in, was_refused

HATFIELD = ("Priya Raman", "Tom Ashdown", "Sam Okoro", "Joan Tierney", "Ruth Calder")


@pytest.mark.parametrize(
    ("who", "sees", "not_"),
    [
        ("ruth", HATFIELD, ("Wendy Small", "Grace Mensah", "Helen Voss")),
        ("mark", (*HATFIELD, "Wendy Small", "Helen Voss"), ("Grace Mensah", "Hilary Stone")),
        ("hilary", (*HATFIELD, "Grace Mensah", "Colin Marsh", "Alan Frost"), ()),
        ("beth", (*HATFIELD, "Grace Mensah", "Colin Marsh"), ()),
    ],
)
async def test_each_manager_sees_their_own_people(
    app: App, who: str, sees: tuple[str, ...], not_: tuple[str, ...]
) -> None:
    page = (await (await app.as_(who)).get("/people")).text
    assert all(name in page for name in sees)
    assert not [name for name in not_ if name in page]


@pytest.mark.parametrize("who", ["priya", "tom", "wendy", "helen", "colin", "alan"])
async def test_for_everybody_else_the_list_does_not_exist(app: App, who: str) -> None:
    browser = await app.as_(who)
    for path in ("/people", "/people/new", f"/people/{await id_of(app, 'sam')}"):
        assert (await browser.get(path)).status_code == 404
    assert "Invite somebody" not in (await browser.get("/you")).text


async def test_searching_while_typing_swaps_the_list_alone(app: App) -> None:
    answer = await (await app.as_("hilary")).fragment("/people?part=list&words=ste+gra")
    assert "Grace Mensah" in answer.text and "Olu Bright" not in answer.text and "<h1" not in answer.text
    assert "1 person" in answer.text
    nobody = await (await app.as_("ruth")).fragment("/people?part=list&words=grace")
    assert "Nobody of that name" in nobody.text and "0 people" in nobody.text


async def test_somebody_of_another_team_is_not_there(app: App) -> None:
    ruth = await app.as_("ruth")
    for path in ("", "/leaving", "/return", "/sign-in-endings", "/invitations"):
        for name in ("wendy", "helen"):
            where = f"/people/{await id_of(app, name)}{path}"
            answer = await (ruth.post(where) if path else ruth.get(where))
            assert answer.status_code == 404, where


async def test_a_manager_looks_at_a_peer_and_at_themselves_but_changes_neither(app: App) -> None:
    ruth, herself = await app.as_("ruth"), await id_of(app, "ruth")
    page = (await ruth.get(f"/people/{herself}")).text
    assert "This is you" in page and "has left" not in page
    assert (await ruth.post(f"/people/{herself}/leaving")).status_code == 404


async def test_a_team_manager_adds_a_practitioner_to_the_own_team(app: App) -> None:
    ruth = await app.as_("ruth")
    answer = await ruth.post("/people", {"name": " Ines Duarte ", "role": "recovery_worker", "phone": "01632 960555"})
    assert answer.status_code == 303
    added = await only(app, select(Practitioner).where(Practitioner.name == "Ines Duarte"))
    assert added.team_id == await only(app, select(Practitioner.team_id).where(Practitioner.name == "Ruth Calder"))
    assert len(added.user_handle) == 32
    assert "Make the invitation" in (await ruth.get(answer.headers["location"])).text
    assert "person added" in await acts(app)


@pytest.mark.parametrize("role", ["team_manager", "service_manager", "head_of_service", "psychologist", "auditor", "x"])
async def test_a_team_manager_gives_no_higher_role(app: App, role: str) -> None:
    answer = await (await app.as_("ruth")).post("/people", {"name": "Eve", "role": role})
    assert answer.status_code == 422
    assert not await _named(app, "Eve")


@pytest.mark.parametrize("role", ["service_manager", "head_of_service", "auditor"])
async def test_business_support_gives_no_role_that_oversees(app: App, role: str) -> None:
    fields = {"name": "Eve", "role": role, "place": "council-0"}
    assert (await (await app.as_("beth")).post("/people", fields)).status_code == 422
    assert not await _named(app, "Eve")


async def test_nobody_is_put_into_a_team_beyond_ones_reach(app: App) -> None:
    stevenage = await only(app, select(Practitioner.team_id).where(Practitioner.name == "Grace Mensah"))
    for who in ("ruth", "mark"):
        fields = {"name": "Eve", "role": "recovery_worker", "place": f"team-{stevenage}"}
        assert (await (await app.as_(who)).post("/people", fields)).status_code == 422, who
    assert not await _named(app, "Eve")


async def test_a_place_has_to_suit_the_role(app: App) -> None:
    hilary = await app.as_("hilary")
    answer = await hilary.post("/people", {"name": "Ines", "role": "recovery_worker", "place": "council-0"})
    assert (
        answer.status_code == 422 and "Choose where they work: a team" in answer.text and 'value="Ines"' in answer.text
    )
    assert (await hilary.post("/people", {"name": "Ines", "role": "auditor", "place": "council-0"})).status_code == 303


async def test_what_is_missing_is_said_beside_its_field(app: App) -> None:
    answer = await (await app.as_("ruth")).post("/people", {"phone": "01632 960555"})
    assert answer.status_code == 422 and 'href="#name"' in answer.text and 'href="#role"' in answer.text
    assert "01632 960555" in answer.text


async def test_ending_all_sign_ins_takes_effect_at_once(app: App) -> None:
    sam, ruth = await app.as_("sam"), await app.as_("ruth")
    assert await is_signed_in(sam)
    assert (await ruth.post(f"/people/{await id_of(app, 'sam')}/sign-in-endings")).status_code == 303
    assert not await is_signed_in(sam)


async def test_whoever_has_left_is_out_at_once_and_it_can_be_taken_back(app: App) -> None:
    phone, sam, ruth = await passkey_of(app, "sam"), app.signed_out(), await app.as_("ruth")
    await sign_in(sam, phone)
    where = f"/people/{await id_of(app, 'sam')}"
    assert (await ruth.post(f"{where}/leaving")).status_code == 303
    assert not await is_signed_in(sam)
    assert was_refused(await sign_in(sam, phone))
    assert "Take that back" in (await ruth.get(where)).text
    assert (await ruth.post(f"{where}/return")).status_code == 303
    assert (await sign_in(sam, phone)).status_code == 200


async def _named(app: App, name: str) -> bool:
    async with app.services.database.reading() as db:
        return (await db.scalars(select(Practitioner.id).where(Practitioner.name == name))).first() is not None
