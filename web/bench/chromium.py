"""The browser of the benches, and the phone in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from web.bench.figure import Missing

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWER_PROCESSOR = 4
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2,
    "service_workers": "block",
}  # fmt: skip
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@contextmanager
def chromium() -> Iterator[Any]:
    """One that is installed, or Playwright's own. Raises Missing."""
    try:
        from playwright.sync_api import Error, sync_playwright  # of the tests; these benches alone need it besides
    except ImportError:
        raise Missing("this bench needs Playwright, which is not installed") from None
    path = next((found for name in _CHROMIUMS if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        except Error as error:
            raise Missing(f"this bench needs a Chromium: {str(error).splitlines()[0]}") from None
        yield browser
        browser.close()
