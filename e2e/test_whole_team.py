"""Five phones, one family, thirteen weeks: what each brings, a question, the blind views, what all agree and do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline import test_sessions as sessions
from e2e.offline.hand import go, hold, lock, status, unlock
from e2e.offline.test_consultations import A_FAMILY_CARRIED, LISTENS, WAKES, answer, ask
from e2e.offline.waiting import wait_until
from e2e.offline.writing import SAVED, all_sent, expect_sent_once, save, save_unsent
from e2e.phone import Phone
from e2e.records import copy_of, family_id, look
from e2e.server import Server
from e2e.test_group_supervision import give, plan
from e2e.test_whole_way import pill
from store.practice.calendar import LONDON
from store.practice.entries import WeeklyEntry
from store.practice.weeks import Week
from store.tables.cases import Involvement
from store.tables.people import Practitioner
from tests.cast import LONG_AGO, Cast
from tests.web.weekly import put

DA = "Dee Ward"
"""The domestic abuse practitioner, whom the cast has not."""
OLDER_WEEKS = 12
WRITERS = {"Priya Raman": 3, "Sam Okoro": 7, DA: 5}
SEEN, SIGNED = "Maya hid her shoes when the bell rang.", "Dawn told me outside that Fridays frighten her."
VIEWS = {"priya": (3, "Maya made breakfast for Leo."), "sam": (7, "Three clear weeks, and a plan for Fridays."),
         "dee": (5, "Chris knows the new number."), "helen": (4, "Leo listens for the door at night.")}  # fmt: skip
AGREED, DISSENT = "Safe in the week, not yet on Fridays.", "Fridays are better than the rest of us say."
ACTIONS = {"Priya Raman": "Visit on Friday evening", "Sam Okoro": "Ring Dawn before each weekend",
           DA: "Go through the safety plan with Dawn", "Helen Voss": "Sit down with Maya’s school"}  # fmt: skip


@dataclass
class Team:
    server: Server
    phones: dict[str, Phone]

    def __getattr__(self, name: str) -> Phone:
        return self.phones[name]

    @property
    def family(self) -> str:
        return f"/families/{family_id(self.server, 'Okafor-Hill')}"


@pytest.fixture
def own(prepared: Server, tmp_path: Path) -> Iterator[Server]:
    """A council in which the family has twelve weeks behind it."""
    server = copy_of(prepared, tmp_path / "own")
    look(server, twelve_weeks)
    server.start()
    yield server
    server.stop()


async def twelve_weeks(db: AsyncSession) -> None:
    case_id, hatfield = await Cast.case_id(db, "Okafor-Hill"), await db.get_one(Practitioner, await who(db, "priya"))
    dee = Practitioner(name=DA, role="da_victims", team_id=hatfield.team_id, user_handle=b"dee".ljust(64, b"-"))
    db.add(dee)
    await db.flush()
    dawn = await Cast.person(db, "Dawn")
    db.add(Involvement(case_id=case_id, practitioner_id=dee.id, for_person_id=dawn.id, since=LONG_AGO))
    for author_id, safety in ((hatfield.id, 3), (await who(db, "sam"), 7), (dee.id, 5)):
        for weeks_ago in range(2, OLDER_WEEKS + 2):
            week = Week.of(datetime.now(LONDON)).after(-weeks_ago)
            said = WeeklyEntry(f"Week {week.number} of mornings", "Mornings.", safety=safety)
            at = datetime.combine(week.start + timedelta(days=3), time(12), UTC)
            await put(db, said, case_id=case_id, author_id=author_id, week=week, at=at)


async def who(db: AsyncSession, name: str) -> int:
    return await Cast.practitioner_id(db, name)


def test_five_phones_and_thirteen_weeks_of_one_family(phones: HandOut, own: Server) -> None:
    names = {"priya": "priya", "sam": "sam", "dee": DA, "helen": "helen", "ruth": "ruth"}
    team = Team(own, {key: hold(phones, name, prf=key == "helen", of=own) for key, name in names.items()})
    write_the_thirteenth_week(team)
    visit_together(team)
    work_one_to_one(team)
    answer_where_there_is_no_signal(team)
    room = plan(team.ruth, "Okafor-Hill")
    turn = team.family + room
    give_views_blindly(team, turn)
    open_the_views(team, turn, room)
    agree(team, turn)
    find_the_actions_in_next_week(team)


def write_the_thirteenth_week(team: Team) -> None:
    last = Week.of(datetime.now(LONDON)).previous
    for phone, (name, safety) in zip((team.priya, team.sam, team.dee), WRITERS.items(), strict=True):
        go(phone, f"{team.family}/weekly-entries/new?week={last}")
        page = phone.page
        page.get_by_label("The week in one line").fill(f"{name}: calmer mornings")
        page.get_by_label("What we worked on").fill("Mornings and Fridays.")
        pill(page.get_by_role("group", name="How safe is it, as you see it?"), str(safety)).click()
        status(phone).to_contain_text(SAVED)
        page.get_by_role("button", name="Save my week").last.click()
        page.wait_for_url(re.compile("/weekly-entries/[0-9a-f-]{36}$"))
    go(team.ruth, f"{team.family}/weeks/{last}")
    for name in WRITERS:
        expect(team.ruth.page.get_by_text(f"{name}: calmer mornings").first).to_be_visible()


def visit_together(team: Team) -> None:
    page = team.priya.page
    go(team.priya, f"{team.family}/visits/new")
    pill(page, DA).click()
    pill(page, "Maya").click()
    page.get_by_label("What you saw and heard").fill(SEEN)
    status(team.priya).to_contain_text(SAVED)
    page.get_by_role("button", name="Save visit").last.click()
    page.wait_for_url(re.compile("/visits/[0-9a-f-]{36}$"))
    expect(page.get_by_text("asked to sign").first).to_be_visible()
    go(team.dee, "/week")
    team.dee.page.get_by_role("link", name="Okafor-Hill family,").click()
    team.dee.page.get_by_label("Your own account").fill(SIGNED)
    team.dee.page.get_by_role("button", name="Sign: I was there, and this is how it was").click()
    expect(team.dee.page.get_by_text(SIGNED)).to_be_visible()


def work_one_to_one(team: Team) -> None:
    go(team.sam, sessions.form_of(team.sam))
    sessions.write(team.sam)
    save(team.sam.page)
    team.sam.page.wait_for_url(re.compile("/sessions/[0-9a-f-]{36}$"))
    address = team.sam.page.url.removeprefix(team.server.origin)
    go(team.dee, address)
    sessions.expect_written(team.dee.page)


def answer_where_there_is_no_signal(team: Team) -> None:
    """Asked by the social worker; the psychologist takes it on, loses signal, answers, and it goes by itself."""
    ask(team.priya)
    save(team.priya.page)
    team.priya.page.wait_for_url(re.compile("/consultations/[0-9a-f-]{36}$"))
    address = team.priya.page.url.removeprefix(team.server.origin)
    go(team.helen, "/consultations")
    expect(team.helen.page.get_by_text(WAKES)).to_be_visible()
    go(team.helen, address)
    team.helen.page.get_by_role("button", name="Take it on").click()
    expect(team.helen.page.get_by_text("Taken on by Helen Voss")).to_be_visible()
    lock(team.helen)
    unlock(team.helen)
    wait_until(team.helen.page, A_FAMILY_CARRIED)
    team.server.stop()
    go(team.helen, f"{address}/answers/new")
    answer(team.helen)
    save_unsent(team.helen)
    team.server.start()
    all_sent(team.helen)
    expect_sent_once(team.helen, LISTENS)
    for phone in (team.priya, team.sam, team.ruth):
        go(phone, address)
        expect(phone.page.get_by_text(LISTENS)).to_be_visible()


def give_views_blindly(team: Team, turn: str) -> None:
    for key, (number, evidence) in VIEWS.items():
        give(team.phones[key], turn, number, evidence)
    for key, phone in team.phones.items():
        for path in (turn, f"{turn}/view", team.family, f"{team.family}/story", "/supervision"):
            go(phone, path)
            shown = phone.page.content()
            for other, (_, evidence) in VIEWS.items():
                assert other == key or evidence not in shown, f"{key} reads {other}'s view at {path}"


def open_the_views(team: Team, turn: str, room: str) -> None:
    """All phones lie on the table: on the family's page or in the room."""
    for phone, path in zip(team.phones.values(), (turn, room, turn, room, turn), strict=True):
        go(phone, path)
    team.ruth.page.get_by_role("button", name="Open the views").click()
    for phone in team.phones.values():
        expect(phone.page.get_by_text("From 3 to 7: 4 apart.")).to_be_visible()
        expect(phone.page.get_by_text("Views differ")).to_be_visible()
        for _, evidence in VIEWS.values():
            expect(phone.page.get_by_text(evidence)).to_be_visible()


