"""Datasette's table search over the same names, in an environment of its own."""

import subprocess
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from web.bench.asking import rate
from web.bench.floor import SHOWN
from web.bench.serving import Client, free_port, running


def installed(folder: Path, progress: Callable[[str], None]) -> Path | None:
    """Datasette in an environment of its own; None where it cannot be installed."""
    progress("installing Datasette for comparison")
    venv.create(folder / "datasette", with_pip=True)
    python = folder / "datasette" / "bin" / "python"
    done = subprocess.run([str(python), "-m", "pip", "install", "-q", "datasette"], capture_output=True, check=False)  # noqa: S603 - words of our own, no shell
    return python if done.returncode == 0 else None


def searches_a_second(python: Path, names: Path, asked: Sequence[str]) -> float:
    port = free_port()
    command = [
        str(python),
        "-m",
        "datasette",
        "serve",
        str(names),
        "--port",
        str(port),
        "--setting",
        "num_sql_threads",
        "4",
    ]
    paths = [f"/{names.stem}/people.json?_size={SHOWN}&_search={quote(text)}" for text in asked]
    with running(command, port):
        client = Client(port)
        for path in paths[:50]:
            client.get(path)
        client.close()
        return rate(paths, lambda: Client(port))
