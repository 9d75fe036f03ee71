"""The command as a process of its own, on a free port, ended by its id."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

ROOT = Path(__file__).parents[3]


@dataclass
class Running:
    process: subprocess.Popen[str]
    port: int
    said: list[str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def environment(folder: Path, **more: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("WEEKBOOK_")}
    return {**own, "PYTHONPATH": str(ROOT), "WEEKBOOK_DATA": str(folder), **more}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def weekbook(folder: Path, *words: str, port: int | None = None, **more: str) -> Iterator[Running]:
    """Until it says that it is ready; killed at the end if it still runs."""
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "web", *words, "--json"], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env=environment(folder, PORT=str(port), **more), cwd=ROOT,
    )  # fmt: skip
    try:
        yield Running(process, port, _until_ready(process))
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _until_ready(process: subprocess.Popen[str]) -> list[str]:
    """What it says up to its line of JSON; it is ended if that takes too long."""
    assert process.stdout and process.stderr
    said: list[str] = []
    too_long = Timer(120, process.kill)
    too_long.start()
    while not (said and said[-1].startswith("{")):
        line = process.stdout.readline()
        assert line, f"it ended: {said} {process.stderr.read()}"
        said.append(line.strip())
    too_long.cancel()
    return said
