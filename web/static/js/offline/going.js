// Going from screen to screen while a vault is open on this phone: nothing is shown while locked; without signal the
// same addresses answer from what is carried; signed out means locked.
import { current, isLocked, lock, goTo } from 'weekbook/offline/session';
import { found, lost } from 'weekbook/offline/signal';
import { isOurs, onlyOurs } from 'weekbook/ours';

const PATIENCE_MS = 3000;
const AWAY = new Set([502, 503, 504]);

// `kind`: answerFor what is carried of that address, or absentFor it.
async function carriedAnswer(url, kind) {
  const open = current();
  const kept = open && await (await import('weekbook/offline/carried'))[kind](open, url);
  if (!kept) return null;
  const response = new Response(kept.html, { status: 200, headers: kept.headers ?? {} });
  Object.defineProperty(response, 'url', { value: new URL(url, location.origin).href });
  document.body.dataset.asOf = kept.as_of ?? '';
  return response;
}

// htmx asks for a path, and `//elsewhere.example/` as a path is another server.
const inFull = (url) => (url.startsWith('/') ? location.origin + url : url);

function later(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds, null); });
}

// The network first. Where it fails, or keeps one waiting, what is carried; where nothing is, whatever the network says,
// or, in the place of a screen, that it is not kept here.
async function fetchOrCarried(url, request, isScreen) {
  const asked = fetch(url, request);
  const first = await Promise.race([asked.catch((error) => error), later(PATIENCE_MS)]);
  if (isOurs(first) && !AWAY.has(first.status)) {
    delete document.body.dataset.asOf;
    found();
    if (first.status === 404) document.dispatchEvent(new Event('weekbook:not-there'));
    return first;
  }
  lost();
  const kept = await carriedAnswer(url, 'answerFor').catch(() => null);
  return kept ?? asked.then(onlyOurs).catch(async (error) => {
    const absent = isScreen && await carriedAnswer(url, 'absentFor');
    if (absent) return absent;
    throw error;
  });
}

document.addEventListener('htmx:config:request', (event) => {
  const { ctx } = event.detail;
  if (isLocked()) event.preventDefault();
  else if (ctx.request.method === 'GET' && current()) ctx.fetch = (url, request) => fetchOrCarried(inFull(url), request, ctx.target?.id === 'main' || ctx.target === '#main');
});

for (const type of ['htmx:before:response', 'htmx:before:swap']) {
  document.addEventListener(type, (event) => {
    if (event.detail.ctx.response?.status === 401 && current()) lock('signed-out');
    if (isLocked()) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, { capture: true });
}

// A step back is a fragment too: asked for as a whole page it would be answered with the locked one.
document.addEventListener('htmx:before:history:restore', (event) => {
  if (event.defaultPrevented || !document.body.dataset.vault) return;
  event.preventDefault();
  if (!isLocked()) goTo(location.pathname + location.search, { push: false });
});

// Somebody else signed in over a page that was cleared for that.
document.addEventListener('weekbook:signed-in', () => {
  if (current() && document.querySelector('main > unlock-card')) goTo('/week');
});
