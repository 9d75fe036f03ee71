// How the private key lies on the phone: PKCS8 under AES-GCM, whose key comes by HKDF from 32 secret bytes (the
// passkey's PRF output, or what the server hands out). The secret is the same each time, so salt and iv are fresh.
import { utf8 } from 'weekbook/offline/bytes';

const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const AES = { name: 'AES-GCM', length: 256 };
const WRAP = utf8('weekbook/1/vault-wrap');
const SEEN = utf8('weekbook/1/prf-seen');

function hkdf(salt, info) {
  return { name: 'HKDF', hash: 'SHA-256', salt, info };
}

async function ikm(secret) {
  if (secret?.byteLength !== 32) throw new TypeError('32 secret bytes are needed');
  return crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey', 'deriveBits']);
}

export async function wrapperOf(secret, salt) {
  return crypto.subtle.deriveKey(hkdf(salt, WRAP), await ikm(secret), AES, false, ['wrapKey', 'unwrapKey']);
}

// `privateKey` has to be extractable. `place` binds it to its vault.
export async function wrap(privateKey, by, secret, place) {
  const [salt, iv] = [crypto.getRandomValues(new Uint8Array(32)), crypto.getRandomValues(new Uint8Array(12))];
  const wrapper = await wrapperOf(secret, salt);
  const key = await crypto.subtle.wrapKey('pkcs8', privateKey, wrapper, { name: 'AES-GCM', iv, additionalData: place });
  return { by, salt, iv, key: new Uint8Array(key) };
}

export async function unwrap({ iv, key }, wrapper, place, { extractable = false } = {}) {
  return crypto.subtle.unwrapKey('pkcs8', key, wrapper, { name: 'AES-GCM', iv, additionalData: place }, CURVE, extractable, ['deriveBits']);
}

// By which a PRF output is known again without being kept.
export async function markOf(prf, salt) {
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf(salt, SEEN), await ikm(prf), 256));
}
