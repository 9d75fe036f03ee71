"""`weekbook team NAME --area AREA`: a team, and the office area in which it works."""

from typing import Annotated, Any

import typer

from store.council import find_or_make_team_id, find_team_area
from store.keys import derive
from store.opening import open_database
from store.trail import Deed, Trail
from web.commands.running import DatabaseOption, JsonOption, run, say, say_json, secret_of, settings_for
from web.settings import Settings, WrongSetting

AreaOption = Annotated[str, typer.Option("--area", help="The office area of the team.", show_default=False)]


def team(name: str, area: AreaOption, database: DatabaseOption = None, json: JsonOption = False) -> None:
    """Make a team and its office area, where they are not there yet."""
    done = run(_make(settings_for(database), name.strip(), area.strip()))
    say(f"The team {done['team']} is {'made' if done['made'] else 'already there'}, in the area {done['area']}.")
    if json:
        say_json(done)


async def _make(settings: Settings, name: str, area: str) -> dict[str, Any]:
    if not name or not area:
        raise WrongSetting("team: say what the team is called, and its area with --area")
    secret = secret_of(settings)
    database = await open_database(settings.database_url, secret)
    try:
        async with database.writing() as db:
            there = await find_team_area(db, name)
            if there not in (None, area):
                raise WrongSetting(f"--area: the team {name} is already there, in the area {there}")
            if there is None:
                made = await find_or_make_team_id(db, name=name, area=area)
                facts = {"team": name, "area": area, "from": "the command line"}
                await Trail(derive(secret, "trail")).append(db, [Deed("team made", subject=str(made), facts=facts)])
        return {"team": name, "area": area, "made": there is None}
    finally:
        await database.close()
