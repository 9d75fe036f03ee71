"""`weekbook invite NAME`: the first administrator comes in by a link, and by a code on both screens."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import segno
import typer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.council import find_team_id, list_team_names
from store.database import Database
from store.invitations import Invited, cancel, confirm, find_invitation, invite
from store.keys import derive
from store.opening import open_database
from store.practice.invitation import InvitationFound
from store.practice.roles import ROLES
from store.practitioners import add_practitioner
from store.tables.people import Practitioner
from store.trail import Deed, Trail
from web.commands.running import DatabaseOption, JsonOption, run, say, say_json, secret_of, settings_for
from web.settings import Settings, WrongSetting

RoleOption = Annotated[str, typer.Option("--role", help=f"One of: {', '.join(ROLES)}.")]
TeamOption = Annotated[str | None, typer.Option("--team", help="The team that they work in.", show_default=False)]
LOOK_EVERY_SECONDS = 1.0


def invite_(
    name: str,
    role: RoleOption = "head_of_service",
    team: TeamOption = None,
    database: DatabaseOption = None,
    json: JsonOption = False,
) -> None:
    """Invite somebody from here, with their phone beside you. The server must be running."""
    settings = settings_for(database)
    ended = run(_invite(settings, name, role, team))
    say(_ENDS.get(ended, f"The invitation is over: {ended}."))
    if json:
        say_json({"name": name, "invitation": ended})
    if ended != "confirmed":
        raise typer.Exit(1)


_ENDS = {
    "confirmed": "Confirmed. The passkey is made on the phone now.",
    "mismatch": "The codes differed: the link is ended. Somebody else may have opened it; invite again.",
    "expired": "The ten minutes are over; invite again.",
}


async def _invite(settings: Settings, name: str, role: str, team: str | None) -> str:
    if role not in ROLES:
        raise WrongSetting(f"--role: there is no role “{role}”; there are: {', '.join(ROLES)}")
    secret = secret_of(settings)
    database = await open_database(settings.database_url, secret)
    trail = Trail(derive(secret, "trail"))
    try:
        async with database.writing() as db:
            person = await _person(db, name, role, team)
            made = await invite(db, practitioner_id=person, invited_by_id=None, now=datetime.now(UTC))
            await trail.append(db, [_deed("invitation made", made, person)])
        _show_link(f"{settings.origin}/i/{made.token}", name)
        return await _until_confirmed(database, trail, made, person)
    finally:
        await database.close()


async def _person(db: AsyncSession, name: str, role: str, team: str | None) -> int:
    """The one of that name and role, or somebody new."""
    team_id = await _team_id(db, team)
    same = (Practitioner.name == name, Practitioner.role == role, Practitioner.left_on.is_(None))
    known = (await db.scalars(select(Practitioner.id).where(*same))).all()
    if len(known) == 1:
        return known[0]
    return await add_practitioner(db, name=name, role=role, team_id=team_id, area_id=None, phone="")


async def _team_id(db: AsyncSession, team: str | None) -> int | None:
    if team is None:
        return None
    found = await find_team_id(db, team)
    if found is None:
        names = ", ".join(await list_team_names(db)) or "none yet"
        raise WrongSetting(f"--team: there is no team called “{team}”; there are: {names}")
    return found


def _show_link(link: str, name: str) -> None:
    say(f"For {name}, to be opened on their phone within ten minutes:")
    segno.make(link, error="m").terminal(compact=True)
    say(link)


async def _until_confirmed(database: Database, trail: Trail, made: Invited, person: int) -> str:
    """Wait for the phone, show the code, ask; gives how it ended."""
    while True:
        found = await _look(database, made)
        state = found.state(datetime.now(UTC))
        if state == "opened":
            return await _ask(database, trail, found, made, person)
        if state != "waiting":
            return state
        await asyncio.sleep(LOOK_EVERY_SECONDS)


async def _look(database: Database, made: Invited) -> InvitationFound:
    async with database.reading() as db:
        found = await find_invitation(db, made.invitation_id)
    assert found is not None, "invitations are never deleted"
    return found


async def _ask(database: Database, trail: Trail, found: InvitationFound, made: Invited, person: int) -> str:
    say(f"The phone that opened the link shows a code. Here it is {found.spaced_code}.")
    same = await asyncio.to_thread(typer.confirm, "Does the phone show the same?")
    async with database.writing() as db:
        now = datetime.now(UTC)
        if same and await confirm(db, invitation_id=found.id, by=None, now=now):
            await trail.append(db, [_deed("invitation confirmed", made, person)])
            return "confirmed"
        await cancel(db, invitation_id=found.id, how="mismatch", now=now)
        await trail.append(db, [_deed("invitation codes differed", made, person)])
    return "expired" if same else "mismatch"


def _deed(act: str, made: Invited, person: int) -> Deed:
    return Deed(act, subject=str(made.invitation_id), facts={"practitioner": person, "from": "the command line"})
