"""Writes requirements.lock: what serving needs first, then what the tests need besides (`make lock`)."""

import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

OPTIONS = [
    "--quiet", "--strip-extras", "--generate-hashes", "--allow-unsafe", "--no-emit-index-url", "--no-emit-find-links",
    "--no-emit-trusted-host", "--no-header", "--no-annotate",
]  # fmt: skip


def pins(folder: Path, *more: str) -> dict[str, str]:
    """Package → its line with hashes."""
    out = folder / f"{len(more)}.txt"
    subprocess.run(["pip-compile", *OPTIONS, *more, "--output-file", out, "pyproject.toml"], check=True)
    blocks = re.split(r"\n(?=[a-z0-9])", out.read_text().strip())
    return {block.split("==")[0]: block for block in blocks if "==" in block}


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        run = pins(Path(folder))
        everything = pins(Path(folder), "--extra", "test")
    tests = [block for name, block in everything.items() if name not in run]
    assert all(everything[name] == block for name, block in run.items()), "the tests need other versions"
    Path("requirements.lock").write_text("\n".join([*run.values(), "# for the tests", *tests]) + "\n")
