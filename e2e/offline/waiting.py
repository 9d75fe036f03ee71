"""Waits in the page until something asynchronous is true: Playwright's own wait takes a promise for a yes."""

from playwright.sync_api import Page

WITHIN_MS = 20_000
_UNTIL = """async (within) => {
  const ask = QUESTION;
  const until = performance.now() + within;
  while (!(await ask())) {
    if (performance.now() > until) throw new Error(`not so within ${within} ms: ${ask}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}"""


def wait_until(page: Page, question: str) -> None:
    """`question` is an async function's text, which answers yes or no."""
    page.evaluate(_UNTIL.replace("QUESTION", question), WITHIN_MS)
