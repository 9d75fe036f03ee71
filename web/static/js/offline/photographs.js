// Photographs that wait on this phone: sealed like words, the picture once and what is said of it as often as that changes.
import { newId } from 'weekbook/ids';
import { fromBase64url, text, toBase64url, utf8 } from 'weekbook/offline/bytes';
import { open as unseal, placeOf, seal } from 'weekbook/offline/envelope';
import { drop, put, rows } from 'weekbook/offline/photograph-rows';
import { current } from 'weekbook/offline/session';
import { inTurn } from 'weekbook/offline/turns';
import { post } from 'weekbook/offline/vault';

const AT_ONCE = 100;

// Event 'change', detail {id, entry, receipt?}, in this tab and in the others.
export const changes = new EventTarget();
const channel = globalThis.BroadcastChannel && new BroadcastChannel('weekbook-photographs');
// Entries whose blank form stands on a screen: their words are not on the record yet, but for those of which it was heard.
const written = new Map();
const recorded = new Set();
// Photographs whose words somebody is typing: they are kept meanwhile, and go when that is done.
const typed = new Set();

// Those that went while this page is open: the screen of their entry may have left the server before they came.
const arrived = new Map();

function announce(detail) {
  if (detail.receipt) arrived.set(detail.id, detail);
  changes.dispatchEvent(new CustomEvent('change', { detail }));
}
export const arrivedAt = (entry) => [...arrived.values()].filter((one) => one.entry === entry);

channel?.addEventListener('message', ({ data }) => announce(data));

function tell(detail) {
  channel?.postMessage(detail);
  announce(detail);
}

export const isBeingWritten = (entry) => written.get(entry) > 0 && !recorded.has(entry);
export const isOnRecord = (entry) => recorded.add(entry);

export function holdBack(entry) {
  written.set(entry, (written.get(entry) ?? 0) + 1);
  return () => {
    written.set(entry, written.get(entry) - 1);
    announce({ entry });
  };
}

const placeFor = (row, version) => placeOf({ store: 'photographs', id: row.id, handle: row.handle, version });

// A page without a vault has nothing to seal with: it keeps the photograph in memory alone.
async function closed(open, row, version, bytes) {
  if (!open) return bytes;
  return seal(bytes, placeFor(row, version), { phone: open.record.public_key, council: open.record.council.public_key });
}

const opened = (open, row, version, sealed) => (open ? unseal(sealed, placeFor(row, version), open.pair) : sealed);

// `words`: {caption, taken_at, reason}.
async function withWords(open, row, words) {
  const serial = row.serial + 1;
  return { ...row, serial, words: await closed(open, row, serial, utf8(JSON.stringify(words))) };
}

// The picture is version 1, its words are those after it.
export async function add(entry, picture) {
  const open = current();
  const row = { id: newId(), entry, handle: open?.handle ?? null, vault: open?.record.vault_id ?? null, serial: 1 };
  const whole = await withWords(open, { ...row, picture: await closed(open, row, 1, picture) }, { caption: '', taken_at: new Date().toISOString(), reason: '' });
  const isKept = await put(whole);
  tell({ id: row.id, entry });
  return isKept;
}

export async function wordsOf(open, row) {
  return JSON.parse(text(await opened(open, row, row.serial, row.words)));
}

export const pictureOf = (open, row) => opened(open, row, 1, row.picture);

// Sealed under a passkey that is gone: nothing on this phone opens it, until it is rescued.
export const isShut = (open, row) => Boolean(open && row.vault !== open.record.vault_id);

async function openedBy(key, { iv, body }, place) {
  const secret = await crypto.subtle.importKey('raw', fromBase64url(key), 'AES-GCM', false, ['decrypt']);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: place }, secret, body));
}

async function sealAnew(open, row, keys) {
  const picture = await openedBy(keys.picture, row.picture, placeFor(row, 1));
  const words = JSON.parse(text(await openedBy(keys.words, row.words, placeFor(row, row.serial))));
  const anew = { ...row, vault: open.record.vault_id, picture: await closed(open, row, 1, picture) };
  await put(await withWords(open, anew, words));
  tell({ id: row.id, entry: row.entry });
}

// What an earlier vault sealed: the council opens the keys for their author, and the pictures stay on the phone. Rejects
// where there is no signal, or no fresh touch.
export async function rescue(open) {
  const shut = (await mine(open)).map(({ row }) => row).filter((row) => isShut(open, row)).slice(0, AT_ONCE);
  if (!shut.length) return;
  const sealed = shut.map(({ id, serial, picture, words }) => ({ id, serial, picture: toBase64url(picture.keys.council), words: toBase64url(words.keys.council) }));
  const { photographs } = await post('/photographs/openings', { photographs: sealed });
  for (const keys of photographs) {
    const row = shut.find(({ id }) => id === keys.id);
    if (row) await sealAnew(open, row, keys);
  }
}

// All of whoever is in: rows, each with `isKept`.
export const mine = (open = current()) => rows(open?.handle ?? null);

const find = async (id, open) => (await mine(open)).find(({ row }) => row.id === id)?.row;

async function change(id, changed, open = current()) {
  const row = await find(id, open);
  if (!row) return;
  await put(await withWords(open, row, { ...await wordsOf(open, row), ...changed }));
  tell({ id, entry: row.entry });
}

export const isTyped = (id) => typed.has(id);

// What it is, in its author's words; what was refused before may go now. In turn: later words end on top.
export function say(id, caption, { isDone = true } = {}) {
  if (isDone) typed.delete(id);
  else typed.add(id);
  const open = current();
  return inTurn(`photograph-${id}`, () => change(id, { caption, reason: '' }, open));
}

export const refuse = (id, reason) => change(id, { reason });

export async function remove(id, entry, receipt = null) {
  await drop(id);
  tell({ id, entry, receipt });
}

// Those of an entry that was discarded before it was on the record, as `bringBack` takes them.
export async function putAway(entry, handle) {
  const all = (await rows(handle)).filter(({ row }) => row.entry === entry).map(({ row }) => row);
  for (const { id } of all) await remove(id, entry);
  return all;
}

export async function bringBack(all) {
  for (const row of all) {
    await put(row);
    tell({ id: row.id, entry: row.entry });
  }
}
