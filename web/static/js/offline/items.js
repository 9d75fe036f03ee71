// One item of the outbox on its way: posted alone or among others, let go for its receipt, or kept with its reason.
import { fingerprint } from 'weekbook/fingerprint';
import * as drafts from 'weekbook/offline/drafts';
import { current, lock } from 'weekbook/offline/session';
import { noAnswer } from 'weekbook/offline/signal';
import { onlyOurs } from 'weekbook/ours';
import { whose } from 'weekbook/whose';

const TIMEOUT_MS = 30_000;
const LATER = new Set([408, 425, 429, 500, 502, 503, 504, 507]);
const REASONS = {
  differs: 'What Weekbook stored is not what stands here. Open it and save it again.',
  403: 'This needs a fresh touch of your passkey. After the next one it goes by itself.',
  404: 'The family, the question or the entry is not open to you any more, or is not there. Your words stay here to be read and copied.',
  409: 'Changed on another phone, settled or signed off: open it to see what stands there. Your words stay here.',
  413: 'It is too large to send. Open it and make it shorter.',
  422: 'Something in the form is missing or does not fit. Open it and save it again to see what.',
  other: 'Weekbook could not take it. Open it and save it again, or copy your words.',
};

// Forms on the screen by their draft's id: what is typed in is theirs to time.
const forms = new Map();

export const isForLater = (status) => LATER.has(status) || status >= 500;
export const reasonFor = (status) => REASONS[status] ?? REASONS.other;
export const isTypedIn = (id) => Boolean(forms.get(id)?.isTyping);

export function hold(id, form) {
  forms.set(id, form);
  return () => { if (forms.get(id) === form) forms.delete(id); };
}

// Not on a screen that is locked by now, nor to whoever unlocked it after.
function tell(open, detail) {
  if (current() === open) document.dispatchEvent(new CustomEvent('weekbook:outbox', { detail }));
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
  tell(open, { id, state: 'attention' });
  return 'attention';
}

async function post({ me }, { action, fields, serial }) {
  return fetch(action, {
    method: 'POST',
    mode: 'same-origin',
    redirect: 'manual',
    headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial', Accept: 'text/html', 'Weekbook-Serial': String(serial), ...whose(me.practitioner) },
    body: new URLSearchParams(fields),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

// Nothing is let go but for a receipt of the very words, under their id.
export function matches(receipt, id, ours) {
  return receipt?.sha256 === ours && receipt.id === id;
}

export function receiptOf(response) {
  try {
    return JSON.parse(response.headers.get('Weekbook-Receipt') ?? 'null');
  } catch {
    return null;
  }
}

// What becomes of the draft by the answer to its form, which came alone or among others.
export async function settle(open, draft, { status, receipt }) {
  if (status === 401) {
    lock('signed-out');
    return 'waiting';
  }
  if (status === 0 || isForLater(status)) return 'waiting';
  if (status >= 400) return attend(open, draft, status);
  if (!receipt) return 'waiting'; // not ours: a captive portal, or an answer cut short
  if (!matches(receipt, draft.id, await fingerprint(draft.fields))) return attend(open, draft, 'differs');
  const gone = await drafts.settled(draft);
  forms.get(draft.id)?.delivered(receipt, gone);
  tell(open, { id: draft.id, state: 'safe', receipt, title: draft.title, about: draft.about, isShown: forms.has(draft.id) });
  return 'done';
}

export async function deliver(open, draft) {
  const response = onlyOurs(await post(open, draft).catch(noAnswer));
  return settle(open, draft, { status: response.status, receipt: receiptOf(response) });
}

// The item, where it is to be sent; null where it is gone, or is not. Rejects where the store does not answer.
export async function toSend(open, id) {
  const draft = await drafts.read(open, id).catch((error) => {
    if (error.name === 'StorageLost') throw error;
    return null;
  });
  return draft?.submitted && !draft.attention && !draft.note ? draft : null;
}

async function sendNow(open, id) {
  const draft = current() === open && await toSend(open, id);
  return draft ? deliver(open, draft) : 'done';
}

// Resolves to done, waiting, attention, or busy while somebody types in it.
export async function send(id) {
  const open = current();
  if (!open || isTypedIn(id)) return 'busy';
  return alone(id, () => sendNow(open, id).catch(() => 'waiting'));
}

// After a fresh touch, what had waited for one goes again.
export async function tryAgain(open, id) {
  const draft = await drafts.read(open, id).catch(() => null);
  if (draft?.attention?.status !== 403) return;
  const kept = await drafts.save(open, { ...draft, attention: null, submitted: true }, { after: draft.serial });
  forms.get(id)?.attended(null, kept);
}
