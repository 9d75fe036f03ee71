// The envelope, format 1: words under a fresh AES-256-GCM key, that key sealed to the phone and to the council,
// all of it bound to one place: store, id, practitioner, version. Frozen by e2e/offline/golden.
import { concat, fromBase64url, toBase64url, utf8 } from 'weekbook/offline/bytes';
import { openWith, sealTo } from 'weekbook/offline/hpke';

const FORMAT = 1;
const AES = { name: 'AES-GCM', length: 256 };
const STORES = new Set(['drafts', 'carried', 'vaults', 'photographs']);

export class CannotOpen extends Error {
  name = 'CannotOpen';
}

export function placeOf({ store, id, handle, version }) {
  const plain = [id, handle].every((part) => typeof part === 'string' && /^[\w-]+$/.test(part));
  if (!STORES.has(store) || !plain || !Number.isSafeInteger(version) || version < 1) throw new TypeError('no such place');
  return utf8(`weekbook/1\n${store}\n${id}\n${handle}\n${version}`);
}

function infoFor(place, whom) {
  return concat(place, utf8(`\n${whom}`));
}

// `recipients`: {phone, council}, raw public keys; the council's may be left out for what it need not recover.
export async function seal(bytes, place, recipients) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await crypto.subtle.generateKey(AES, true, ['encrypt']);
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', key));
  const sealing = Object.entries(recipients).map(async ([whom, publicRaw]) => [whom, await sealTo(publicRaw, infoFor(place, whom), raw)]);
  const encrypting = crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: place }, key, bytes);
  try {
    const [body, ...keys] = await Promise.all([encrypting, ...sealing]);
    return { v: FORMAT, iv, body: new Uint8Array(body), keys: Object.fromEntries(keys) };
  } finally {
    raw.fill(0);
  }
}

// Throws CannotOpen for another key, another place, another format, and for any byte that is not as it was sealed.
export async function open(envelope, place, pair, whom = 'phone') {
  try {
    if (envelope.v !== FORMAT || envelope.iv.byteLength !== 12) throw new TypeError('another format');
    const raw = await openWith(pair, infoFor(place, whom), envelope.keys[whom]);
    const key = await crypto.subtle.importKey('raw', raw, AES, false, ['decrypt']);
    raw.fill(0);
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: envelope.iv, additionalData: place }, key, envelope.body));
  } catch (cause) {
    throw new CannotOpen('this envelope does not open here', { cause });
  }
}

function mapped({ v, iv, body, keys }, change) {
  const changed = Object.entries(keys).map(([whom, key]) => [whom, change(key)]);
  return { v, iv: change(iv), body: change(body), keys: Object.fromEntries(changed) };
}

export function toWire(envelope) {
  return mapped(envelope, toBase64url);
}

export function fromWire(wire) {
  return mapped(wire, fromBase64url);
}
