"""Both imports as the command that a council runs: what they hold does not grow with the file."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path

import pytest

from tests.store.exchange.writing import EVERY_BLOCK, REFERRAL, census, child
from tests.store.importing.files import COLUMNS
from tests.web.commands.peak import STATUS
from tests.web.commands.process import ROOT, environment

FEW, MANY = 300, 2_300
MEGABYTES = 130
"""Of the 256 that are promised for any file, some 75 are the program itself, and up to 32 SQLite's cache of pages."""
MORE_FOR_A_THOUSAND = 8
"""Megabytes; most of it is that cache."""
LETTERS = str.maketrans("0123456789", "ghijklmnop")

pytestmark = pytest.mark.skipif(not STATUS.exists(), reason="the peak is read from /proc")


def word(*of: object) -> str:
    """A word that no other person of the list bears."""
    return blake2b(repr(of).encode(), digest_size=6).hexdigest().translate(LETTERS)


def people(number: int) -> Iterator[str]:
    yield COLUMNS + "\n"
    for n in range(number):
        given, family, worker, street = (word(n, what) for what in ("given", "family", "worker", "street"))
        yield (
            f'{n},{given},{family},2015-02-03,Female,"{n} {street} Row\n{word(n)}\nAL{n % 90} {n % 9}ZZ",Current,'
            f"{worker} {word(worker)},Social Worker,01632 {n:06},2026-11-01,2026-10-30,2026-03-02\n"
        )


def children(number: int) -> Iterator[str]:
    yield census(*(child(f"C{n}{word(n)[:9]}", episodes=[REFERRAL + EVERY_BLOCK]) for n in range(number)))


@pytest.mark.parametrize(("kind", "parts"), [("caseload", people), ("census", children)])
def test_an_import_holds_no_more_for_a_long_file(
    folder: Path, tmp_path: Path, kind: str, parts: Callable[[int], Iterator[str]]
) -> None:
    few, many = (peak(folder, tmp_path, kind, parts, number) for number in (FEW, MANY))
    assert many < MEGABYTES
    assert (many - few) * 1_000 / (MANY - FEW) < MORE_FOR_A_THOUSAND, f"{few:.0f} MB, then {many:.0f} MB"


def peak(folder: Path, tmp_path: Path, kind: str, parts: Callable[[int], Iterator[str]], number: int) -> float:
    """The megabytes that the import of that many records took at most; all of them are taken."""
    file = tmp_path / f"{kind}-{number}"
    with file.open("w") as written:
        written.writelines(parts(number))
    (folder / "weekbook.db").unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.web.commands.peak", "import", kind, str(file)]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, timeout=120)
    assert f"Read {number}, taken {number}, unchanged 0, refused 0." in done.stdout, done.stdout + done.stderr
    return int(done.stderr.split()[-1]) / 1024
