// Asked by test_sealed_drafts.py and test_storage.py. A server of its own is played by `register`.
const KEY = bytes.toBase64url(new Uint8Array(32).fill(4));
const HANDLE = bytes.toBase64url(bytes.utf8('Priya'));
const draftOf = (id, words, more = {}) => ({ id, form: '/families/1/visits/new', title: 'Record a visit', fields: [['words', words]], submitted: false, ...more });
const wordsOf = ({ fields }) => fields[0][1];
const unlocked = () => vault.unlock(HANDLE, { wrappingKey: KEY });
const locked = async () => (await vault.listVaults())[0];

async function make() {
  const council = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  const public_key = bytes.toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', council.publicKey)));
  const phone = { practitioner: 1, handle: HANDLE, name: 'Priya', places: ['week'], council: { id: 'c', public_key } };
  globalThis.kept = await vault.create(phone, { register: async () => ({ wrapping_key: KEY }) });
}

async function saveLocked({ id, words, size = 0 }) {
  return drafts.save(await locked(), draftOf(id, words + 'x'.repeat(size)));
}

async function saveOpen({ id, words, after }) {
  try {
    return await drafts.save(globalThis.kept ?? (await unlocked()), draftOf(id, words), { after });
  } catch (error) {
    return `${error.name}: ${error.cause?.name}`;
  }
}

async function listed() {
  return (await drafts.list(await unlocked())).map((draft) => (draft.unreadable ? 'unreadable' : wordsOf(draft)));
}

async function lies({ words }) {
  const rows = await drafts.rows();
  const decoder = new TextDecoder('latin1');
  return { names: Object.keys(rows[0]).sort(), readable: rows.some(({ envelope: { body } }) => decoder.decode(body).includes(words)) };
}

async function states() {
  const open = await unlocked();
  const [first, second, third] = [1, 2, 3].map(() => crypto.randomUUID());
  await drafts.save(open, draftOf(first, 'one'));
  await drafts.save(open, draftOf(second, 'two', { submitted: true }));
  await drafts.save(open, draftOf(third, 'three', { submitted: true, attention: { status: 404, reason: 'closed' } }));
  await drafts.deposited(second, 1);
  await drafts.deposited(second, 0);
  const read = await drafts.read(open, third);
  const again = await drafts.save(open, { ...read, attention: null });
  const found = Object.fromEntries((await drafts.states(HANDLE)).map(({ id, state, serial, deposited }) => [id, [state, serial, deposited]]));
  return { found: [first, second, third].map((id) => found[id]), attention: read.attention, savedAt: again.saved_at === read.saved_at, count: await drafts.count(HANDLE) };
}

async function manyAtOnce({ id, many }) {
  const saves = Array.from({ length: many }, (_, at) => drafts.save(globalThis.kept, draftOf(id, `words ${at + 1}`)));
  const serials = (await Promise.all(saves)).map(({ serial }) => serial);
  const read = await drafts.read(globalThis.kept, id);
  return [serials, wordsOf(read), read.serial];
}

async function removal({ id }) {
  const open = globalThis.kept;
  const { serial } = await drafts.save(open, draftOf(id, 'sent'));
  const later = drafts.save(open, draftOf(id, 'typed while it was sent'));
  const gone = [await drafts.remove(id, { serial }), await drafts.remove(crypto.randomUUID())];
  await later;
  const words = wordsOf(await drafts.read(open, id));
  const last = drafts.save(open, draftOf(id, 'the last'));
  gone.push(await drafts.remove(id));
  const read = await drafts.read(open, id);
  const anew = await drafts.save(open, draftOf(id, 'and again'));
  return { gone, words, read, serials: [(await last).serial, anew.serial] };
}

async function spoil({ id, words }) {
  const [row] = (await drafts.rows()).filter((one) => one.id === id);
  row.envelope.body[0] ^= 1;
  await database.transact(['drafts'], 'readwrite', (tx) => tx.store.put(row));
  return [await listed(), await errorOf(drafts.read(await unlocked(), id)), words];
}

async function movedTo({ id, other }) {
  const [row] = (await drafts.rows()).filter((one) => one.id === id);
  await database.transact(['drafts'], 'readwrite', (tx) => Promise.all([tx.store.put({ ...row, id: other }), tx.store.put({ ...row, serial: row.serial + 1 })]));
  return listed();
}

function hear() {
  globalThis.heard = [];
  drafts.changes.addEventListener('change', ({ detail }) => globalThis.heard.push([detail.id, detail.state, detail.serial]));
}

async function removeNow({ id }) {
  return drafts.remove(id);
}

async function durability({ id }) {
  const begin = IDBDatabase.prototype.transaction;
  const seen = [];
  IDBDatabase.prototype.transaction = function transaction(stores, mode, options) {
    const tx = begin.call(this, stores, mode, options);
    const one = { mode, durability: tx.durability, completed: false };
    tx.addEventListener('complete', () => { one.completed = true; });
    seen.push(one);
    return tx;
  };
  await drafts.save(globalThis.kept, draftOf(id, 'on the disk'));
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
  return [await errorOf(unlocked()), await drafts.count()];
}

async function losses() {
  return globalThis.losses;
}

async function vaultsNow() {
  return (await vault.listVaults()).length;
}
