"""A team is made from the command line."""

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from store.keys import read_key_file
from store.opening import open_database
from store.tables.trail import TrailRow
from web.__main__ import commands


def typed(*words: str) -> tuple[int, list[str]]:
    ended = CliRunner().invoke(commands, words)
    return ended.exit_code, ended.output.splitlines()


@pytest.fixture(autouse=True)
def _data(cast_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEEKBOOK_DATA", str(cast_folder))


def test_a_team_is_made_once_with_its_area() -> None:
    code, said = typed("team", "Ware", "--area", "East", "--json")
    assert (code, said[0]) == (0, "The team Ware is made, in the area East.")
    assert json.loads(said[-1]) == {"team": "Ware", "area": "East", "made": True}
    code, said = typed("team", "Ware", "--area", "East", "--json")
    assert (code, said[0]) == (0, "The team Ware is already there, in the area East.")
    assert json.loads(said[-1])["made"] is False
    assert typed("check")[0] == 0


def test_a_second_team_of_an_area_that_is_there() -> None:
    assert typed("team", "Potters Bar", "--area", "Mid")[0] == 0
    assert typed("team", "Hatfield", "--area", "Mid") == (0, ["The team Hatfield is already there, in the area Mid."])


def test_a_team_of_another_area_is_not_moved() -> None:
    code, said = typed("team", "Hatfield", "--area", "North")
    assert code == 2 and said == ["weekbook: --area: the team Hatfield is already there, in the area Mid"]


def test_a_team_has_a_name() -> None:
    assert typed("team", " ", "--area", "North")[0] == 2


def test_the_making_is_on_the_trail(cast_folder: Path) -> None:
    async def acts() -> list[str]:
        key = read_key_file(cast_folder / "weekbook.key")
        database = await open_database(f"sqlite+aiosqlite:///{cast_folder / 'weekbook.db'}", key)
        async with database.reading() as db:
            found = list(await db.scalars(select(TrailRow.act)))
        await database.close()
        return found

    for _ in range(2):
        typed("team", "Ware", "--area", "East")
    assert asyncio.run(acts()) == ["team made"]
