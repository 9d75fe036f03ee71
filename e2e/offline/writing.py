"""How somebody writes a significant event on a phone, and what the record holds of it afterwards."""

from uuid import UUID

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.offline.hand import go, status
from e2e.phone import Phone
from e2e.records import family_id, look
from e2e.server import Server
from store.tables.entries import EntryRevision

MEANING = "He knows where he is at home."
SAVED, BY_ITSELF, SAFE = "Saved on this phone", "It goes by itself when there is signal.", "Safe on the record since"
SOON = 30_000
"""Until a phone tries again by itself, in milliseconds."""


def event_form(server: Server, family: str = "Okafor-Hill") -> str:
    return f"/families/{family_id(server, family)}/significant-events/new"


def first_field(page: Page) -> Locator:
    return page.locator("main textarea").nth(0)


def write(phone: Phone, words: str, *, meaning: str = MEANING, family: str = "Okafor-Hill") -> Page:
    """In a new form; returns when the phone says that it has the words."""
    go(phone, event_form(phone.server, family))
    first_field(phone.page).fill(words)
    phone.page.locator("main textarea").nth(1).fill(meaning)
    status(phone).to_contain_text(SAVED)
    return phone.page


def ready(page: Page) -> None:
    """What is typed is kept, and what was begun before is back; the server may stop answering."""
    expect(page.locator("main draft-form[data-kept]")).to_be_attached()


def save(page: Page) -> None:
    page.locator("main form[method=post] button[type=submit]").last.click()


def save_unsent(phone: Phone) -> None:
    """Saved where no answer comes: the phone says that the words go by themselves."""
    save(phone.page)
    status(phone).to_contain_text(BY_ITSELF)


def on_record(phone: Phone, words: str, *, family: str = "Okafor-Hill") -> str:
    """Written and saved with signal; the entry's address."""
    page = write(phone, words, family=family)
    save(page)
    page.wait_for_url("**/significant-events/*-*-*-*-*")
    return page.url.removeprefix(phone.server.origin)


def all_sent(phone: Phone) -> None:
    expect(phone.page.locator("sync-badge").first).to_have_text("All sent", timeout=SOON)


def expect_sent_once(phone: Phone, words: str) -> None:
    """Nothing waits on the phone, and the record holds the words in one entry of one version."""
    all_sent(phone)
    assert [len(said) for said in versions(phone.server, words)] == [1]


def versions(server: Server, saying: str) -> list[list[str]]:
    """For each entry in which those words ever stood: what its versions say, the first first."""

    async def ask(db: AsyncSession) -> list[list[str]]:
        found: dict[UUID, list[str]] = {}
        for one in await db.scalars(select(EntryRevision).order_by(EntryRevision.entry_id, EntryRevision.number)):
            found.setdefault(one.entry_id, []).append(str(one.content))
        return [said for said in found.values() if any(saying in version for version in said)]

    return look(server, ask)


def kept_readable(page: Page) -> str:
    """All that scripts can read of this origin's storage, as text: IndexedDB, caches, storage, history's state."""
    found: str = page.evaluate(READ_ALL)
    return found


READ_ALL = """async () => {
  const heard = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const text = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value);
    if (!value || typeof value !== 'object') return String(value);
    return Object.entries(value).map(([name, one]) => `${name}=${text(one)}`).join(';');
  };
  const found = [localStorage, sessionStorage, history.state, document.title].map((one) => JSON.stringify(one));
  for (const { name } of await indexedDB.databases()) {
    const db = await heard(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      found.push(...(await heard(db.transaction(store).objectStore(store).getAll())).map(text));
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(request.url, await (await cache.match(request)).text());
  }
  return found.join('\\n');
}"""
