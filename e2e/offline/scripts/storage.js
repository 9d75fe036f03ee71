// Asked by test_storage.py: what browsers do to a store under a page.
const CHANGES = {
  save: (id) => drafts.save(globalThis.kept, draftOf(id, 'on the disk')),
  discard: (id) => drafts.discard(id),
  remove: (id) => drafts.remove(id),
  settled: (id) => drafts.settled({ id }),
};

async function durability({ id, of }) {
  const begin = IDBDatabase.prototype.transaction;
  const seen = [];
  IDBDatabase.prototype.transaction = function transaction(stores, mode, options) {
    const tx = begin.call(this, stores, mode, options);
    const one = { mode, durability: tx.durability, completed: false };
    tx.addEventListener('complete', () => { one.completed = true; });
    seen.push(one);
    return tx;
  };
  await CHANGES[of](id);
  const at = seen.map((one) => ({ ...one }));
  IDBDatabase.prototype.transaction = begin;
  return at;
}

async function hearLoss() {
  globalThis.losses = [];
  database.whenLost((reason) => globalThis.losses.push(reason));
}

async function closeUnderIt({ id }) {
  const begin = IDBDatabase.prototype.transaction;
  let connection;
  IDBDatabase.prototype.transaction = function transaction(...asked) { connection = this; return begin.apply(this, asked); };
  await drafts.count();
  IDBDatabase.prototype.transaction = begin;
  connection.close();
  return [await saveOpen({ id, words: 'after it was closed' }), globalThis.losses];
}

async function deleteUnderIt() {
  return new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase('weekbook');
    asked.onsuccess = () => resolve('deleted');
    asked.onblocked = () => resolve('blocked');
  });
}

async function unavailable({ id }) {
  const { open } = IDBFactory.prototype;
  await deleteUnderIt();
  IDBFactory.prototype.open = () => { throw new DOMException('the disk is broken', 'UnknownError'); };
  const during = await saveOpen({ id, words: 'nowhere' });
  IDBFactory.prototype.open = open;
  const losses = [...globalThis.losses];
  return [during, losses, await saveOpen({ id, words: 'somewhere' })];
}

async function neverAnswers({ id }) {
  const { open } = IDBFactory.prototype;
  await deleteUnderIt();
  IDBFactory.prototype.open = function silent() {
    const request = open.call(this, 'never-heard-of');
    for (const name of ['success', 'upgradeneeded']) request.addEventListener(name, (event) => event.stopImmediatePropagation());
    return request;
  };
  const both = [saveOpen({ id, words: 'nowhere' }), saveOpen({ id: crypto.randomUUID(), words: 'nor this' })];
  globalThis.waiting = Promise.all(both).finally(() => { IDBFactory.prototype.open = open; });
}

// It opens, and what is asked in its transactions is not answered.
async function hangs({ id }) {
  const { get } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.get = function silent(...asked) {
    const request = get.apply(this, asked);
    request.addEventListener('success', (event) => event.stopImmediatePropagation());
    const keepAlive = () => { try { get.apply(this, asked).onsuccess = keepAlive; } catch { /* aborted */ } };
    keepAlive();
    return request;
  };
  saveOpen({ id, words: 'nowhere' }).then((said) => {
    IDBObjectStore.prototype.get = get;
    document.title = said;
  });
}

async function diesUnderWay({ id }) {
  const { put } = IDBObjectStore.prototype;
  let tries = 0;
  IDBObjectStore.prototype.put = function dying(...asked) {
    const request = put.apply(this, asked);
    tries += 1;
    if (tries === 1) this.transaction.abort();
    return request;
  };
  const saved = await saveOpen({ id, words: 'at the second try' });
  IDBObjectStore.prototype.put = put;
  return [saved, tries];
}

// The disk has it, but the browser says that it failed.
async function diesAfterwards({ id, after }) {
  const begin = IDBDatabase.prototype.transaction;
  let tries = 0;
  IDBDatabase.prototype.transaction = function transaction(...asked) {
    const tx = begin.apply(this, asked);
    tries += 1;
    if (tries > 1) return tx;
    tx.addEventListener('complete', (event) => {
      event.stopImmediatePropagation();
      tx.dispatchEvent(new Event('abort'));
    });
    return tx;
  };
  const saved = await saveOpen({ id, words: 'stored once', after });
  IDBDatabase.prototype.transaction = begin;
  return [saved, tries];
}

async function ownErrors() {
  const fails = database.transact(['drafts'], 'readwrite', async (tx) => {
    await tx.store.put({ id: 'half', handle: HANDLE });
    throw new RangeError('changed my mind');
  });
  return [await errorOf(fails), await drafts.count()];
}

async function eraseNow() {
  await vault.eraseKeys(HANDLE);
  return [await errorOf(unlocked('Priya')), await drafts.count()];
}

async function losses() {
  return globalThis.losses;
}

// As much as there is room for, as if carried.
async function carryToTheBrim() {
  for (const size of [60_000, 2_000]) {
    const body = crypto.getRandomValues(new Uint8Array(size));
    const rows = Array.from({ length: 60 }, () => ({ handle: HANDLE, id: crypto.randomUUID(), body }));
    for (const row of rows) {
      const outcome = await errorOf(database.transact(['carried'], 'readwrite', (tx) => tx.store.put(row)));
      if (outcome !== 'none') break;
    }
  }
  return carriedNow();
}

async function carriedNow() {
  return database.transact(['carried'], 'readonly', (tx) => tx.store.count());
}
