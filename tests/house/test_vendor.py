"""Vendored files are what VENDOR.md says, byte for byte, and each has its licence beside it."""

import re
from hashlib import sha256
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "web/static/vendor"


def test_checksums_are_those_written_down() -> None:
    said = dict(re.findall(r"`?([\w.-]+\.js)`?.*?([0-9a-f]{64})", (VENDOR / "VENDOR.md").read_text()))
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    assert said == found, "update web/static/vendor/VENDOR.md, or take the file from its origin again"


def test_each_has_its_licence() -> None:
    assert {path.stem for path in VENDOR.glob("*.LICENSE")} >= {"htmx", "idb", "hpke"}
