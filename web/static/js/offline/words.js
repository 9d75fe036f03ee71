// The council's words list on the phone: sealed beside what is carried, and gone with it. The list itself is no secret,
// but there is one place for what a phone keeps, with one end. Without a vault it is fetched for as long as the page lives.
import { keepRecord, readRecord } from 'weekbook/offline/carried-store';
import { isOurs } from 'weekbook/ours';
import { whose } from 'weekbook/whose';

export const WORDS = 'words';
const PATIENCE_MS = 10_000;

function ask(tag, practitioner) {
  const headers = { Accept: 'application/json', ...whose(practitioner), ...(tag && { 'If-None-Match': tag }) };
  return fetch('/words/hints', { headers, cache: 'no-store', credentials: 'same-origin', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
}

// {tag, words} of an answer; null for what is not our list: nothing new, signed out, a captive portal.
async function listIn(answer) {
  if (!isOurs(answer) || !answer.ok || !answer.headers.get('Content-Type')?.startsWith('application/json')) return null;
  return { tag: answer.headers.get('ETag') ?? '', words: (await answer.json()).words };
}

// At each contact, after what is carried was fetched.
export async function renewWords(open) {
  const kept = await readRecord(open, WORDS);
  const said = await listIn(await ask(kept?.tag, open.me.practitioner));
  if (!said) return;
  await keepRecord(open, WORDS, said);
  document.dispatchEvent(new Event('weekbook:words'));
}

// [phrase, other forms, why, instead] each; null where there is none and no signal. `open`: the open vault, or null.
export async function readWords(open) {
  const kept = open && await readRecord(open, WORDS).catch(() => null);
  const said = kept ?? (navigator.onLine ? await ask('', open?.me.practitioner).then(listIn).catch(() => null) : null);
  return said?.words ?? null;
}
