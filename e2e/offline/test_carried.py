"""What a phone carries: sealed, shown without signal at the same addresses, found, and gone when it has to go."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.modules import ask, with_modules
from e2e.phone import Phone
from e2e.records import copy_of, family_id, look
from e2e.server import Server
from store.practice.weeks import Week
from store.tables.cases import Involvement
from store.tables.trail import TrailRow
from tests.cast import TODAY, Cast

NO_SIGNAL = ("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "Failed to fetch", "status of 401")
OKAFOR = {
    "id": 1, "name": "Okafor-Hill", "reference": "H204711", "address": "14 Cedar Close, Hatfield",
    "postcode": "AL10 0ZZ", "people": [
        {"name": "Maya Okafor-Hill", "born": "2019-04-11", "phone": ""},
        {"name": "Dawn Hill", "born": "", "phone": "07700 900123"},
        {"name": "Zoë O’Sullivan", "born": "", "phone": "+44 7700 900456"},
    ],
}  # fmt: skip
BRENNAN = {"id": 2, "name": "Brennan", "reference": "H204718", "address": "2 Mill Row, Hatfield",
           "postcode": "AL10 0ZY",
           "people": [{"name": "Aoife Brennan", "born": "2015-01-09", "phone": ""}]}  # fmt: skip


@pytest.fixture
def own(prepared: Server, tmp_path: Any) -> Iterator[Server]:
    server = copy_of(prepared, tmp_path / "data").start()
    yield server
    server.stop()


def carrying(phones: HandOut, of: Server) -> Phone:
    """Signed in as Priya; her families are carried."""
    phone = with_modules(phones, of=of)
    phone.expects(*NO_SIGNAL)
    phone.sign_in_as("priya")
    assert ask(phone.page, "carried.refresh", name="priya") == 200
    return phone


@pytest.fixture
def phone(phones: HandOut, server: Server) -> Phone:
    return carrying(phones, server)


def test_without_signal_the_same_addresses_answer_with_their_time(phones: HandOut, own: Server) -> None:
    phone = carrying(phones, own)
    own.stop()
    okafor = family_id(own, "Okafor-Hill")
    for path in ("", f"/weeks/{Week.of(TODAY)}", "/safety", "/people", "/tasks", "/visits/new", "/weekly-entries/new",
                 "/significant-events/new", "/sessions/new", "/sessions", "/tasks/new"):  # fmt: skip
        said = ask(phone.page, "carried.answer", name="priya", url=f"/families/{okafor}{path}")
        assert said and "Okafor-Hill" in said["html"], path
        assert "This screen is as of " in said["html"]
        assert said["headers"]["Content-Security-Policy"].startswith("script-src 'nonce-")
    for path in ("/week", "/record", "/find", f"/record?family={okafor}"):
        assert ask(phone.page, "carried.answer", name="priya", url=path), path
    assert ask(phone.page, "carried.answer", name="priya", url="/families/999") is None
    own.start()


def test_what_lies_there_says_nothing(phone: Phone) -> None:
    lies = ask(phone.page, "carried.whatLies", name="priya")
    assert lies["names"] == ["body", "handle", "id", "iv", "until"]
    assert lies["number"] > 15 and lies["readable"] == 0


def test_another_person_of_the_phone_reads_nothing_of_it(phone: Phone) -> None:
    assert ask(phone.page, "carried.search", name="samuel", words="okafor") is None
    assert ask(phone.page, "carried.answer", name="samuel", url="/week") is None
    assert ask(phone.page, "carried.exchanged", name="priya", other="samuel") == [None, None, True]


def test_after_a_reload_it_is_still_there_and_only_what_changed_is_fetched(phone: Phone, server: Server) -> None:
    phone.page.reload()
    assert ask(phone.page, "carried.refresh", name="priya") == 304
    assert ask(phone.page, "carried.search", name="priya", words="brenan") == ["Brennan"]
    before = ask(phone.page, "carried.whatLies", name="priya")["number"]
    phone.page.request.post(
        f"{server.origin}/families/{family_id(server, 'Brennan')}/tasks", form={"title": "Ring the school"},
        headers={"Origin": server.origin},
    )  # fmt: skip
    assert ask(phone.page, "carried.refresh", name="priya") == 200
    page = ask(phone.page, "carried.answer", name="priya", url=f"/families/{family_id(server, 'Brennan')}/tasks")
    assert "Ring the school" in page["html"]
    assert ask(phone.page, "carried.whatLies", name="priya")["number"] == before, "the old screens are gone"


def test_when_access_ends_the_family_goes_at_the_next_contact(phones: HandOut, own: Server) -> None:
    phone = carrying(phones, own)

    async def end(db: AsyncSession) -> None:
        case_id, who = await Cast.case_id(db, "Brennan"), await Cast.practitioner_id(db, "priya")
        mine = (Involvement.case_id == case_id, Involvement.practitioner_id == who)
        await db.execute(update(Involvement).where(*mine).values(until=TODAY - timedelta(days=1)))

    look(own, end)
    assert ask(phone.page, "carried.refresh", name="priya") == 200
    assert ask(phone.page, "carried.search", name="priya", words="brennan") == []
    url = f"/families/{family_id(own, 'Brennan')}"
    assert ask(phone.page, "carried.answer", name="priya", url=url) is None


def test_without_contact_for_three_days_nothing_is_left(phone: Phone) -> None:
    assert 2.9 < ask(phone.page, "carried.daysLater", name="priya", days=2.9) <= 3
    assert ask(phone.page, "carried.answer", name="priya", url="/week") is not None
    ask(phone.page, "carried.daysLater", name="priya", days=0.2)
    assert ask(phone.page, "carried.answer", name="priya", url="/week") is None
    assert ask(phone.page, "carried.dropOutdated", name="priya") == 0, "and without unlocking it goes from the disk"


def test_contact_begins_the_days_anew(phone: Phone) -> None:
    ask(phone.page, "carried.daysLater", name="priya", days=2)
    assert ask(phone.page, "carried.refresh", name="priya") == 304
    assert 2.9 < ask(phone.page, "carried.daysLater", name="priya", days=0) <= 3


def test_a_vault_that_was_erased_meanwhile_carries_nothing_again(phone: Phone) -> None:
    assert ask(phone.page, "carried.erased", name="priya") == [200, 0]


def test_signed_out_what_is_carried_stays_for_whoever_unlocks(phone: Phone) -> None:
    phone.context.clear_cookies()
    assert ask(phone.page, "carried.refresh", name="priya") == 401
    assert ask(phone.page, "carried.search", name="priya", words="okafor") == ["Okafor-Hill"]


def test_each_family_that_was_carried_is_on_the_trail(phones: HandOut, own: Server) -> None:
    carrying(phones, own)

    async def acts(db: AsyncSession) -> list[str]:
        return list(await db.scalars(select(TrailRow.subject).where(TrailRow.act == "carried")))

    families = {f"/families/{family_id(own, name)}" for name in ("Okafor-Hill", "Brennan")}
    assert set(look(own, acts)) == {*families, "/week"}


@pytest.mark.parametrize(("words", "found"), [
    ("okafor", ["Okafor-Hill"]), ("Okafer Hill", ["Okafor-Hill"]), ("okaforhill", ["Okafor-Hill"]),
    ("brenann", ["Brennan"]), ("the Brennan family", ["Brennan"]), ("zoe osullivan", ["Okafor-Hill"]),
    ("900123", ["Okafor-Hill"]), ("07700 900123", ["Okafor-Hill"]), ("+44 7700 900 123", ["Okafor-Hill"]),
    ("0456", ["Okafor-Hill"]), ("al10", ["Brennan", "Okafor-Hill"]), ("AL10 0ZZ", ["Okafor-Hill"]),
    ("0zy", ["Brennan"]), ("H204718", ["Brennan"]), ("204711", ["Okafor-Hill"]), ("11/4/2019", ["Okafor-Hill"]),
    ("9.1.15", ["Brennan"]), ("2015-01-09", ["Brennan"]), ("14 cedar", ["Okafor-Hill"]),
    ("mill hatfield", ["Brennan", "Okafor-Hill"]),
    ("maya brennan", []), ("xyz", []), ("", []), ("...", []),
])  # fmt: skip
def test_find_forgives(phones: HandOut, server: Server, words: str, found: list[str]) -> None:
    page: Page = with_modules(phones).page
    assert ask(page, "carried.ranked", families=[OKAFOR, BRENNAN], words=words) == found


def test_finds_answers_are_texts_and_nothing_of_them_runs(phone: Phone) -> None:
    said = ask(phone.page, "carried.answer", name="priya", url="/find/answers?q=%3Cb%3Eokafor")
    assert "Okafor-Hill family" in said["html"] and "1 family on this phone" in said["html"]
    assert "<b>okafor" not in said["html"]
    none = ask(phone.page, "carried.answer", name="priya", url="/find/answers?q=zzqq")
    assert "No family on this phone" in none["html"]
