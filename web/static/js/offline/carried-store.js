// What a phone carries, as it lies there: records under one AES-GCM key for each practitioner, that key sealed to the
// phone. Outside lie random ids, and until when it may be kept. The place binds each record to its id and practitioner.
import { text, utf8 } from 'weekbook/offline/bytes';
import { transact } from 'weekbook/offline/database';
import { placeOf } from 'weekbook/offline/envelope';
import { openWith, sealTo } from 'weekbook/offline/hpke';

const AES = { name: 'AES-GCM', length: 256 };
const KEY = 'key';
const keys = new WeakMap();

function place(handle, id) {
  return placeOf({ store: 'carried', id, handle, version: 1 });
}

function importKey(raw) {
  return crypto.subtle.importKey('raw', raw, AES, false, ['encrypt', 'decrypt']);
}

function everything(handle) {
  return IDBKeyRange.bound([handle], [handle, []]);
}

function row(handle, id) {
  return transact(['carried'], 'readonly', (tx) => tx.store.get([handle, id]));
}

// The key that lies on the phone. Null where there is none, where it is older than may be, or made for another vault.
async function keptKey(open, now) {
  const kept = await row(open.handle, KEY);
  if (!kept || kept.until < now) return null;
  try {
    return { key: await importKey(await openWith(open.pair, place(open.handle, KEY), kept.body)), sealed: kept };
  } catch {
    return null;
  }
}

async function newKey({ handle, record }) {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const body = await sealTo(record.public_key, place(handle, KEY), raw);
  const key = await importKey(raw);
  raw.fill(0);
  return { key, sealed: { handle, id: KEY, iv: new Uint8Array(), body } };
}

// Looked at anew each time as far as time goes: what was carried for too long is not shown, though the app is open.
async function keyOf(open, now = Date.now()) {
  const known = keys.get(open);
  if (known?.sealed.until >= now) return known;
  const found = await keptKey(open, now);
  if (found) keys.set(open, found);
  else keys.delete(open);
  return found;
}

export async function readRecord(open, id) {
  const [held, kept] = await Promise.all([keyOf(open), row(open.handle, id)]);
  if (!held || !kept) return null;
  try {
    const sealing = { name: 'AES-GCM', iv: kept.iv, additionalData: place(open.handle, id) };
    return JSON.parse(text(new Uint8Array(await crypto.subtle.decrypt(sealing, held.key, kept.body))));
  } catch {
    return null;
  }
}

async function sealed(handle, key, id, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealing = { name: 'AES-GCM', iv, additionalData: place(handle, id) };
  return { handle, id, iv, body: new Uint8Array(await crypto.subtle.encrypt(sealing, key, utf8(JSON.stringify(value)))) };
}

// One more record beside what is carried, until that goes; nothing where nothing is carried.
export async function keepRecord(open, id, value) {
  const held = await keyOf(open);
  if (!held) return;
  const one = await sealed(open.handle, held.key, id, value);
  await transact(['carried'], 'readwrite', async (tx) => {
    if (await tx.store.get([open.handle, KEY])) await tx.store.put(one);
  });
}

// Puts `records` ({id: value}) there, keeps those in `kept` (ids) and removes all others, until `until`, in one
// transaction; nothing where the vault was erased or replaced meanwhile. Resolves to whether it was done.
export async function replaceRecords(open, records, kept, until) {
  const { handle, record } = open;
  const held = await keyOf(open) ?? await newKey(open);
  const rows = await Promise.all(Object.entries(records).map(([id, value]) => sealed(handle, held.key, id, value)));
  const stays = new Set([KEY, ...kept, ...Object.keys(records)]);
  const keyRow = { ...held.sealed, until };
  const done = await transact(['carried', 'vaults'], 'readwrite', async (tx) => {
    const [carried, vault] = [tx.objectStore('carried'), await tx.objectStore('vaults').get(handle)];
    if (!vault?.wrapped || vault.vault_id !== record.vault_id) return false;
    const there = await carried.getAllKeys(everything(handle));
    await Promise.all([
      ...there.filter(([, id]) => !stays.has(id)).map((key) => carried.delete(key)),
      ...[keyRow, ...rows].map((one) => carried.put(one)),
    ]);
    return true;
  });
  if (done) keys.set(open, { key: held.key, sealed: keyRow });
  return done;
}

export function dropRecords(handle) {
  return transact(['carried'], 'readwrite', (tx) => tx.store.delete(everything(handle)));
}

// Whatever was kept for longer than it may be, of everybody on this phone; also while locked.
export function dropOutdated(now = Date.now()) {
  return transact(['carried'], 'readwrite', async (tx) => {
    const sealedKeys = (await tx.store.getAllKeys()).filter(([, id]) => id === KEY);
    const kept = await Promise.all(sealedKeys.map((key) => tx.store.get(key)));
    await Promise.all(kept.filter(({ until }) => until < now).map(({ handle }) => tx.store.delete(everything(handle))));
  });
}
