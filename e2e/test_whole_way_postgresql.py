"""The whole way once more over PostgreSQL, which a council has where its record outgrows one machine."""

from collections.abc import Iterator

import pytest

from e2e import test_whole_way
from e2e.conftest import HandOut
from e2e.records import prepare
from e2e.server import Server
from web.bench.postgresql import postgresql


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with postgresql() as url:
        server = prepare(tmp_path_factory.mktemp("postgresql") / "data", WEEKBOOK_DATABASE=url).start()
        yield server
        server.stop()


def test_the_same_way_over_postgresql(server: Server, phones: HandOut) -> None:
    test_whole_way.test_from_the_first_invitation_to_the_printed_week(server, phones)
    assert not (server.folder / "weekbook.db").exists(), "nothing of it went into a file"
