"""Folders with a key and a database, for the command line."""

import asyncio
import shutil
from pathlib import Path

import pytest

from store.keys import derive, make_key_file, read_key_file
from store.opening import open_database
from store.sample.building import build
from tests.cast import cast_council
from tests.store.sample.days import WEDNESDAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a key and nothing else."""
    path = tmp_path / "data"
    path.mkdir(mode=0o700)
    make_key_file(path / "weekbook.key")
    return path


@pytest.fixture
def cast_folder(folder: Path) -> Path:
    """With the cast in its database."""
    asyncio.run(_fill(folder))
    return folder


async def _fill(folder: Path) -> None:
    database = await open_database(
        f"sqlite+aiosqlite:///{folder / 'weekbook.db'}", read_key_file(folder / "weekbook.key")
    )
    async with database.writing() as db:
        await cast_council(db)
    await database.close()


@pytest.fixture(scope="session")
def _demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demonstration")
    make_key_file(path / "weekbook.key")
    asyncio.run(_build(path))
    return path


async def _build(path: Path) -> None:
    secret = read_key_file(path / "weekbook.key")
    database = await open_database(f"sqlite+aiosqlite:///{path / 'weekbook.db'}", secret)
    await build(database, derive(secret, "trail"), WEDNESDAY)
    await database.close()


@pytest.fixture
def demonstration_folder(_demonstration: Path, tmp_path: Path) -> Path:
    """With the demonstration in its database."""
    path = tmp_path / "demonstration"
    shutil.copytree(_demonstration, path)
    path.chmod(0o700)
    return path
