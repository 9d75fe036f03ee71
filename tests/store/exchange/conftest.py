"""Fixtures of the readers: a file of a given text, and the sample data of the field where it is present."""

from pathlib import Path

import pytest

from tests.store.exchange.writing import Write

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "data"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file whose name says nothing and gives its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "given"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def real_samples() -> Path:
    """The sample data of others, beside the repository; where absent, the test says so and is skipped."""
    if not SAMPLES.is_dir():
        pytest.skip("the real sample files are not beside this repository; only our own small files were read")
    return SAMPLES
