// Bytes and their texts. The worker's file includes this one: declarations only, no imports.
export function utf8(words) {
  return new TextEncoder().encode(words);
}

export function text(bytes) {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

export function toBase64url(bytes) {
  let letters = '';
  for (let at = 0; at < bytes.byteLength; at += 8192) letters += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

// One text for one value: padding, foreign letters and loose last bits are refused.
export function fromBase64url(letters) {
  if (typeof letters !== 'string' || !/^[\w-]*$/.test(letters) || letters.length % 4 === 1) throw new TypeError('not base64url');
  const raw = atob(letters.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
  if (toBase64url(bytes) !== letters) throw new TypeError('not base64url');
  return bytes;
}

export function same(one, other) {
  return one.byteLength === other.byteLength && one.every((byte, at) => byte === other[at]);
}
