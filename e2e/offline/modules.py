"""The modules of web/static/js/offline, imported into a page of the real server and asked there."""

from typing import Any

from playwright.sync_api import Page

from e2e.conftest import HandOut
from e2e.phone import Phone

NAMES = ("bytes", "hpke", "envelope", "deposits", "database", "drafts", "vault", "wrapping")
IMPORTED = (
    f"const [{', '.join(NAMES)}] = await Promise.all({list(NAMES)}.map((name) => import('weekbook/offline/' + name)));"
)


def with_modules(phones: HandOut, **different: Any) -> Phone:
    """A phone on a public page. The page's policy is left out: it would not let a test import anything."""
    phone = phones(bypass_csp=True, **different)
    phone.open("/sign-in")
    return phone


def ask(page: Page, body: str, given: Any = None) -> Any:
    """Run `body`, the inside of an async function with `given` and the modules by their names; what it returns."""
    return page.evaluate(f"async (given) => {{ {IMPORTED}\n{body} }}", given)
