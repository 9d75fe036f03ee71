import pytest

from store.sample.building import sample_rows
from store.sample.rows import Rows
from tests.empty import empty_url
from tests.store.sample.days import WEDNESDAY

__all__ = ["empty_url"]


@pytest.fixture(scope="session")
def rows() -> Rows:
    """The demonstration as it is built on a Wednesday afternoon."""
    return sample_rows(WEDNESDAY, b"k" * 32)
