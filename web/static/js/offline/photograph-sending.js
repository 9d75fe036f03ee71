// Photographs go after the words: each once its entry is on the record, one at a time, let go for a receipt of the very
// picture. Tried at the times when the outbox is (outbox.js), after it, and never in its way.
import * as drafts from 'weekbook/offline/drafts';
import { isForLater, receiptOf } from 'weekbook/offline/items';
import { sent as wordsSent } from 'weekbook/offline/outbox';
import { bringBack, changes, isBeingWritten, isOnRecord, isShut, isTyped, mine, pictureOf, putAway, refuse, remove, rescue, wordsOf } from 'weekbook/offline/photographs';
import { putAgain } from 'weekbook/offline/photograph-rows';
import { current, whenOpen } from 'weekbook/offline/session';
import { onlyOurs } from 'weekbook/ours';
import { whose } from 'weekbook/whose';

const FIRST_WAIT_MS = 4000;
const LONGEST_WAIT_MS = 300_000;
const TIMEOUT_MS = 60_000;
const NOT_THERE = 'What it belongs to is not on the record, or not open to you any more. The photograph stays on this phone until you take it out.';
const DIFFERS = 'What Weekbook stored is not what lies here. Take it out, then take it once more.';
const discarded = new Map();

let timer;
let failures = 0;
let begun = false;
let isMore = false;

async function hash(bytes) {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function formOf(picture, { caption, taken_at: takenAt }) {
  const form = new FormData();
  form.set('caption', caption);
  form.set('taken_at', takenAt);
  form.set('picture', new Blob([picture], { type: 'image/jpeg' }), 'photograph.jpg');
  return form;
}

async function post({ entry, id }, form) {
  return onlyOurs(await fetch(`/entries/${entry}/photographs/${id}`, {
    method: 'POST', mode: 'same-origin', redirect: 'manual', headers: { Accept: 'text/plain', ...whose() }, body: form, signal: AbortSignal.timeout(TIMEOUT_MS),
  }));
}

async function reasonIn(answer) {
  if (answer.headers.get('Content-Type')?.startsWith('text/plain')) return answer.text();
  return NOT_THERE;
}

async function settle(row, caption, picture, answer) {
  if (answer.status === 401 || isForLater(answer.status)) return 'waiting';
  if (answer.status >= 400) {
    await refuse(row.id, await reasonIn(answer));
    return 'attention';
  }
  const receipt = receiptOf(answer);
  if (!receipt) return 'waiting';
  const isSame = receipt.id === row.id && receipt.sha256 === await hash(picture) && receipt.caption === caption.normalize('NFC').trim();
  await (isSame ? remove(row.id, row.entry, receipt) : refuse(row.id, DIFFERS));
  return isSame ? 'done' : 'attention';
}

// `again`: also what was refused before.
async function send(open, row, again) {
  const words = await wordsOf(open, row);
  if (!words.caption.trim() || (words.reason && !again)) return 'asleep';
  const picture = await pictureOf(open, row);
  return settle(row, words.caption, picture, await post(row, formOf(picture, words)));
}

async function pass(again) {
  await wordsSent();
  await putAgain();
  const open = current();
  if (!open && document.body.dataset.vault) return []; // locked
  const unsent = new Set(open ? (await drafts.states(open.handle)).map(({ id }) => id) : []);
  if (open) await rescue(open).catch(() => null); // tried again with the next touch, or signal
  const outcomes = [];
  for (const { row } of await mine()) {
    if (isShut(open, row) || unsent.has(row.entry) || isBeingWritten(row.entry) || isTyped(row.id)) continue; // its words go first
    outcomes.push(await send(open, row, again).catch(() => 'waiting'));
    if (outcomes.at(-1) === 'waiting' || current() !== open) break;
  }
  return outcomes;
}

async function oneSender(act) {
  if (!navigator.locks) return act();
  return navigator.locks.request('weekbook-photograph-sender', { ifAvailable: true }, (held) => (held ? act() : ['waiting']));
}

export async function sendAll({ again = false } = {}) {
  clearTimeout(timer);
  isMore = false;
  const outcomes = await oneSender(() => pass(again)).catch(() => ['waiting']);
  if (!isMore && !outcomes.includes('waiting')) {
    failures = 0;
    return;
  }
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  failures += 1;
  clearTimeout(timer);
  timer = setTimeout(sendAll, wait * (0.7 + 0.6 * Math.random()));
}

function soon() {
  failures = 0;
  isMore = true;
  sendAll();
}

function heard(entry) {
  isOnRecord(entry);
  failures = 0;
  sendAll({ again: true }); // it may have been asked for too early
}

// Discarded with its draft; and back with it, while the page remembers.
async function follow({ detail: { id, handle, state, isSafe } }) {
  if (isSafe) return heard(id);
  if (state === null) {
    const all = await putAway(id, handle);
    if (all.length) discarded.set(id, all);
  } else if (discarded.has(id)) {
    const all = discarded.get(id);
    discarded.delete(id);
    await bringBack(all);
  }
}

export function begin() {
  if (begun) return;
  begun = true;
  addEventListener('online', soon);
  document.addEventListener('weekbook:signal', soon);
  document.addEventListener('weekbook:receipt', ({ detail }) => heard(detail.id));
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') soon(); });
  document.addEventListener('weekbook:touched', () => sendAll({ again: true }));
  drafts.changes.addEventListener('change', follow);
  changes.addEventListener('change', ({ detail: { receipt } }) => { if (!receipt) soon(); });
  whenOpen(() => sendAll({ again: true }));
  if (!current()) sendAll();
}
