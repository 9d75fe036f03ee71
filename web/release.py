"""Which release this is, as one short word: another as soon as anything in the program differs."""

from functools import cache
from hashlib import sha256
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_PROGRAM = (".py", ".html", ".js", ".css", ".svg")


@cache
def release() -> str:
    """Over all code and templates. `rendering.fingerprint` knows the public files only."""
    digest = sha256()
    for path in sorted(_files()):
        digest.update(path.relative_to(_ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _files() -> list[Path]:
    return [path for floor in ("web", "store") for path in (_ROOT / floor).rglob("*") if path.suffix in _PROGRAM]
