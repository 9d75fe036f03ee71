// IndexedDB `weekbook`. Chrome's default may lose the last writes at a power cut, so every transaction is `strict`,
// and what `transact` promises is true once it resolves: the transaction has completed. Browsers close or lose the
// database under a page (facts: iOS does); then it is opened anew, once, and what cannot be helped is said.
import { openDB } from 'idb';

const NAME = 'weekbook';
const VERSION = 1;
const PATIENCE_MS = 8000;
const CLOSED = new Set(['InvalidStateError', 'AbortError', 'UnknownError', 'NotFoundError', 'TimeoutError']);

// No room left on the phone.
export class StorageFull extends Error {
  name = 'StorageFull';
}

// The browser gives no storage, or took it away, and opening it anew did not help.
export class StorageLost extends Error {
  name = 'StorageLost';
}

const listeners = new Set();
let opening = null;
let known = false;

// `callback('emptied')`: the store was deleted under this page, what was in it is gone.
// `callback('unavailable')`: a transaction failed for good. Returns a function that ends it.
export function whenLost(callback) {
  listeners.add(callback);
  return () => listeners.delete(callback);
}

function tell(reason) {
  for (const callback of listeners) callback(reason);
}

function within(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('the store does not answer', 'TimeoutError')), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function upgrade(db) {
  db.createObjectStore('vaults', { keyPath: 'handle' });
  db.createObjectStore('drafts', { keyPath: 'id' });
  db.createObjectStore('carried', { keyPath: ['handle', 'id'] });
  if (known) tell('emptied');
}

async function openAnew() {
  let mine = null;
  const drop = () => { if (opening === mine) opening = null; };
  // Whoever deletes or renews the database must not wait for this page.
  const blocking = async () => { drop(); (await mine).close(); };
  mine = openDB(NAME, VERSION, { upgrade, blocking, terminated: drop });
  opening = mine;
  try {
    const db = await within(mine);
    known = true;
    return db;
  } catch (error) {
    drop();
    throw error;
  }
}

export async function reopen() {
  const old = opening;
  opening = null;
  (await old?.catch(() => null))?.close();
  return openAnew();
}

async function attempt(db, stores, mode, act) {
  const tx = db.transaction(stores, mode, { durability: 'strict' });
  // The outcome of `act` and of its requests is heard through the transaction; nothing may be left unheard.
  tx.done.catch(() => {});
  try {
    const outcome = await act(tx);
    await within(tx.done);
    return outcome;
  } catch (error) {
    try { tx.abort(); } catch { /* it has ended already */ }
    throw tx.error ?? error;
  }
}

function named(error) {
  if (error.name === 'QuotaExceededError') return new StorageFull('no room left on this phone', { cause: error });
  return CLOSED.has(error.name) ? new StorageLost('the phone’s store does not answer', { cause: error }) : error;
}

// One transaction over `stores`; `act(tx)` may run twice and must wait for nothing but the store itself.
export async function transact(stores, mode, act) {
  try {
    return await attempt(await (opening ?? openAnew()), stores, mode, act);
  } catch (error) {
    if (!CLOSED.has(error.name)) throw named(error);
  }
  try {
    return await attempt(await reopen(), stores, mode, act);
  } catch (error) {
    const said = named(error);
    if (said instanceof StorageLost) tell('unavailable');
    throw said;
  }
}
