"""`make screenshots`: every screen and state as a picture in screenshots/, and the README's one."""

import argparse
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, expect, sync_playwright

from e2e import chromium
from e2e.looking import SETTLED
from e2e.phone import Phone, hand_out
from e2e.places import SOMEBODY, places
from e2e.screens import SCREENS, Screen, bring_about
from e2e.server import ROOT, Server

FOLDER = ROOT / "screenshots"
README = Path(__file__).parent / "readme.png"
LOOKS = (("390 light", 390, "light"), ("390 dark", 390, "dark"), ("320", 320, "light"), ("1280", 1280, "light"))
SHOWN_IN_README = ("week", "visit, signed off", "find, misspelled")


@contextmanager
def demonstration() -> Iterator[Server]:
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir(mode=0o700)
        server = Server(data, command="demo").start()
        yield server
        server.stop()


def picture_all(wanted: str) -> int:
    """Gives the number of pictures."""
    with ExitStack() as stack:
        server = stack.enter_context(demonstration())
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        screens = [screen for screen in SCREENS if re.search(wanted, screen.name)]
        addresses = places(server)
        people = {screen.who for screen in screens} | {"social worker"}
        phones = {who: _phone(browser, server, who) for who in people}
        for screen in screens:
            picture(phones[screen.who], screen, addresses)
        picture_for_readme(browser, phones["social worker"], addresses)
        browser.close()
        return len(screens) * len(LOOKS)


def _phone(browser: Browser, server: Server, who: str) -> Phone:
    phone = hand_out(browser, server)
    return phone.sign_in_as(SOMEBODY[who]) if who else phone


def picture(phone: Phone, screen: Screen, addresses: Mapping[str, str]) -> None:
    bring_about(phone, screen, addresses)
    for look, width, scheme in LOOKS:
        phone.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        phone.page.set_viewport_size({"width": width, "height": 844})
        phone.page.evaluate(SETTLED)
        folder = FOLDER / look
        folder.mkdir(parents=True, exist_ok=True)
        phone.page.screenshot(path=folder / f"{screen.name}.png", full_page=True)
    phone.page.emulate_media(color_scheme="light")
    phone.page.set_viewport_size({"width": 390, "height": 844})
    phone.page.goto("about:blank")


def picture_for_readme(browser: Browser, phone: Phone, addresses: Mapping[str, str]) -> None:
    """Three phones side by side, as one picture."""
    by_name = {screen.name: screen for screen in SCREENS}
    shots = [_shot(phone, by_name[name], addresses) for name in SHOWN_IN_README]
    with TemporaryDirectory() as folder:
        for number, shot in enumerate(shots):
            (Path(folder) / f"{number}.png").write_bytes(shot)
        images = "".join(f"<img src='{number}.png'>" for number in range(len(shots)))
        style = "body{margin:0;padding:20px;display:flex;gap:20px;background:#ccb}img{width:260px;border-radius:24px}"
        (Path(folder) / "all.html").write_text(f"<style>{style}</style>{images}")
        page = browser.new_page(viewport={"width": 860, "height": 600})
        page.goto((Path(folder) / "all.html").as_uri())
        expect(page.locator("img")).to_have_count(len(shots))
        page.screenshot(path=README)


def _shot(phone: Phone, screen: Screen, addresses: Mapping[str, str]) -> bytes:
    bring_about(phone, screen, addresses)
    phone.page.evaluate("scrollTo(0, 0)")
    return phone.page.screenshot()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("screens", nargs="?", default="", help="a pattern for the names of screens; all without it")
    asked = parser.parse_args().screens
    if not asked:
        shutil.rmtree(FOLDER, ignore_errors=True)
    print(f"{picture_all(asked)} pictures in {FOLDER.relative_to(ROOT)}/, and {README.relative_to(ROOT)}")
