"""Templates: none unused, nothing that the content security policy forbids, no htmx that runs scripts."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "web"
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html"))
FORBIDDEN = {
    r"\shx-on": "use a custom element",
    r"\sstyle=": "use a class; the policy forbids inline styles",
    r"\son[a-z]+=": "use a custom element; the policy forbids inline handlers",
    r"['\"]js:": "no script in attributes",
    r"javascript:": "no script in addresses",
    r"hx-trigger=\"[^\"]*\[": "no trigger filters: they run scripts",
    r"<script(?![^>]*nonce=)": "a script needs its nonce",
    r"\|\s*safe\b": "text of people is never marked safe",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_forbidden(path: Path) -> None:
    text = path.read_text()
    for pattern, remedy in FORBIDDEN.items():
        found = re.search(pattern, text)
        assert not found, f"{found and found.group()!r}: {remedy}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_element_with_htmx_carries_the_nonce(path: Path) -> None:
    for tag in re.findall(r"<[a-z][^<>]*\shx-[^<>]*>", path.read_text()):
        assert "hx_nonce()" in tag, f"{tag}: add {{{{ hx_nonce() }}}}, or hx-csp takes its attributes away"


def test_no_template_is_unused() -> None:
    sources = "\n".join(
        path.read_text() for path in [*ROOT.rglob("*.py"), *ROOT.rglob("templates/**/*")] if path.is_file()
    )
    errors = {path for path in TEMPLATES if path.parent.name == "errors"}
    unused = [
        name
        for path in TEMPLATES
        if path not in errors and f"{(name := path.relative_to(ROOT / 'templates').as_posix())}" not in sources
    ]
    assert not unused, f"{unused}: delete them"
