"""Backups of the embedded database: whole, consistent while Weekbook serves, encrypted with the same key."""

import os
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3


class NoBackup(Exception):
    """One clear line: why nothing was written."""


def back_up(source: Path, key: bytes, target: Path) -> int:
    """Write a copy of the database to `target`, which must not exist; gives its size. Raises NoBackup.

    `sqlcipher_export` reads within one transaction: what is written meanwhile is not in the copy, and
    nothing is in it by half.
    """
    if target.exists():
        raise NoBackup(f"{target} is there already; it was left as it is")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(connect(source, key)) as connection:
            connection.execute("ATTACH DATABASE ? AS copy KEY ?", (str(part), f"x'{key.hex()}'"))
            connection.execute("BEGIN")
            connection.execute("SELECT sqlcipher_export('copy')")
            connection.execute("COMMIT")
            connection.execute("DETACH DATABASE copy")
        refuse_broken(part, key)
        _settle(part, target)
    except (sqlcipher3.Error, OSError) as error:
        raise NoBackup(f"the backup {target} could not be written: {error}") from None
    finally:
        part.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path, key: bytes, target: Path, now: datetime) -> Path | None:
    """Put the backup in the place of `target`, whose old file is kept beside it; gives that one's name.

    Raises NoBackup for a broken backup or another key, and while anyone has the database open.
    """
    if not source.exists():
        raise NoBackup(f"there is no backup {source}")
    refuse_broken(source, key)
    kept = None
    if target.exists():
        _refuse_in_use(target, key)
        kept = target.with_name(f"{target.name}.before-{now:%Y%m%d-%H%M%S}")
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)
    if kept:
        target.rename(kept)
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    _settle(part, target)
    return kept


def connect(path: Path, key: bytes) -> Any:
    """A connection without implicit transactions. The file must exist."""
    connection = sqlcipher3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None, timeout=5)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def refuse_broken(path: Path, key: bytes) -> None:
    """Raises NoBackup unless the file opens with this key, is whole, and is one of Weekbook's."""
    try:
        with closing(connect(path, key)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlcipher3.Error:
        raise NoBackup(f"{path} does not open with this key file, or it is not a backup of Weekbook") from None
    if found != ["ok"]:
        raise NoBackup(f"{path} is damaged: {'; '.join(found)}")
    if not {"alembic_version", "trail", "entries"} <= tables:
        raise NoBackup(f"{path} is a database of something else")


def _refuse_in_use(path: Path, key: bytes) -> None:
    """Leaving the write-ahead log is possible for the only connection; it also brings the log into the file."""
    try:
        with closing(connect(path, key)) as connection:
            connection.execute("PRAGMA busy_timeout = 1000")
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except sqlcipher3.Error as error:
        mode = str(error)
    if mode != "delete":
        raise NoBackup(f"{path} is in use; stop Weekbook first ({mode})")


def _settle(part: Path, target: Path) -> None:
    """On disk under its name, or not there at all."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
