"""axe is what VENDOR.md says, byte for byte, with its licence beside it."""

import re
from hashlib import sha256
from pathlib import Path

VENDOR = Path(__file__).parent / "vendor"


def test_the_checksum_is_the_one_written_down() -> None:
    said = dict(re.findall(r"\| ([\w.-]+\.js) \|.*\| ([0-9a-f]{64}) \|", (VENDOR / "VENDOR.md").read_text()))
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    assert said == found, "update e2e/vendor/VENDOR.md, or take the file from its origin again"
    assert (VENDOR / "axe.LICENSE").read_text().startswith("Mozilla Public License")
