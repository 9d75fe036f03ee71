// The screens of one's own families on the phone: fetched after unlocking, only what changed, shown without signal.
import { dropRecords, readRecord, replaceRecords } from 'weekbook/offline/carried-store';
import { contacted } from 'weekbook/offline/vault-rows';
import { rank } from 'weekbook/offline/finding';

const DAY = 86_400_000;
const INDEX = 'index';
const NOTHING = { as_of: null, days: 3, families: [], common: { etag: '', pages: {} } };

async function readIndex(open) {
  return await readRecord(open, INDEX) ?? NOTHING;
}

function ask({ families, common }) {
  const etags = [...families.map(({ etag }) => etag), common.etag].filter(Boolean).map((etag) => `"${etag}"`);
  const headers = { Accept: 'application/json', ...(etags.length ? { 'If-None-Match': etags.join(', ') } : {}) };
  return fetch('/carried', { headers, cache: 'no-store', credentials: 'same-origin', redirect: 'error' });
}

function familyOf(url) {
  return Number(/^\/families\/(\d+)|[?&]family=(\d+)/.exec(url)?.slice(1).find(Boolean));
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
  await replaceRecords(open, { ...records, [INDEX]: index }, idsIn(index), Date.now() + index.days * DAY);
  await contacted(open.record);
}

async function refreshNow(open) {
  const index = await readIndex(open);
  const answer = await ask(index);
  if (answer.status === 304) {
    await keep(open, { ...index, as_of: new Date(answer.headers.get('Date') ?? Date.now()).toISOString() }, {});
  } else if (answer.ok && answer.headers.get('Content-Type')?.startsWith('application/json')) {
    const records = {};
    await keep(open, merged(index, await answer.json(), records), records);
  }
  return answer.status;
}

// Asks the server for what changed and keeps it. One tab at a time; another one lets it be. Resolves to the answer's
// status, 0 where there was no signal, null where another tab is at it.
export async function refresh(open) {
  return navigator.locks.request(`weekbook-carried-${open.handle}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return null;
    try {
      return await refreshNow(open);
    } catch (error) {
      if (error instanceof TypeError) return 0;
      throw error;
    }
  });
}

function addressOf(url) {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}

// The screen at that address as it was carried: {html, headers, as_of}, or null.
export async function answerFor(open, url) {
  const [index, address] = [await readIndex(open), addressOf(url)];
  const id = [index.common, ...index.families].map(({ pages }) => pages[address]).find(Boolean);
  const page = id && await readRecord(open, id);
  if (!page) return null;
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': `script-src 'nonce-${page.nonce}'` };
  return { html: page.html, headers, nonce: page.nonce, as_of: index.as_of };
}

// The carried families that meet everything typed, best first: {as_of, families: [{id, name, …}]}; null where
// nothing is carried.
export async function search(open, words) {
  const { as_of: asOf, families } = await readIndex(open);
  if (!asOf) return null;
  return { as_of: asOf, families: rank(families.map(({ id, search: facts }) => ({ id, ...facts })), words) };
}

export async function forget(handle) {
  await dropRecords(handle);
}