def agree(team: Team, turn: str) -> None:
    page = team.ruth.page
    page.get_by_role("link", name="Write down what we agree").click()
    page.get_by_label("What works").fill("The chart hangs in the kitchen.")
    pill(page.get_by_role("group", name="The number that you agree on"), "5").click()
    page.get_by_label("The view that you agree on").fill(AGREED)
    page.get_by_text("Somebody sees it otherwise").click()
    page.get_by_label(re.compile("^Sam Okoro")).first.fill(DISSENT)
    for row, (owner, action) in enumerate(ACTIONS.items()):
        if row:
            page.get_by_text("Something else that was agreed").nth(row - 1).click()
        page.locator(f"[name=agreed-{row}]").fill(action)
        choice = page.locator(f"select[name=owner-{row}] option").filter(has_text=owner).first
        page.locator(f"select[name=owner-{row}]").select_option(choice.get_attribute("value"))
        page.locator(f"[name=due-{row}]").fill("2031-03-04")
    status(team.ruth).to_contain_text(SAVED)
    save(page)
    page.wait_for_url(re.compile("/group-supervisions/[0-9a-f-]{36}$"))
    address = page.url.removeprefix(team.server.origin)
    for phone in team.phones.values():
        go(phone, address)
        for words in (AGREED, DISSENT, "of 10, agreed", *ACTIONS.values()):
            expect(phone.page.get_by_text(words).first).to_be_visible()
        expect(phone.page.get_by_text("Sam Okoro, recovery worker sees it otherwise")).to_be_visible()


def find_the_actions_in_next_week(team: Team) -> None:
    """Who writes is asked about each, the psychologist's recommendation too; the manager has them on the family."""
    for name in ("priya", "sam", "dee", "helen"):
        go(team.phones[name], f"{team.family}/weekly-entries/new")
        for owner, action in ACTIONS.items():
            task = team.phones[name].page.locator(".task.outcome").filter(has_text=action)
            expect(task).to_be_visible()
            expect(task).to_contain_text(owner)
        expect(team.phones[name].page.get_by_text("Sit with Leo until he sleeps")).to_be_visible()
    go(team.ruth, f"{team.family}/tasks")
    for action in ACTIONS.values():
        expect(team.ruth.page.get_by_text(action)).to_be_visible()
