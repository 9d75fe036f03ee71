"""What a visit costs over the wire, added up by the browser: compressed, headers and all."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from e2e.phone import Phone


@dataclass
class Scales:
    """Bytes by address since the last `empty`. Kept by DevTools' own count (encodedDataLength)."""

    page: Page
    kinds: dict[str, tuple[str, str]] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)

    @classmethod
    def under(cls, phone: Phone) -> "Scales":
        scales, session = cls(phone.page), phone.cdp()
        session.send("Network.enable")
        session.on("Network.responseReceived", scales._began)
        session.on("Network.loadingFinished", scales._ended)
        return scales

    def empty(self) -> None:
        self.page.wait_for_load_state("networkidle")
        self.bytes.clear()

    def total(self, kind: str = "") -> int:
        """All bytes, or those of one kind (`script`, `stylesheet`, `document` …)."""
        self.page.wait_for_load_state("networkidle")
        return sum(size for asked, size in self.bytes.items() if kind in ("", self.kinds[asked][1]))

    def so_far(self) -> dict[str, int]:
        """By address, of what has come already; nothing is waited for."""
        return {self.kinds[asked][0]: size for asked, size in self.bytes.items()}

    def report(self) -> str:
        lines = [f"{size:>7} {self.kinds[asked][1]:<11} {self.kinds[asked][0]}" for asked, size in self.bytes.items()]
        return "\n".join(lines)

    def _began(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if not response.get("fromDiskCache") and not response.get("fromServiceWorker"):
            self.kinds[event["requestId"]] = (response["url"].split("/", 3)[-1], event["type"].lower())

    def _ended(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.kinds:
            self.bytes[event["requestId"]] = int(event["encodedDataLength"])
