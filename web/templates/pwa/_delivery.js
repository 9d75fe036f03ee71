// Carries to the council what it cannot read: every draft that the server does not have, sealed, and signed by the
// phone. It changes nothing on the phone but the number that the server keeps, and it never removes a draft.
// (here stand bytes.js and deposits.js)
const FOR_GOOD = new Set([400, 404, 413]);
const SENDER = 'weekbook-sender'; // outbox.js
const SENDING_MS = 60_000;

// None where nobody has a vault: a database that does not exist is not made here.
function openStore() {
  return new Promise((resolve) => {
    const asked = indexedDB.open('weekbook');
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onerror = (event) => { event.preventDefault(); resolve(null); };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
  });
}

function transact(db, stores, mode, act) {
  return new Promise((resolve, reject) => {
    const tx = db.transaction(stores, mode, { durability: 'strict' });
    const request = act(tx);
    tx.oncomplete = () => resolve(request?.result);
    tx.onabort = () => reject(tx.error);
  });
}

function rowsOf(db, store) {
  return transact(db, [store], 'readonly', (tx) => tx.objectStore(store).getAll());
}

function changeRow(store, key, change) {
  const asked = store.get(key);
  asked.onsuccess = () => {
    const changed = asked.result && change(asked.result);
    if (changed) store.put(changed);
  };
}

function dropCarried(tx, handle) {
  tx.objectStore('carried').delete(IDBKeyRange.bound([handle], [handle, []]));
}

// As eraseKeys of vault-rows.js: the phone was reported lost. The drafts stay, sealed.
function erase(db, { handle, vault_id: id }, lost = null) {
  return transact(db, ['vaults', 'carried'], 'readwrite', (tx) => {
    changeRow(tx.objectStore('vaults'), handle, (kept) => kept.vault_id === id && { ...kept, wrapped: null, me: null, seen: null, lost });
    dropCarried(tx, handle);
  });
}

function mark(db, { id, serial }) {
  return transact(db, ['drafts'], 'readwrite', (tx) => {
    changeRow(tx.objectStore('drafts'), id, (kept) => kept.serial === serial && { ...kept, deposited: serial });
  });
}

async function sha256(words) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(words)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// What somebody else answers in the council's place ends nothing and lets nothing go.
async function ask(path, options) {
  const answer = await fetch(path, { cache: 'no-store', credentials: 'same-origin', redirect: 'error', ...options });
  if (!isFromHere(answer)) throw new TypeError(`somebody else answered: ${path}`);
  return answer;
}

function post(path, words) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  return ask(path, { method: 'POST', headers, body: JSON.stringify(words) });
}

// Whether the server has it. Throws where trying again may help.
async function deposit(db, vault, row) {
  const sent = await depositOf(vault, row);
  const answer = await post('/envelopes', sent);
  if (answer.status === 410) await erase(db, vault);
  if (answer.status === 410 || FOR_GOOD.has(answer.status)) return false;
  const kept = answer.ok ? await answer.json() : {};
  // The server may have later words of the same draft from another tab; else it echoes what it was given.
  const same = kept.serial > row.serial || (kept.serial === row.serial && kept.sha256 === await sha256(canonicalDeposit(sent)));
  if (kept.id !== row.id || !same) throw new TypeError(`not delivered: ${answer.status}`);
  await mark(db, row);
  return true;
}

// The council hears that it is erased; asked again until it has heard. As lost.js does in the page.
async function eraseIfEnded(db, vault) {
  const answer = await ask(`/phones/state?vault=${vault.vault_id}`);
  const { state, lost_at: lost } = answer.ok ? await answer.json() : {};
  if (state !== 'ended') return;
  await erase(db, vault, lost);
  const heard = await post('/phones/erasures', { vault: vault.vault_id });
  if (heard.ok) await transact(db, ['vaults'], 'readwrite', (tx) => changeRow(tx.objectStore('vaults'), vault.handle, (kept) => kept.vault_id === vault.vault_id && { ...kept, told: true }));
}

function dropOutdated(db) {
  return transact(db, ['carried'], 'readwrite', (tx) => {
    const store = tx.objectStore('carried');
    const dropIfOld = ({ target: { result } }) => result.until < Date.now() && dropCarried(tx, result.handle);
    const asked = store.getAllKeys();
    asked.onsuccess = () => {
      for (const key of asked.result.filter(([, id]) => id === 'key')) store.get(key).onsuccess = dropIfOld;
    };
  });
}

// What an open page sends need not be carried over the same slow line.
async function letPageSend(signal) {
  const { held } = await navigator.locks.query();
  if (!held.some(({ name }) => name === SENDER)) return;
  await navigator.locks.request(SENDER, { signal }, () => {}).catch(() => {});
}

async function deliverRow(db, vaults, id, patience) {
  await letPageSend(patience);
  const row = await transact(db, ['drafts'], 'readonly', (tx) => tx.objectStore('drafts').get(id));
  const vault = row && row.deposited < row.serial && vaults.find(({ handle }) => handle === row.handle);
  return vault ? deposit(db, vault, row) : false;
}

async function deliverAll(db) {
  const [vaults, drafts] = await Promise.all([rowsOf(db, 'vaults'), rowsOf(db, 'drafts')]);
  const patience = AbortSignal.timeout(SENDING_MS);
  const outcomes = [];
  for (const { id } of drafts) outcomes.push(await deliverRow(db, vaults, id, patience).catch((error) => error));
  for (const vault of vaults.filter(({ wrapped, told }) => wrapped || !told)) await eraseIfEnded(db, vault).catch(() => {});
  const failed = outcomes.find((outcome) => outcome instanceof Error);
  if (failed) throw failed;
  return { delivered: outcomes.filter(Boolean).length };
}

async function withStore(act) {
  const db = await openStore();
  if (!db) return { delivered: 0 };
  try {
    return await act(db);
  } finally {
    db.close();
  }
}

// Without signal too, what was carried for too long goes.
function tidy() {
  return withStore(dropOutdated);
}

// One at a time, whoever asked. Rejects where something is left that may go later: the browser's sync tries again.
async function deliver() {
  await tidy();
  return navigator.locks.request('weekbook-delivery', () => withStore(deliverAll));
}
