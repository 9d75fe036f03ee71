// While a vault is open and the server does not answer, screens come from what the phone carries, at the same
// addresses, stamped with their time. Loaded once a session opens; with signal it changes nothing.
import { clock } from 'weekbook/clock';
import { answerFor, refresh, search } from 'weekbook/offline/carried';
import { keepAll } from 'weekbook/offline/delivery';
import { current, whenOpen } from 'weekbook/offline/session';

const PATIENCE_MS = 3000;
const AGAIN_MS = 15 * 60_000;
const ANSWERS = '/find/answers';

function plain(words) {
  return String(words).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function stamp(asOf) {
  return `<div class="notice due" role="status" data-as-of><div><p>No signal. As of ${plain(clock(asOf))}.</p></div></div>`;
}

function stamped(html, asOf) {
  const end = html.indexOf('</here-is>');
  const at = end < 0 ? 0 : end + '</here-is>'.length;
  return html.slice(0, at) + stamp(asOf) + html.slice(at);
}

function card({ id, name, reference, address, postcode, people }) {
  const children = people.filter(({ born }) => born).map((person) => plain(person.name)).join(' · ');
  return `<article class="card stack card-link"><div><h2 class="card-title"><a class="stretch" href="/families/${Number(id)}">${plain(name)} family</a></h2>
<p class="small quiet">${plain([reference, [address, postcode].filter(Boolean).join(' ')].filter(Boolean).join(' · '))}</p>
<p class="small quiet">${children}</p></div></article>`;
}

function inWords(number) {
  if (!number) return 'None of the families on this phone fits all of these words.';
  return number === 1 ? '1 family on this phone' : `${number} families on this phone`;
}

async function found(open, url) {
  const typed = new URL(url, location.href).searchParams.get('q') ?? '';
  const said = await search(open, typed);
  if (!said) return null;
  const cards = typed.trim() ? said.families : [];
  const line = typed.trim() ? `<p class="small quiet" role="status">${inWords(cards.length)}. With signal, Find looks through all families.</p>` : '';
  return { html: stamp(said.as_of) + line + cards.map(card).join(''), headers: { 'Content-Type': 'text/html; charset=utf-8' } };
}

async function screen(open, url, request) {
  const page = await answerFor(open, url);
  if (!page) return null;
  const html = stamped(page.html, page.as_of);
  // A step back asks for the whole document and takes <main> out of it.
  const whole = request.headers?.['HX-History-Restore-Request'];
  return { ...page, html: whole ? `<main id="main" tabindex="-1" hx-history-elt hx-nonce="${page.nonce}">${html}</main>` : html };
}

async function carried(open, url, request) {
  const isFind = new URL(url, location.href).pathname === ANSWERS;
  const answer = await (isFind ? found(open, url) : screen(open, url, request));
  if (!answer || current() !== open) return null;
  const response = new Response(answer.html, { headers: answer.headers });
  // htmx puts the answer's address into the history, and its policy's extension asks where it came from.
  Object.defineProperty(response, 'url', { value: new URL(url, location.href).href });
  return response;
}

// A captive portal, or a proxy whose server is gone, answers with a page of its own.
function checked(response) {
  if (!(response.headers.get('Content-Security-Policy') ?? '').includes('weekbook')) throw new TypeError('not from here');
  return response;
}

function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new TypeError('no answer')), PATIENCE_MS); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function answer(open, going, url, request) {
  try {
    return await inTime(going);
  } catch (error) {
    if (request.signal?.aborted) throw error;
    going.catch(() => {});
    return await carried(open, url, request).catch(() => null) ?? going;
  }
}

function isScreen({ request, target }) {
  return request.method === 'GET' && (target?.id === 'main' || target?.id === 'answers');
}

document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
  const open = current();
  if (!open || !isScreen(ctx)) return;
  const ask = ctx.fetch ?? fetch.bind(window);
  ctx.fetch = (url, request) => answer(open, ask(url, request).then(checked), url, request);
});

// The screen that is being opened goes first.
const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 500));
const carriedAt = new WeakMap();

function carry(open) {
  if (!open || Date.now() - (carriedAt.get(open) ?? 0) < AGAIN_MS) return;
  carriedAt.set(open, Date.now());
  idle(async () => {
    keepAll();
    if (!(await refresh(open))) carriedAt.delete(open);
  }, { timeout: 5000 });
}

whenOpen(carry);
carry(current());
addEventListener('online', () => carry(current()));
document.addEventListener('visibilitychange', () => { if (!document.hidden) carry(current()); });
