// Sends what waits on this phone, item by item, until each has its receipt: on start, `online`, on becoming visible,
// after unlocking, and with longer and longer waits that never end. One tab sends; what is being typed in is left alone.
import { fingerprint } from 'weekbook/fingerprint';
import * as drafts from 'weekbook/offline/drafts';
import { current, lock, whenOpen } from 'weekbook/offline/session';

const AT_ONCE = 6;
const FIRST_WAIT_MS = 4000;
const LONGEST_WAIT_MS = 300_000;
const TIMEOUT_MS = 30_000;
const LATER = new Set([408, 425, 429, 500, 502, 503, 504, 507]);
const REASONS = {
  differs: 'What Weekbook stored is not what stands here. Open it and save it again.',
  403: 'This needs a fresh touch of your passkey. After the next one it goes by itself.',
  404: 'The family or the entry is not open to you any more, or is not there. Your words stay here to be read and copied.',
  409: 'It was changed, or signed off, after you opened it. Open it to see both texts.',
  413: 'It is too large to send. Open it and make it shorter.',
  422: 'Something in the form is missing or does not fit. Open it and save it again to see what.',
  other: 'Weekbook could not take it. Open it and save it again, or copy your words.',
};

// Forms on the screen by their draft's id: what is typed in is theirs to time.
const forms = new Map();
let timer;
let failures = 0;
let begun = false;

export const isForLater = (status) => LATER.has(status) || status >= 500;
export const reasonFor = (status) => REASONS[status] ?? REASONS.other;

export function hold(id, form) {
  forms.set(id, form);
  return () => { if (forms.get(id) === form) forms.delete(id); };
}

function tell(detail) {
  document.dispatchEvent(new CustomEvent('weekbook:outbox', { detail }));
}

// One at a time for each item, in whichever tab.
export function alone(id, act) {
  return navigator.locks ? navigator.locks.request(`weekbook-item-${id}`, act) : act();
}

export async function attend(open, draft, status) {
  const attention = { status, reason: reasonFor(status) };
  const { id, serial: _, state: __, ...words } = draft;
  const kept = await drafts.save(open, { ...words, id, attention, saved_at: draft.saved_at }, { after: draft.serial });
  forms.get(id)?.attended(attention, kept);
  tell({ id, state: 'attention' });
  return 'attention';
}

async function post({ action, fields }) {
  return fetch(action, {
    method: 'POST',
    mode: 'same-origin',
    redirect: 'manual',
    headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial', Accept: 'text/html' },
    body: new URLSearchParams(fields),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

// Nothing is let go but for a receipt of the very words, under their id.
export function matches(receipt, id, ours) {
  return receipt?.sha256 === ours && (receipt.id === id || receipt.id === undefined);
}

export function receiptOf(response) {
  try {
    return JSON.parse(response.headers.get('Weekbook-Receipt') ?? 'null');
  } catch {
    return null;
  }
}

async function deliver(open, draft) {
  const [response, ours] = await Promise.all([post(draft), fingerprint(draft.fields)]);
  const { status } = response;
  if (status === 401) {
    lock('signed-out');
    return 'waiting';
  }
  if (status === 0 || isForLater(status)) return 'waiting';
  if (status >= 400) return attend(open, draft, status);
  const receipt = receiptOf(response);
  if (!receipt) return 'waiting'; // not ours: a captive portal, or an answer cut short
  if (!matches(receipt, draft.id, ours)) return attend(open, draft, 'differs');
  const gone = await drafts.settled(draft);
  forms.get(draft.id)?.delivered(receipt, gone);
  tell({ id: draft.id, state: 'safe', receipt });
  return 'done';
}

// Resolves to done, waiting, attention, or busy while somebody types in it.
export async function send(id) {
  const open = current();
  if (!open || forms.get(id)?.isTyping) return 'busy';
  return alone(id, async () => {
    const draft = await drafts.read(open, id).catch(() => null);
    if (!draft?.submitted || draft.attention || draft.note) return 'done';
    return deliver(open, draft).catch(() => 'waiting');
  });
}

async function pass(ids) {
  const outcomes = [];
  const queue = [...ids];
  const sender = async () => {
    while (queue.length && current()) outcomes.push(await send(queue.shift()));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return outcomes;
}

async function waiting(open, { again }) {
  const states = await drafts.states(open.handle);
  if (again) await Promise.all(states.filter(({ state }) => state === 'attention').map(({ id }) => tryAgain(open, id)));
  return (await drafts.states(open.handle)).filter(({ state, vault }) => state === 'outbox' && vault === open.record.vault_id).map(({ id }) => id);
}

// After a fresh touch, what had waited for one goes again.
async function tryAgain(open, id) {
  const draft = await drafts.read(open, id).catch(() => null);
  if (draft?.attention?.status !== 403) return;
  const kept = await drafts.save(open, { ...draft, attention: null, submitted: true }, { after: draft.serial });
  forms.get(id)?.attended(null, kept);
}

function plan(outcomes) {
  clearTimeout(timer);
  if (!outcomes.some((one) => one === 'waiting' || one === 'busy')) {
    failures = 0;
    return;
  }
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  failures += 1;
  timer = setTimeout(sendAll, wait * (0.7 + 0.6 * Math.random()));
}

export async function sendAll({ again = false } = {}) {
  const open = current();
  if (!open) return;
  const outcomes = await oneSender(async () => pass(await waiting(open, { again })));
  plan(outcomes ?? ['waiting']);
}

// `null` where another tab is at it.
async function oneSender(act) {
  if (!navigator.locks) return act();
  return navigator.locks.request('weekbook-sender', { ifAvailable: true }, (mine) => (mine ? act() : null));
}

// One more try, after a while.
export function later() {
  plan(['waiting']);
}

export function soon() {
  failures = 0;
  sendAll().catch(() => plan(['waiting']));
}

export function start() {
  if (!begun) {
    begun = true;
    addEventListener('online', soon);
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') soon(); });
    document.addEventListener('weekbook:touched', () => sendAll({ again: true }));
    whenOpen(() => sendAll({ again: true }));
  }
}
