"""Whatever is wrong stops the start with one clear line and exit code 2: no traceback, nothing begun."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from store.keys import make_key_file
from tests.web.commands.process import ROOT, environment, free_port


def weekbook(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "web", *words], capture_output=True, text=True, timeout=60, cwd=ROOT,
        env=environment(folder, **{"PORT": str(free_port()), **more}),
    )  # fmt: skip


def refused(folder: Path, *words: str, **more: str) -> str:
    ended = weekbook(folder, *(words or ("serve",)), **more)
    assert ended.returncode == 2, ended
    assert ended.stderr.count("\n") == 1 and ended.stderr.startswith("weekbook: "), ended.stderr
    return ended.stderr


@pytest.mark.parametrize(
    ("setting", "value", "line"),
    [
        ("PORT", "eighty", "PORT: 'eighty' is not a port number"),
        ("PORT", "70000", "is not a port number between 1 and 65535"),
        ("WEEKBOOK_ORIGIN", "http://weekbook.example.gov.uk", "must begin with https://"),
        ("WEEKBOOK_ORIGIN", "weekbook", "is not like https://"),
        ("WEEKBOOK_DATABASE", "mysql://x/y", "use sqlite:///… or postgresql://…"),
        ("WEEKBOOK_DATABASE", "nonsense", "is not a database URL"),
        ("WEEKBOOK_PROXY", "*", "is not an address such as 127.0.0.1"),
        ("WEEKBOOK_HOST", "256.1.1.1", "WEEKBOOK_HOST: 256.1.1.1 is no address of this machine"),
        ("WEEKBOOK_HOST", "192.0.2.7", "WEEKBOOK_HOST: 192.0.2.7 is no address of this machine"),
    ],
)
def test_a_wrong_setting(folder: Path, setting: str, value: str, line: str) -> None:
    assert line in refused(folder, **{setting: value})


def test_no_key_file_says_how_one_is_made_and_makes_none(folder: Path) -> None:
    (folder / "weekbook.key").unlink()
    assert f"`weekbook key {folder / 'weekbook.key'}` makes one" in refused(folder)
    assert list(folder.iterdir()) == []


def test_a_key_file_that_others_can_read(folder: Path) -> None:
    (folder / "weekbook.key").chmod(0o644)
    assert "can be read by others; chmod 600 mends it" in refused(folder)


def test_a_malformed_key_file(folder: Path) -> None:
    (folder / "weekbook.key").write_text("swordfish")
    assert "does not hold 64 hexadecimal digits" in refused(folder)


def test_the_key_of_another_database(cast_folder: Path) -> None:
    (cast_folder / "weekbook.key").unlink()
    make_key_file(cast_folder / "weekbook.key")
    assert "the key file does not fit the database" in refused(cast_folder)


def test_a_folder_that_others_can_open(folder: Path) -> None:
    folder.chmod(0o755)
    assert "can be opened by others; chmod 700 mends it" in refused(folder)


def test_a_folder_that_cannot_be(folder: Path) -> None:
    assert "cannot be made" in refused(folder / "weekbook.key" / "data")


def test_a_port_that_is_taken(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"PORT: 127.0.0.1:{port} cannot be listened on" in refused(folder, PORT=port)


def test_a_demonstration_is_for_this_machine_only(folder: Path) -> None:
    assert "on a loopback address only" in refused(folder, "demo", WEEKBOOK_HOST="0.0.0.0")


def test_demo_leaves_a_real_council_alone(cast_folder: Path) -> None:
    for words in (["demo", "--build-only"], ["demo", "--build-only", "--fresh"]):
        assert "holds a council that is not a demonstration; nothing was changed" in refused(cast_folder, *words)


def test_a_team_that_is_not_there_is_named_with_those_that_are(cast_folder: Path, tmp_path: Path) -> None:
    line = refused(cast_folder, "import", "census", str(tmp_path / "c.xml"), "--team", "Hogwarts")
    assert "there are: Hatfield, Stevenage, Welwyn" in line


def test_a_refusal_is_also_a_line_of_json_where_a_machine_reads_it(cast_folder: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.touch()
    missing = ["import", "census", str(tmp_path / "c.xml"), "--team", "Hogwarts"]
    for words in (missing, ["backup", str(there)], ["key", str(cast_folder / "weekbook.key")]):
        ended = weekbook(cast_folder, *words, "--json")
        assert ended.returncode == 2
        assert f"weekbook: {json.loads(ended.stdout)['refused']}\n" == ended.stderr


def test_build_only_says_what_was_built_and_opens_nothing(demonstration_folder: Path) -> None:
    said = weekbook(demonstration_folder, "demo", "--build-only", "--json").stdout.splitlines()
    assert said[0] == "The invented council is there already; `weekbook demo` serves it."
    assert json.loads(said[1])["families"] == 0 and len(said) == 2


def test_help_has_one_line_for_each_command(folder: Path) -> None:
    said = weekbook(folder, "--help").stdout
    listed = said.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == [
        "serve", "demo", "invite", "team", "backup", "restore", "check", "key", "bench", "import",
    ]  # fmt: skip
    assert not any("..." in line for line in listed) and "<bool>" not in said


def test_key_makes_a_file_for_its_owner_alone_and_never_twice(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "weekbook.key"
    made = weekbook(tmp_path, "key", str(path), "--json")
    assert (made.returncode, json.loads(made.stdout.splitlines()[-1])) == (0, {"file": str(path)})
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    before = path.read_text()
    assert "is there already" in refused(tmp_path, "key", str(path))
    assert path.read_text() == before
