"""Import, backup, restore and check as whoever runs the server types them."""

import asyncio
import json
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from typer.testing import CliRunner

from store.backups import connect
from store.envelopes import NewEnvelope, keep_envelope
from store.keys import derive, read_key_file
from store.opening import open_database
from store.phones import know_phone
from store.recovery import public_raw, recovery_key
from store.tables.people import Practitioner
from store.vaults import NewVault, record_vault
from tests.cast import Cast
from tests.phone_in_hand import Draft, PhoneInHand, canonical, raw
from tests.software_keys import encode
from tests.store.importing.files import BAD, COLUMNS, ROSE, child
from web.__main__ import commands

PASSED = "No fault: the database is whole, the trail is as it was written, sealed drafts are as they came."


@pytest.fixture
def typed(cast_folder: Path, monkeypatch: pytest.MonkeyPatch) -> "Typed":
    monkeypatch.setenv("WEEKBOOK_DATA", str(cast_folder))
    return Typed()


class Typed:
    """`typed("check")`: its exit code and the lines that it printed."""

    def __call__(self, *words: str) -> tuple[int, list[str]]:
        ended = CliRunner().invoke(commands, words)
        return ended.exit_code, ended.output.splitlines()


def test_a_list_is_imported_with_its_refusals_told(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("\n".join([COLUMNS, ROSE, BAD]))
    code, said = typed("import", "caseload", str(tmp_path / "list.csv"), "--json")
    assert code == 0
    assert said[-2] == "Read 2, taken 1, unchanged 0, refused 1."
    facts = json.loads(said[-1])
    assert (facts["read"], facts["taken"], facts["unchanged"], facts["refused"]) == (2, 1, 0, 1)
    assert facts["refusals"] == [
        {"place": "line 5", "element": "Date Of Birth", "value": "2014-02-30", "reason": "this date does not exist",
         "line": None}
    ]  # fmt: skip
    assert typed("check") == (0, [PASSED])


def test_other_columns_are_mapped_by_a_small_file(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("\n".join([COLUMNS.replace("First Name", "Forename"), ROSE]))
    code, said = typed("import", "caseload", str(tmp_path / "list.csv"))
    assert code == 1 and any("--columns FILE" in line for line in said)
    (tmp_path / "columns.toml").write_text('[columns]\ngiven_name = "Forename"\n')
    code, said = typed(
        "import", "caseload", str(tmp_path / "list.csv"), "--columns", str(tmp_path / "columns.toml"), "--team",
        "Hatfield",
    )  # fmt: skip
    assert (code, said[-1]) == (0, "Read 1, taken 1, unchanged 0, refused 0.")


def test_a_file_of_columns_that_is_none_is_named(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("\n".join([COLUMNS, ROSE]))
    code, said = typed("import", "caseload", str(tmp_path / "list.csv"), "--columns", str(tmp_path / "nowhere.toml"))
    assert (code, said) == (
        2, ["weekbook: --columns: The file of columns cannot be opened: No such file or directory."]
    )  # fmt: skip


def test_a_census_in_which_every_child_is_bad_ends_with_1(typed: Typed, tmp_path: Path) -> None:
    bad = child("X1").replace("<Sex>F</Sex>", "<Sex>1</Sex>")
    (tmp_path / "census.xml").write_text(f"<Message><Children>{bad}</Children></Message>")
    code, said = typed("import", "census", str(tmp_path / "census.xml"))
    assert (code, said[-1]) == (1, "Read 1, taken 0, unchanged 0, refused 1.")
    assert "child X1" in said[0]


def test_a_file_that_is_none(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "letter.xml").write_text('<!DOCTYPE x [<!ENTITY a "b">]><Message>&a;</Message>')
    assert typed("import", "census", str(tmp_path / "letter.xml"))[0] == 1
    code, said = typed("import", "census", str(tmp_path / "nowhere.xml"))
    assert (code, said[0]) == (1, "The file cannot be opened: No such file or directory.")
    assert typed("check") == (0, [PASSED])


def test_a_backup_comes_back(typed: Typed, cast_folder: Path, tmp_path: Path) -> None:
    backup = str(tmp_path / "backup.db")
    code, said = typed("backup", backup, "--json")
    assert code == 0 and json.loads(said[-1])["bytes"] > 100_000
    assert Path(backup).stat().st_mode & 0o777 == 0o600
    assert typed("backup", backup)[0] == 2, "nothing is overwritten"
    assert typed("restore", backup)[0] == 2, "nor a database with content"
    assert typed("restore", backup, "--replace")[0] == 0
    assert typed("check") == (0, [PASSED])
    assert all(path.stat().st_mode & 0o077 == 0 for path in cast_folder.iterdir())


def test_a_backup_fills_an_empty_place(typed: Typed, cast_folder: Path, tmp_path: Path) -> None:
    typed("backup", str(tmp_path / "backup.db"))
    (cast_folder / "weekbook.db").unlink()
    assert typed("restore", str(tmp_path / "backup.db"))[0] == 0
    assert typed("check") == (0, [PASSED])


def test_check_tells_of_a_sealed_draft_that_was_altered(typed: Typed, cast_folder: Path) -> None:
    draft_id = asyncio.run(hand_over(cast_folder))
    assert typed("check") == (0, [PASSED])
    key = derive(read_key_file(cast_folder / "weekbook.key"), "database")
    with closing(connect(cast_folder / "weekbook.db", key)) as connection:
        connection.execute("UPDATE envelopes SET serial = 2")
    assert typed("check") == (1, [
        f"envelope {draft_id}: the phone that it names did not sign it as it stands here",
        f"envelope {draft_id}: it does not open with the council's recovery key", "Faults: 2.",
    ])  # fmt: skip


async def hand_over(folder: Path) -> UUID:
    """Priya's phone handed over a draft, which waits for her."""
    secret, now = read_key_file(folder / "weekbook.key"), datetime.now(UTC)
    database = await open_database(f"sqlite+aiosqlite:///{folder / 'weekbook.db'}", secret)
    draft = Draft("/families/1/visits/new", "/families/1/visits", [("observed", "The flat was warm")])
    async with database.writing() as db:
        priya = await db.get_one(Practitioner, await Cast.practitioner_id(db, "priya"))
        held = PhoneInHand(encode(priya.user_handle), public_raw(recovery_key(secret)))
        phone_id, _ = await know_phone(db, practitioner_id=priya.id, secret="", name="A phone", now=now)
        vault = NewVault(held.vault_id, raw(held.key), raw(held.signing_key))
        await record_vault(db, vault, phone_id=phone_id, key=derive(secret, "phones"), now=now)
        wire = held.deposit(draft)
        sealed = {name: wire[name] for name in ("v", "iv", "body", "keys", "signature")}
        digest = sha256(canonical(wire).encode()).hexdigest()
        await keep_envelope(db, NewEnvelope(priya.id, held.vault_id, draft.id, 1, sealed, digest), now=now)
    await database.close()
    return draft.id


def test_check_tells_each_fault_and_ends_with_1(typed: Typed, cast_folder: Path, tmp_path: Path) -> None:
    typed("backup", str(tmp_path / "backup.db"))
    key = derive(read_key_file(cast_folder / "weekbook.key"), "database")
    with closing(connect(cast_folder / "weekbook.db", key)) as connection:
        connection.execute("UPDATE trail_head SET number = 7")
    code, said = typed("check", "--json")
    assert code == 1
    assert said[-2] == "Faults: 1." and json.loads(said[-1])["faults"] == [
        "trail: row 7: the head of the trail was changed"
    ]
