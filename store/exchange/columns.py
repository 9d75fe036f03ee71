"""Which column of a council's caseload list holds what."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from store.exchange.refusal import Unreadable

Columns = Mapping[str, tuple[str, ...]]

LARGEST_FILE = 64 * 1024
REQUIRED = ("council_id", "given_name", "family_name", "birth_date")
USUAL: Columns = {
    "council_id": ("Cms Id",),
    "given_name": ("First Name",),
    "family_name": ("Last Name",),
    "birth_date": ("Date Of Birth",),
    "sex": ("Gender",),
    "address": ("Address",),
    "postcode": ("Postcode",),
    "involvement": ("Service Involvement",),
    "organisation": ("Local Authority Organisation",),
    "worker_name": ("Contact Name",),
    "worker_role": ("Contact Role",),
    "worker_phone": ("Contact Phone",),
    "worker_email": ("Contact Email",),
    "started_on": ("Start Date Of Last Involvement",),
    "last_contact_on": ("Date Of Most Recent Interaction",),
    "as_of": ("Date Current As Of",),
    "covers_from": ("Coverage Start Date",),
    "covers_to": ("Coverage End Date",),
    "covers_area": ("Coverage Geographic Area",),
}


def read_columns(path: Path) -> Columns:
    """The usual columns with those replaced that the file names.

    The file is TOML: `[columns]`, then lines such as `given_name = "Forename"`; an address that is
    spread over columns is a list: `address = ["House", "Street", "Town"]`.
    Raises Unreadable if it is not that.
    """
    return {**USUAL, **{field: _names(field, value) for field, value in _table(path).items()}}


def place_columns(header: Sequence[str], columns: Columns) -> dict[str, tuple[int, ...]]:
    """For each field, where its columns are in the header; capitals, spaces and underscores do not matter.

    Raises Unreadable naming every required column that is missing and those the file has.
    """
    found = [_plain(name) for name in header]
    wanted = {field: [_plain(name) for name in names] for field, names in columns.items()}
    _refuse_doubles(header, found, {name for names in wanted.values() for name in names})
    places = {field: tuple(found.index(name) for name in names if name in found) for field, names in wanted.items()}
    missing = [field for field in REQUIRED if not places.get(field)]
    if missing:
        raise Unreadable(_missing(missing, header, columns))
    return {field: places for field, places in places.items() if places}


def _table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = tomllib.loads(file.read(LARGEST_FILE).decode("utf-8-sig"))
    except OSError as error:
        raise Unreadable(f"The file of columns cannot be opened: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(f"The file of columns is not written correctly: {error}.") from None
    table = content.get("columns")
    if not isinstance(table, dict):
        raise Unreadable("The file of columns needs a first line [columns].")
    return table


def _names(field: str, value: object) -> tuple[str, ...]:
    if field not in USUAL:
        raise Unreadable(f"The file of columns names “{field}”, but there is only: {', '.join(USUAL)}.")
    if isinstance(value, str) and value.strip():
        return (value,)
    if field == "address" and isinstance(value, list) and value and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise Unreadable(f"In the file of columns, “{field}” must be the name of one column, in quotation marks.")


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def _refuse_doubles(header: Sequence[str], found: list[str], wanted: set[str]) -> None:
    doubles = [name for name, plain in zip(header, found, strict=True) if found.count(plain) > 1 and plain in wanted]
    if doubles:
        raise Unreadable(f"The column “{doubles[0]}” is there more than once; rename one of them.")


def _missing(missing: list[str], header: Sequence[str], columns: Columns) -> str:
    looked_for = ", ".join(f"{field} (looked for “{'”, “'.join(columns.get(field, ()))}”)" for field in missing)
    has = ", ".join(f"“{name.strip()[:40]}”" for name in header[:60])
    example = "\n".join(f'{field} = "…"' for field in missing)
    return (
        f"The file has no column for {looked_for}.\n"
        f"Its columns are: {has}.\n"
        "Write which column is which into a small file and give it with --columns FILE:\n"
        f"[columns]\n{example}"
    )
