"""The modules of web/static/js/offline, imported into a page of the real server and asked there."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from e2e.conftest import HandOut
from e2e.phone import Phone

SCRIPTS = Path(__file__).parent / "scripts"


def with_modules(phones: HandOut, **different: Any) -> Phone:
    """A phone on a public page. The page's policy is left out: it would not let a test import anything."""
    phone = phones(bypass_csp=True, **different)
    phone.open("/sign-in")
    return phone


def ask(page: Page, question: str, **given: Any) -> Any:
    """What `question` answers in the page: "golden.opens" is the function `opens` of scripts/golden.js.

    It gets the modules by their names, what scripts/played.js offers, and what was `given`.
    """
    file, function = question.split(".")
    modules, played = ((SCRIPTS / f"{name}.js").read_text() for name in ("modules", "played"))
    own = "" if file == "played" else (SCRIPTS / f"{file}.js").read_text()
    body = f"{modules}\n{played}\n{{ {own}\n return {function}(given); }}"
    return page.evaluate(f"async (given) => {{ {body} }}", given)
