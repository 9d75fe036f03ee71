"""A server that is there and takes nothing for a while: asked again after longer and longer waits, by nobody's hand."""

from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.front import Answer, Front
from e2e.offline.hand import badge, hold
from e2e.offline.writing import save_unsent, versions, write
from e2e.server import Server

WORDS = "The school rang twice about Leo."
REFUSALS = 3
WITHIN = 45_000
"""Four seconds, eight, sixteen; each up to 1.3 times that."""
HEAR_OCCASIONS = """() => {
  window.occasions = [];
  const hear = ({ type }) => window.occasions.push(type);
  addEventListener('online', hear);
  for (const type of ['visibilitychange', 'weekbook:signal', 'weekbook:touched']) document.addEventListener(type, hear);
}"""


def test_it_is_sent_after_a_wait_without_any_other_occasion(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = hold(phones, "priya", prf=False, of=server)
    phone.expects("503 for")
    page = write(phone, WORDS)
    page.evaluate(HEAR_OCCASIONS)
    refused: list[str] = []

    def overloaded(method: str, path: str, body: bytes) -> Answer | None:
        if method != "POST" or not path.endswith("/significant-events") or len(refused) == REFUSALS:
            return None
        refused.append(path)
        return 503, [], b""

    front.instead = overloaded
    save_unsent(phone)
    badge(phone, "1 unsent")
    expect(page.locator("sync-badge").first).to_have_text("All sent", timeout=WITHIN)
    assert len(refused) == REFUSALS and [len(said) for said in versions(server, WORDS)] == [1]
    assert page.evaluate("window.occasions") == [], "nothing but the wait made it go"
