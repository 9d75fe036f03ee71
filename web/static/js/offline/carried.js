// The screens of one's own families on the phone: fetched after unlocking, only what changed, shown without signal.
import { absentScreen, answers, offering, stamped } from 'weekbook/offline/carried-html';
import { dropRecords, readRecord, replaceRecords } from 'weekbook/offline/carried-store';
import { familyOf, LAST, lastFamily } from 'weekbook/offline/last-family';
import { atStart, keepAll } from 'weekbook/offline/delivery';
import { rank } from 'weekbook/offline/finding';
import { contacted, hour } from 'weekbook/offline/vault-rows';
import { renewWords, WORDS } from 'weekbook/offline/words';
import { whose } from 'weekbook/whose';

const DAY = 86_400_000;
const INDEX = 'index';
const MOST_SHOWN = 8;
const NOTHING = { as_of: null, days: 3, families: [], common: { etag: '', pages: {} } };

async function readIndex(open) {
  return await readRecord(open, INDEX) ?? NOTHING;
}

function ask({ me }, { families, common }) {
  const etags = [...families.map(({ etag }) => etag), common.etag].filter(Boolean).map((etag) => `"${etag}"`);
  // As a fragment is asked for: whole pages are answered with the locked one.
  const headers = { Accept: 'application/json', 'HX-Request': 'true', ...whose(me.practitioner), ...(etags.length ? { 'If-None-Match': etags.join(', ') } : {}) };
  return fetch('/carried', { headers, cache: 'no-store', credentials: 'same-origin', redirect: 'error' });
}

// Gives every screen an id of its own and adds it to `records`; resolves to {url: id}.
function place(pages, nonce, records) {
  return Object.fromEntries(Object.entries(pages).map(([url, html]) => {
    const id = crypto.randomUUID();
    records[id] = { html, nonce };
    return [url, id];
  }));
}

function merged(index, said, records) {
  const kept = new Set(said.kept);
  const ids = place(said.pages, said.nonce, records);
  const own = (id) => Object.fromEntries(Object.entries(ids).filter(([url]) => familyOf(url) === id));
  return {
    as_of: said.as_of,
    days: said.days,
    families: [
      ...index.families.filter(({ id }) => kept.has(id)),
      ...said.families.map((family) => ({ ...family, pages: own(family.id) })),
    ],
    common: said.common ? { etag: said.common.etag, pages: place(said.common.pages, said.nonce, records) } : index.common,
  };
}

function idsIn({ families, common }) {
  return [common, ...families].flatMap(({ pages }) => Object.values(pages));
}

async function keep(open, index, records) {
  await replaceRecords(open, { ...records, [INDEX]: index }, [LAST, WORDS, ...idsIn(index)], hour() + index.days * DAY);
  await contacted(open.record);
}

async function refreshNow(open) {
  const index = await readIndex(open);
  const answer = await ask(open, index);
  if (answer.status === 304) {
    await keep(open, { ...index, as_of: new Date(answer.headers.get('Date') ?? Date.now()).toISOString() }, {});
  } else if (answer.ok && answer.headers.get('Content-Type')?.startsWith('application/json')) {
    const records = {};
    await keep(open, merged(index, await answer.json(), records), records);
  }
  return answer.status;
}

// The screen that is being opened goes first.
function idle() {
  return new Promise((resolve) => {
    if (window.requestIdleCallback) requestIdleCallback(resolve, { timeout: 2000 });
    else setTimeout(resolve, 300);
  });
}

// Asks the server for what changed and keeps it, and sees that the app itself is kept and what waits is delivered.
// One tab at a time; another one lets it be. Resolves to the answer's status, 0 where there was no signal, null where
// another tab is at it.
export async function refresh(open) {
  await idle();
  keepAll();
  atStart();
  return navigator.locks.request(`weekbook-carried-${open.handle}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return null;
    try {
      const status = await refreshNow(open);
      await renewWords(open).catch(() => null);
      return status;
    } catch (error) {
      if (error instanceof TypeError) return 0;
      throw error;
    }
  });
}

// The carried families that meet everything typed, best first: {as_of, families: [{id, pages, name, …}]}; null where
// nothing is carried.
export async function search(open, words) {
  const { as_of: asOf, families } = await readIndex(open);
  if (!asOf) return null;
  return { as_of: asOf, families: rank(families.map(({ id, pages, search: facts }) => ({ id, pages, ...facts })), words) };
}

function headersFor(nonce = '') {
  const policy = nonce ? { 'Content-Security-Policy': `script-src 'nonce-${nonce}'` } : {};
  return { 'Content-Type': 'text/html; charset=utf-8', ...policy };
}

async function found(open, typed) {
  const said = await search(open, typed);
  if (!said) return null;
  const cards = await Promise.all(said.families.slice(0, MOST_SHOWN).map(({ id, pages }, at) => htmlOf(open, pages[`/find/${at ? 'card' : 'door'}?family=${id}`])));
  return { html: answers(said.families, cards, typed, said.as_of), headers: headersFor(), as_of: said.as_of };
}

async function htmlOf(open, id) {
  return (id && await readRecord(open, id))?.html ?? null;
}

async function screen(open, address) {
  const index = await readIndex(open);
  const id = [index.common, ...index.families].map(({ pages }) => pages[address]).find(Boolean);
  const page = id && await readRecord(open, id);
  return page ? { html: stamped(page.html, index.as_of, address), headers: headersFor(page.nonce), as_of: index.as_of } : null;
}

// What the server says of the family opened last is as old as the rest: the phone knows better, or says nothing of it.
async function record(open) {
  const family = await lastFamily(open);
  const known = family && await screen(open, `/record?family=${family}`);
  const said = known || await screen(open, '/record');
  return said && { ...said, html: offering(said.html, known ? 'The family you opened last' : '') };
}

// What that address answered when there was signal, stamped with its time: {html, headers, as_of}, or null. Find's
// answers are found here and now among what is carried.
export async function answerFor(open, url) {
  const { pathname, search: query, searchParams } = new URL(url, location.href);
  if (pathname === '/find/answers') return found(open, searchParams.get('q') ?? '');
  if (pathname === '/record' && !query) return record(open);
  return screen(open, pathname === '/find' ? pathname : pathname + query);
}

// What stands where that address would, without signal and not carried: inside its family, where that is carried.
export async function absentFor(open, url) {
  const { pathname } = new URL(url, location.href);
  const { as_of: asOf, families } = await readIndex(open);
  const id = familyOf(pathname);
  const family = await htmlOf(open, families.find((one) => one.id === id)?.pages[`/families/${id}`]);
  return { html: absentScreen(pathname, family), headers: headersFor(), as_of: asOf };
}

export async function forget(handle) {
  await dropRecords(handle);
}
