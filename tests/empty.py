"""An empty database of each kind, for what fills one itself. Use: `from tests.empty import empty_url  # noqa: F401`."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.conftest import _new_postgresql, _on_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'weekbook.db'}"
        return
    server, name = request.getfixturevalue("postgresql_server"), f"e{uuid4().hex}"
    yield _new_postgresql(server, name)
    _on_postgresql(server, f"DROP DATABASE {name} WITH (FORCE)")
