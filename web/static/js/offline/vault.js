// One practitioner's key pair on this phone. The public key lies open, so that saving works while locked; the private
// key lies there wrapped, and once unlocked lives in this document's memory only, where it cannot be exported.
import { fromBase64url, same, toBase64url } from 'weekbook/offline/bytes';
import { freshRecord, keepDoorKey, keepNew, listVaults, markUsed, placeFor, readMe, renew, renewMe, sealMe } from 'weekbook/offline/vault-rows';
import { markOf, unwrap, wrap, wrapperOf } from 'weekbook/offline/wrapping';
import { whose } from 'weekbook/whose';

export { contacted, eraseKeys, listVaults } from 'weekbook/offline/vault-rows';

const CURVE = 'P-256';
const PATIENCE_MS = 30_000;
// The wrapping key of a vault opened by the server's key, until the passkey takes over; out of reach for other scripts.
const wrappers = new WeakMap();

// `reason`: 'none' (no such vault), 'erased', 'by' (wrapped by the other kind of key), 'wrong' (not this key).
export class CannotUnlock extends Error {
  name = 'CannotUnlock';

  constructor(reason, options) {
    super(`this vault does not open: ${reason}`, options);
    this.reason = reason;
  }
}

export async function post(url, body) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', ...whose() };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw Object.assign(new Error(`${url} answered ${answer.status}`), { status: answer.status });
  return answer.status === 204 ? null : answer.json();
}

async function opened(record, wrapper, privateKey, me) {
  const publicKey = await crypto.subtle.importKey('raw', record.public_key, { name: 'ECDH', namedCurve: CURVE }, true, []);
  const open = { handle: record.handle, pair: { publicKey, privateKey }, record, me };
  if (record.wrapped.by === 'server') wrappers.set(open, wrapper);
  return open;
}

// A new vault for `phone` (of a sign-in's answer), registered with the server, whose key wraps it at first. An earlier
// vault of this practitioner is replaced; its drafts stay, for the council to open (POST /envelopes/openings).
export async function create(phone, { prf, credential, register = (vault) => post('/phones/this/vault', vault) } = {}) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: CURVE }, true, ['deriveBits']);
  const signing = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: CURVE }, false, ['sign']);
  const record = await freshRecord(phone, pair, signing);
  const { practitioner, name, places } = phone;
  const me = { practitioner, name, places };
  const answer = await register({ id: record.vault_id, public_key: toBase64url(record.public_key), signing_key: toBase64url(record.signing_public) });
  const secret = fromBase64url(answer.wrapping_key);
  const wrapped = await wrap(pair.privateKey, 'server', secret, placeFor(record));
  const whole = { ...record, wrapped, me: await sealMe(record, me), credentials: credential ? [credential] : [] };
  const kept = await keepNew(whole);
  const wrapper = await wrapperOf(secret, wrapped.salt);
  const open = await opened(await keepDoorKey(kept, phone, answer.wrapping_key), wrapper, await unwrap(wrapped, wrapper, placeFor(record)), me);
  if (prf) await seePrf(open, prf, { credential });
  return open;
}

async function unwrapped(record, secret) {
  try {
    const wrapper = await wrapperOf(secret, record.wrapped.salt);
    return [wrapper, await unwrap(record.wrapped, wrapper, placeFor(record))];
  } catch (cause) {
    throw new CannotUnlock('wrong', { cause });
  }
}

// With the passkey's PRF output (32 bytes) or the server's wrapping key (base64url). Throws CannotUnlock.
// Resolves to an open vault: {handle, pair, record, me: {practitioner, name, places}}.
export async function unlock(handle, { prf, wrappingKey }) {
  const record = (await listVaults()).find((row) => row.handle === handle);
  if (!record) throw new CannotUnlock('none');
  if (!record.wrapped) throw new CannotUnlock('erased');
  if (record.wrapped.by !== (prf ? 'prf' : 'server')) throw new CannotUnlock('by');
  const [wrapper, privateKey] = await unwrapped(record, prf ?? fromBase64url(wrappingKey));
  const used = await markUsed(record);
  if (!used) throw new CannotUnlock('erased');
  const open = await opened(used, wrapper, privateKey, null);
  open.me = await readMe(record, open.pair);
  return open;
}

// `phone` of a sign-in's answer: who the vault's practitioner is, which places they have, the council's present key.
export async function keepMe(open, phone) {
  const { practitioner, name, places, council, vault } = phone;
  open.me = { practitioner, name, places };
  open.record = await renewMe(open.record, open.me, council) ?? open.record;
  open.record = await keepDoorKey(open.record, phone, vault?.wrapping_key);
}

async function forgetAtServer() {
  await post('/phones/this/prf', {});
}

// Asks the server to forget its wrapping key, if it was not yet told. Resolves to whether it has been.
export async function tellAdopted(open, tell = forgetAtServer) {
  if (!open.record.untold) return open.record.wrapped.by === 'prf';
  try {
    await tell();
  } catch {
    return false;
  }
  open.record = await renew(open.record, { untold: false }) ?? open.record;
  return true;
}

// Wraps the private key anew under the PRF output, where two ceremonies with one passkey gave the same
// (iOS below 18.4 did not). Only for a vault opened by the server's key. Resolves to whether it is wrapped by PRF.
export async function adoptPrf(open, one, two, { credential, tell } = {}) {
  const wrapper = wrappers.get(open);
  if (!wrapper || !same(one, two)) return open.record.wrapped.by === 'prf';
  const place = placeFor(open.record);
  const wrapped = await wrap(await unwrap(open.record.wrapped, wrapper, place, { extractable: true }), 'prf', one, place);
  await unwrap(wrapped, await wrapperOf(two, wrapped.salt), place);
  const credentials = credential ? [credential] : open.record.credentials;
  const renewed = await renew(open.record, { wrapped, credentials, seen: null, untold: true, door_key: null });
  if (!renewed) return false;
  open.record = renewed;
  wrappers.delete(open);
  await tellAdopted(open, tell);
  return true;
}

// What each ceremony's PRF output is shown to. The first leaves a mark from which it cannot be had; a second from the
// same passkey, days later if need be, is adopted when it is the same. Resolves to 'adopted', 'seen' or 'different'.
export async function seePrf(open, prf, { credential, tell } = {}) {
  const { wrapped, seen } = open.record;
  if (wrapped.by === 'prf') return 'adopted';
  const salt = seen?.salt ?? crypto.getRandomValues(new Uint8Array(32));
  const mark = await markOf(prf, salt);
  const again = Boolean(seen) && seen.credential === credential;
  if (again && same(seen.mark, mark)) return (await adoptPrf(open, prf, prf, { credential, tell })) ? 'adopted' : 'seen';
  const renewed = await renew(open.record, { seen: { credential, salt, mark } });
  if (renewed) open.record = renewed;
  return again ? 'different' : 'seen';
}
