// IndexedDB `weekbook`. Chrome's default may lose the last writes at a power cut, so a transaction is `strict` unless its
// caller can bear that, and what `transact` promises is true once it resolves: the transaction has completed. Browsers
// close or lose the database under a page (facts: iOS does); then it is opened anew, once, and what cannot be helped is said.
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
const takings = new Set();
let opening = null;
let known = false;
let shaken = false;

// `callback('emptied')`: the store was deleted under this page, what was in it is gone.
// `callback('unavailable')`: a transaction failed for good. Returns a function that ends it.
export function whenLost(callback) {
  listeners.add(callback);
  return () => listeners.delete(callback);
}

// `callback()`: the connection was taken away, and perhaps all that lay there. What was said to be saved is stored anew.
export function whenTaken(callback) {
  takings.add(callback);
  return () => takings.delete(callback);
}

// Whether the browser or somebody took the store from under this page: what is missing since may be put back.
export function wasShaken() {
  return shaken;
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
  if (!known) return;
  shaken = true;
  tell('emptied');
}

function openAnew() {
  let mine = null;
  const drop = () => { if (opening === mine) opening = null; };
  const terminated = () => {
    shaken = true;
    drop();
    for (const callback of takings) callback();
  };
  // Whoever deletes or renews the database must not wait for this page.
  const blocking = async () => { terminated(); (await asked).close(); };
  const asked = (async () => openDB(NAME, VERSION, { upgrade, blocking, terminated }))();
  mine = within(asked).then((db) => { known = true; return db; });
  opening = mine;
  mine.catch(drop);
  asked.then((db) => { if (opening !== mine) db.close(); }, () => {}); // too late to be waited for
  return mine;
}

// Another connection than the `failed` one: that which somebody has opened since, or a new one.
export async function reopen(failed = null) {
  const before = opening;
  const db = await before?.catch(() => null);
  if (db && failed && db !== failed) return db;
  if (opening === before) opening = null;
  db?.close();
  return opening ?? openAnew();
}

async function attempt(db, stores, mode, act, durability) {
  const tx = db.transaction(stores, mode, { durability });
  // The outcome of `act` and of its requests is heard through the transaction; nothing may be left unheard.
  tx.done.catch(() => {});
  try {
    const outcome = await within(act(tx));
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
// Rejects with what `act` threw, with StorageFull, or with StorageLost.
export async function transact(stores, mode, act, durability = 'strict') {
  let db = null;
  try {
    db = await (opening ?? openAnew());
    return await attempt(db, stores, mode, act, durability);
  } catch (error) {
    if (!CLOSED.has(error.name)) throw named(error);
  }
  try {
    return await attempt(await reopen(db), stores, mode, act, durability);
  } catch (error) {
    const said = named(error);
    if (said instanceof StorageLost) tell('unavailable');
    throw said;
  }
}
