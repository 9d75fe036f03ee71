"""What npm brings for a bench alone: pinned with their integrity, in a cache folder of the bench, outside the code."""

import json
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

from web.bench.figure import Missing

_PINS = Path(__file__).with_name("beside") / "package-lock.json"
_CLEAN = ["ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"]


def installed() -> Path:
    """The folder with `node_modules` of exactly these pins; none of their own scripts has run. Raises Missing."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise Missing("this bench needs node and npm, which are not here")
    pins = _PINS.read_text()
    folder = _cache() / sha256(pins.encode()).hexdigest()[:16]
    done = folder / "done"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package-lock.json").write_text(pins)
        (folder / "package.json").write_text(json.dumps(json.loads(pins)["packages"][""]))
        ran = subprocess.run([npm, *_CLEAN], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - words of our own, no shell
        if ran.returncode:
            raise Missing(f"this bench needs what npm could not bring: {_reason(ran.stderr)}")
        done.touch()
    return folder


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "weekbook-bench"


def _reason(said: str) -> str:
    lines = [line.removeprefix("npm error ") for line in said.splitlines() if line.startswith("npm error ")]
    return next((line for line in lines if not line.startswith(("code ", "errno ", "syscall "))), "no reason given")
