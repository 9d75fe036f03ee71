"""Two hundred marked words typed and the phone locked: nothing that is left of the browser holds one of them."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from e2e.faults.profiles import profile
from e2e.offline.hand import add_person, expect_locked, go, status
from e2e.offline.writing import SAVED, kept_readable
from e2e.phone import Phone
from e2e.records import family_id, prepare
from e2e.server import Server

WORDS = 200
CAMERA = 0x010F  # the EXIF field that names its maker
CONTROL = f"control{uuid4().hex}"
"""Written to heap and disk in the open, so that the scan is known to find what is there."""
ADDRESSES = "performance.getEntries().map(({ name }) => name).join()"
Progress = Callable[[str, float, int], None]


@dataclass(frozen=True)
class Found:
    words: int
    files: int
    heap_bytes: int
    faults: tuple[str, ...]


def scan_for_leaks(folder: Path, *, progress: Progress) -> Found:
    server = prepare(folder).start()
    words = [f"zq{uuid4().hex[:14]}" for _ in range(WORDS)]
    profile_folder = folder.parent / "profile"
    try:
        with profile(profile_folder, server) as held:
            faults = _type_and_lock(held.phone, server, words, progress)
            progress("heap", 2, 4)
            heap_bytes, in_heap = _in_heap(held.phone.page, words)
            held.phone.page.evaluate("word => localStorage.setItem('control', word)", CONTROL)
            held.close()
            progress("profile folder", 3, 4)
            files, there = _on_disk(profile_folder, words)
            held.begin()
    finally:
        server.stop()
    progress("done", 4, 4)
    return Found(len(words), files, heap_bytes, tuple(faults + in_heap + there))


def _type_and_lock(phone: Phone, server: Server, words: list[str], progress: Progress) -> list[str]:
    """Gives the words that found no field, and those that can be read once the phone is locked."""
    progress("typing", 0, 4)
    add_person(phone, "priya")
    called, inside = words[-2:]
    faults = _typed_everywhere(phone.page, server, words[:-2], lambda path: go(phone, path))
    status(phone).to_contain_text(SAVED)
    _photographed(phone.page, called, inside)
    _looked_for(phone, words[0])
    progress("locking", 1, 4)
    lock(phone.page)
    expect_locked(phone)
    page = phone.page
    readable = kept_readable(page) + page.content() + page.evaluate(ADDRESSES)
    return faults + _in("page and storage", readable, words)


def _photographed(page: Page, called: str, inside: str) -> None:
    """One marked word says what it is, the other stands within the camera's file."""
    exif = Image.Exif()
    exif[CAMERA] = inside
    file = BytesIO()
    Image.new("RGB", (2000, 1500), "teal").save(file, "JPEG", exif=exif)
    picture: FilePayload = {"name": "photograph.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    page.locator("entry-photos input[type=file]").set_input_files(picture)
    item = page.locator("entry-photos li")
    item.get_by_label("What is it?").fill(called)
    item.get_by_label("What is it?").blur()
    expect(item.get_by_text("Waits on this phone, sealed.")).to_be_visible()


def _looked_for(phone: Phone, word: str) -> None:
    """Typed into Find, whose address then holds it."""
    go(phone, "/find")
    with phone.page.expect_response(lambda answer: word in answer.url):
        phone.page.get_by_role("searchbox").fill(word)


def _typed_everywhere(page: Page, server: Server, words: list[str], go_to: Callable[[str], None]) -> list[str]:
    """Into every text field of four forms, few in each: the last takes what is left. Forms are left, not sent."""
    family, left = f"/families/{family_id(server, 'Okafor-Hill')}", list(words)
    for form in ("visits/new", "weekly-entries/new", "sessions/new", "significant-events/new"):
        go_to(f"{family}/{form}")
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        fields = page.locator("main textarea:visible")
        each = -(-len(left) // fields.count()) if form.startswith("significant") else 4
        for field in fields.all():
            field.fill(" ".join(left.pop() for _ in range(min(each, len(left)))))
        expect(page.locator("[data-form-status]").last).to_contain_text(SAVED)
    return [f"{len(left)} words found no field"] if left else []


def lock(page: Page) -> None:
    """As five minutes out of sight do: the document stays, the key goes."""
    page.evaluate("async () => (await import('weekbook/offline/session')).lock('hidden')")


def heap_of(page: Page) -> str:
    """Every string that the page's JavaScript still holds, once the garbage is collected."""
    session = page.context.new_cdp_session(page)
    pieces: list[str] = []
    session.on("HeapProfiler.addHeapSnapshotChunk", lambda event: pieces.append(event["chunk"]))
    session.send("HeapProfiler.enable")
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    return "\n".join(json.loads("".join(pieces))["strings"])


def _in_heap(page: Page, words: Iterable[str]) -> tuple[int, list[str]]:
    """The heap's size and what it holds; the control word must be among it."""
    page.evaluate("word => { window.control = word.toUpperCase(); }", CONTROL)
    heap = heap_of(page)
    found = _in("heap snapshot", heap, words)
    return len(heap), found + ([] if CONTROL.upper() in heap else ["the heap snapshot lacks its own control word"])


def _in(where: str, text: str, words: Iterable[str]) -> list[str]:
    return [f"{where}: {word}" for word in words if word in text]


def _on_disk(folder: Path, words: Iterable[str]) -> tuple[int, list[str]]:
    """Every file of the profile, as UTF-8 and as UTF-16; the control word must be among what is found."""
    faults, seen, files = [], False, [path for path in folder.rglob("*") if path.is_file()]
    for path in files:
        held = path.read_bytes()
        seen = seen or any(CONTROL.encode(code) in held for code in ("utf-8", "utf-16-le"))
        for word in words:
            if word.encode() in held or word.encode("utf-16-le") in held:
                faults.append(f"{path.relative_to(folder)}: {word}")
    return len(files), faults + ([] if seen else ["the scan did not find its own control word"])
