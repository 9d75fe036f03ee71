from pathlib import Path

import pytest

from store.keys import derive, read_key_file
from store.trail import Trail


@pytest.fixture
def trail(key_file: Path) -> Trail:
    return Trail(derive(read_key_file(key_file), "trail"))


@pytest.fixture
def trail_key(trail: Trail) -> bytes:
    return trail.key
