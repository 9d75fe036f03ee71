"""A Chromium with a profile folder of its own, as on a real phone: to be killed, begun again, and searched."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

from e2e import chromium
from e2e.offline.fingers import lay_finger
from e2e.phone import PHONE, Phone
from e2e.server import Server


@dataclass
class Profile:
    """`phone` is the browser that runs on it now; its passkeys outlive it, as a real phone's do."""

    playwright: Playwright
    folder: Path
    server: Server
    passkeys: list[dict[str, Any]]
    phone: Phone

    def begin(self) -> Phone:
        """The browser again, in which nothing is open."""
        self.phone = _begin(self.playwright, self.folder, self.server)
        lay_finger(self.phone, self.passkeys)
        return self.phone

    def close(self) -> None:
        """As one closes a browser; its passkeys are kept for the next time."""
        assert self.phone.keys
        self.passkeys = self.phone.keys.credentials()
        self.phone.context.close()

    def kill(self) -> None:
        """SIGKILL for the browser's own process: no file is closed, no last word is written."""
        os.kill(self.process(), signal.SIGKILL)

    def process(self) -> int:
        """The one that was given this folder and is nobody's helper."""
        for found in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = found.read_bytes().split(b"\0")
            except OSError:
                continue
            if f"--user-data-dir={self.folder}".encode() in words and not any(w.startswith(b"--type=") for w in words):
                return int(found.parent.name)
        raise AssertionError("the browser is not there")


@contextmanager
def profile(folder: Path, server: Server) -> Iterator[Profile]:
    with sync_playwright() as playwright:
        made = Profile(playwright, folder, server, [], _begin(playwright, folder, server))
        try:
            yield made
        finally:
            made.phone.context.close()


def _begin(playwright: Playwright, folder: Path, server: Server) -> Phone:
    options: dict[str, Any] = {**PHONE, "base_url": server.origin, "locale": "en-GB", "reduced_motion": "reduce"}
    context = playwright.chromium.launch_persistent_context(
        str(folder), executable_path=chromium.find(), args=chromium.ARGUMENTS, **options
    )
    context.set_default_timeout(20_000)
    phone = Phone(context, None, server)  # type: ignore[arg-type]
    phone.new_page()
    phone.keys = phone.authenticator()
    return phone
