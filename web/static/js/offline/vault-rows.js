// The rows of the store `vaults`: one for each practitioner who uses this browser.
import { fromBase64url, text, utf8 } from 'weekbook/offline/bytes';
import { StorageFull, transact } from 'weekbook/offline/database';
import { open, placeOf, seal } from 'weekbook/offline/envelope';

const HOUR = 3_600_000;

// What lies open says no more of a time than its hour.
export function hour(now = Date.now()) {
  return Math.floor(now / HOUR) * HOUR;
}

// Version 1 of a vault is its private key, version 2 who it belongs to.
export function placeFor({ vault_id: id, handle }, version = 1) {
  return placeOf({ store: 'vaults', id, handle, version });
}

async function publicRaw({ publicKey }) {
  return new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
}

function councilOf({ id, public_key: key }) {
  return { id, public_key: fromBase64url(key) };
}

export async function freshRecord({ handle, council }, pair, signing) {
  return {
    handle,
    vault_id: crypto.randomUUID(),
    format: 1,
    public_key: await publicRaw(pair),
    signing_key: signing.privateKey,
    signing_public: await publicRaw(signing),
    council: councilOf(council),
    credentials: [],
    used: 0,
    contact: hour(),
  };
}

// Only for the phone: the council knows who its practitioners are.
export async function sealMe(record, me) {
  return seal(utf8(JSON.stringify(me)), placeFor(record, 2), { phone: record.public_key });
}

export async function readMe(record, pair) {
  return JSON.parse(text(await open(record.me, placeFor(record, 2), pair)));
}

// What the last sign-in said of the vault's practitioner, and of the council's key.
export async function renewMe(record, me, council) {
  return renew(record, { me: await sealMe(record, me), ...(council && { council: councilOf(council) }) });
}

// Rows as they lie there, the last used first.
export async function listVaults() {
  const all = await transact(['vaults'], 'readonly', (tx) => tx.store.getAll());
  return all.sort((one, other) => other.used - one.used);
}

// A full phone must still open: what this would have noted is left out.
function orNone(error) {
  if (error instanceof StorageFull) return null;
  throw error;
}

// Changes a row, unless another vault stands there by now. Resolves to the new row, or null where none was kept.
export async function renew({ handle, vault_id: id }, change) {
  return transact(['vaults'], 'readwrite', async (tx) => {
    const kept = await tx.store.get(handle);
    if (!kept || kept.vault_id !== id) return null;
    const renewed = { ...kept, ...change };
    await tx.store.put(renewed);
    return renewed;
  }).catch(orNone);
}

async function lastUsed(tx) {
  return Math.max(0, ...(await tx.store.getAll()).map(({ used }) => used));
}

export async function keepNew(record) {
  return transact(['vaults'], 'readwrite', async (tx) => {
    const { discarded = [] } = await tx.store.get(record.handle) ?? {};
    const kept = { ...record, used: await lastUsed(tx) + 1, discarded };
    await tx.store.put(kept);
    return kept;
  });
}

// A demonstration's door needs no passkey: what opens its vault lies on the phone openly, and the page says so. Kept only
// where the server said that it was the door (`by_door`), which no server but a demonstration says.
export async function keepDoorKey(record, { by_door: isDoor }, key) {
  return isDoor && key && record.wrapped.by === 'server' ? await renew(record, { door_key: key }) ?? record : record;
}

// Notes that this vault was used last. Resolves to the row as it stands; null where it was erased or replaced meanwhile.
export async function markUsed({ handle, vault_id: id }) {
  let row = null;
  await transact(['vaults'], 'readwrite', async (tx) => {
    row = await tx.store.get(handle);
    if (!row?.wrapped || row.vault_id !== id) row = null;
    else await tx.store.put({ ...row, used: await lastUsed(tx) + 1 });
  }).catch(orNone);
  return row;
}

// In a transaction over `vaults`: a draft that its author does not need, as long as the council does not know of it.
export async function noteDiscarded(vaults, { handle, id }) {
  const kept = await vaults.get(handle);
  if (kept) await vaults.put({ ...kept, discarded: [...kept.discarded ?? [], id] });
}

export async function listDiscarded({ handle }) {
  return (await transact(['vaults'], 'readonly', (tx) => tx.store.get(handle)))?.discarded ?? [];
}

// The council knows, or its author brought it back.
export async function forgetDiscarded({ handle }, id) {
  await transact(['vaults'], 'readwrite', async (tx) => {
    const kept = await tx.store.get(handle);
    if (kept?.discarded?.includes(id)) await tx.store.put({ ...kept, discarded: kept.discarded.filter((one) => one !== id) });
  });
}

// There was contact with the server. Rounded: the row lies open and need not say when somebody worked.
export async function contacted({ handle, vault_id: id }, now) {
  return renew({ handle, vault_id: id }, { contact: hour(now) });
}

async function erase(handle, left, id) {
  await transact(['vaults', 'carried'], 'readwrite', async (tx) => {
    const [vaults, carried] = [tx.objectStore('vaults'), tx.objectStore('carried')];
    const kept = await vaults.get(handle);
    if (id && kept?.vault_id !== id) return;
    await carried.delete(IDBKeyRange.bound([handle], [handle, []]));
    await (kept && left ? vaults.put({ ...kept, ...left }) : vaults.delete(handle));
  });
}

// A phone reported lost: the private key goes, and what was carried. What was being written stays, sealed, with the
// key that signs it, so that the council's key can open it for its author should the phone be found. Where a full
// phone takes no row, the whole row goes: a new vault's key can sign as well. `lost`: since when; `id`: of that vault only.
export async function eraseKeys(handle, { lost = null, id } = {}) {
  try {
    await erase(handle, { wrapped: null, me: null, seen: null, lost }, id);
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error;
    await erase(handle, null, id);
  }
}
