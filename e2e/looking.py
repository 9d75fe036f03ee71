"""Looks at a page as it stands: axe, sideways scrolling, targets for a thumb, enlarged text."""

from pathlib import Path

from playwright.sync_api import Page

HERE = Path(__file__).parent
AXE = (HERE / "vendor/axe.min.js").read_text()
ASK_AXE = (HERE / "scripts/axe.js").read_text()
GEOMETRY = (HERE / "scripts/geometry.js").read_text()
SETTLED = (HERE / "scripts/settled.js").read_text()
TALLEST = 48_000  # a whole conference report at 320 px
WIDTHS = (320, 390, 1280)
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCHEMES = ("light", "dark")


def findings(page: Page) -> list[str]:
    """Everything wrong with what is shown, at each width in both schemes; empty for a good screen."""
    found: dict[str, list[str]] = {}
    page.evaluate(AXE)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in WIDTHS:
            _show_all_of_it(page, width)
            for words in page.evaluate(ASK_AXE, RULES) + (geometry(page) if scheme == "light" else []):
                if f"{width} {scheme}" not in found.setdefault(words, []):
                    found[words].append(f"{width} {scheme}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")
    return [f"{words} [{', '.join(where)}]" for words, where in found.items()] + enlarged(page)


def well_made(page: Page) -> None:
    found = findings(page)
    assert not found, "\n".join(found)


def _show_all_of_it(page: Page, width: int) -> None:
    """As tall as the page is, so that nothing lies under the bar of places."""
    page.set_viewport_size({"width": width, "height": 844})
    height: int = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height + 100, TALLEST)})
    page.evaluate(SETTLED)


def geometry(page: Page) -> list[str]:
    found: list[str] = page.evaluate(GEOMETRY)
    return found


def enlarged(page: Page) -> list[str]:
    """What 200 % text breaks (WCAG 1.4.4)."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = [f"at 200 % text: {words}" for words in geometry(page) if "sideways" in words]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found
