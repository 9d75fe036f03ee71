// What was posted, as one hash that phone and server can each make for themselves:
// every field in form order as name, U+001F, value with CRLF line ends, U+001E.
const UNHASHED = new Set(['draft_id', 'opened_version', 'written_on_phone_at']);

export function canonical(entries) {
  let text = '';
  for (const [name, value] of entries) {
    if (UNHASHED.has(name) || typeof value !== 'string') continue;
    text += `${name}\x1f${value.replace(/\r\n|\r|\n/g, '\r\n')}\x1e`;
  }
  return text;
}

export async function fingerprint(entries) {
  const bytes = new TextEncoder().encode(canonical(entries));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
