"""Typed and put away within the moment in which a phone waits for the next key: the words are stored all the same."""

import pytest

from e2e.conftest import HandOut
from e2e.offline.hand import go, hold
from e2e.offline.test_delivered_by_itself import HIDDEN, LEFT
from e2e.offline.test_delivery import ROWS
from e2e.offline.writing import event_form, first_field, ready
from e2e.server import Server

WORDS = "She is at the door again, I must"
NO_TIMER_ENDS = "() => { window.setTimeout = () => 0; }"
HEAR_STORED = """() => {
  window.stored = [];
  new BroadcastChannel('weekbook-drafts').onmessage = ({ data }) => window.stored.push(data.state);
}"""
LISTED = """async () => {
  const { list } = await import('weekbook/offline/drafts');
  const { current } = await import('weekbook/offline/session');
  return (await list(current())).flatMap(({ fields }) => fields.map(([, value]) => value));
}"""


@pytest.mark.parametrize("leave", [HIDDEN, LEFT], ids=["hidden", "left"])
def test_words_are_stored_when_the_page_goes_and_not_when_a_timer_ends(
    phones: HandOut, server: Server, leave: str
) -> None:
    phone = hold(phones, "priya", prf=False)
    page = phone.page
    go(phone, event_form(server))
    ready(page)
    page.evaluate(NO_TIMER_ENDS)
    page.evaluate(HEAR_STORED)
    first_field(page).fill(WORDS)
    assert page.evaluate(ROWS, "drafts") == [], "it waits for the next key"
    page.evaluate(leave)
    page.wait_for_function("() => window.stored.includes('draft')")
    assert len(page.evaluate(ROWS, "drafts")) == 1
    assert WORDS in page.evaluate(LISTED)
