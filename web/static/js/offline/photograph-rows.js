// Where photographs wait, sealed: a database of their own, `weekbook-photographs`, so that nothing of it holds words back.
// Room is left for words. A photograph for which there is none waits in this page's memory, sealed as well.
import { openDB } from 'idb';

const NAME = 'weekbook-photographs';
const FOR_WORDS = 20_000_000;
const PATIENCE_MS = 8000;
const beside = new Map();
let opening = null;

function within(promise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new DOMException('no answer', 'TimeoutError')), PATIENCE_MS); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function openAnew() {
  const mine = openDB(NAME, 1, {
    upgrade(db) { db.createObjectStore('photographs', { keyPath: 'id' }).createIndex('handle', 'handle'); },
    blocking() { opening = null; mine.then((db) => db.close()); },
    terminated() { opening = null; },
  });
  mine.catch(() => { opening = null; });
  return mine;
}

async function transact(mode, act) {
  opening ??= openAnew();
  const db = await within(opening);
  try {
    const tx = db.transaction('photographs', mode, { durability: 'strict' });
    tx.done.catch(() => {});
    const outcome = await within(act(tx.store));
    await within(tx.done);
    return outcome;
  } catch (error) {
    if (error.name !== 'QuotaExceededError') opening = null;
    throw error;
  }
}

const sizeOf = ({ picture }) => (picture.body ?? picture).byteLength;

// Words are to find room after it, too.
async function hasRoom(row) {
  const { usage = 0, quota } = await navigator.storage?.estimate?.().catch(() => null) ?? {};
  return !quota || quota - usage - 2 * sizeOf(row) > Math.min(FOR_WORDS, quota / 5);
}

// Resolves to whether it lies on the phone; if not, it waits in this page. What is not sealed never lies there.
export async function put(row) {
  const isMoved = row.handle && (await isThere(row.id) || await hasRoom(row)) && await transact('readwrite', (store) => store.put(row)).then(() => true, () => false);
  if (isMoved) beside.delete(row.id);
  else beside.set(row.id, row);
  return Boolean(isMoved);
}

async function isThere(id) {
  return Boolean(await transact('readonly', (store) => store.getKey(id)).catch(() => null));
}

// Those of one practitioner (null: of a page without a vault); with `isKept`, whether they lie on the phone.
export async function rows(handle) {
  const kept = await transact('readonly', (store) => store.getAll()).catch(() => []);
  const stored = kept.filter(({ id }) => !beside.has(id)).map((row) => ({ row, isKept: true }));
  const all = [...stored, ...[...beside.values()].map((row) => ({ row, isKept: false }))];
  return all.filter(({ row }) => row.handle === handle);
}

// How many wait, none of them read: {kept} on the phone, {inPage} in this page only.
export async function count(handle) {
  const lying = await transact('readonly', (store) => store.index('handle').getAllKeys(handle)).catch(() => []);
  return {
    kept: lying.filter((id) => !beside.has(id)).length,
    inPage: [...beside.values()].filter((row) => row.handle === handle).length,
  };
}

export async function drop(id) {
  beside.delete(id);
  await transact('readwrite', (store) => store.delete(id)).catch(() => null);
}

// What found no room finds some by now, perhaps.
export async function putAgain() {
  for (const row of [...beside.values()]) await put(row);
}
