"""A short slice of each long run of `make faults`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from e2e.faults.cutting import cut_connections
from e2e.faults.killing import kill_server
from e2e.faults.leaking import scan_for_leaks
from e2e.faults.pairs import one_of_each
from e2e.faults.typing import kill_browser

T = TypeVar("T")


def run_beside(work: Callable[[], T]) -> T:
    """In a thread of its own: the other tests' browser has this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def heard(what: str, done: float, of: int) -> None:
    """Nobody looks on."""


def test_the_server_killed_ten_times_under_eight_phones(tmp_path: Path) -> None:
    found = kill_server(tmp_path / "data", 10, progress=heard)
    assert found.faults == ()
    assert found.kills == 10 and found.acknowledged and found.resent
    assert found.packed and found.sealed


def test_the_connection_cut_in_a_form_of_each_kind_a_pack_and_an_envelope(tmp_path: Path) -> None:
    found = cut_connections(tmp_path / "data", one_of_each(), bytes_each=4, progress=heard)
    assert found.faults == ()
    assert found.pairs == len(one_of_each()) and found.cuts >= 6 * found.pairs


def test_the_browser_killed_three_times_while_somebody_types(tmp_path: Path) -> None:
    found = run_beside(lambda: kill_browser(tmp_path / "data", 3, progress=heard))
    assert found.faults == []
    assert found.kills == 3 and found.saved


def test_two_hundred_words_are_nowhere_once_the_phone_is_locked(tmp_path: Path) -> None:
    found = run_beside(lambda: scan_for_leaks(tmp_path / "data", progress=heard))
    assert found.faults == ()
    assert found.words == 200 and found.files
