from pathlib import Path

import pytest

from store.keys import derive, read_key_file
from store.trail import Trail


@pytest.fixture
def secret(key_file: Path) -> bytes:
    return read_key_file(key_file)


@pytest.fixture
def trail(secret: bytes) -> Trail:
    return Trail(derive(secret, "trail"))
