"""The server's process sets aside what it began with: no full collection goes over it."""

import subprocess
import sys

import pytest

from tests.web.commands.process import ROOT, environment, free_port
from web.settings import Settings

PREPARED = pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
ALONE = """
import gc
from web.collecting import set_aside_what_stays
before = gc.get_freeze_count()
set_aside_what_stays()
print(before, gc.get_freeze_count())
"""
SERVED = """
import gc, os, signal, sys
from pathlib import Path
from web.serving import listen, serve
from web.settings import Settings
url, key, folder, port = sys.argv[1:]
here = Settings(url, Path(key), Path(folder), f"http://127.0.0.1:{port}", "127.0.0.1", int(port), "Test council")
before = gc.get_freeze_count()
def ready():
    print(before, gc.get_freeze_count())
    os.kill(os.getpid(), signal.SIGTERM)
serve(here, listen(here), ready)
"""


def counts(settings: Settings, script: str, *words: str) -> tuple[int, int]:
    """How many things were set aside at first, and then."""
    run = [sys.executable, "-c", script, *words]
    own = environment(settings.data_folder)
    said = subprocess.run(run, capture_output=True, text=True, env=own, cwd=ROOT, timeout=120, check=True)
    before, after = said.stdout.split()
    return int(before), int(after)


@PREPARED
def test_what_there_is_by_then_is_set_aside(settings: Settings) -> None:
    before, after = counts(settings, ALONE)
    assert before == 0 and after > 1000


@PREPARED
def test_the_server_does_so_once_it_is_ready(settings: Settings) -> None:
    """By then all of it is loaded: it is by far more than a bare Python's."""
    words = (settings.database_url, str(settings.key_file), str(settings.data_folder), str(free_port()))
    before, after = counts(settings, SERVED, *words)
    assert before == 0 and after > 50_000
