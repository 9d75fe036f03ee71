"""The same reveal where two server processes share a PostgreSQL: one opens, the other has half of the phones."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from web.bench.council import make_council
from web.bench.figure import Figure
from web.bench.postgresql import postgresql
from web.bench.reveal import FAMILIES, figure, plan, reveal
from web.bench.serving import server


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    with TemporaryDirectory(prefix="weekbook-bench-") as folder, postgresql() as url:
        progress("twelve phones, two processes")
        council = asyncio.run(make_council(Path(folder), FAMILIES, url))
        manager = asyncio.run(plan(council))
        with server(url, council.key_file) as (here, _), server(url, council.key_file) as (there, _):
            slowest = [reveal((here, there), council.token, manager, family) for family in range(1, FAMILIES + 1)]
    yield figure("… two processes on one PostgreSQL", slowest)
