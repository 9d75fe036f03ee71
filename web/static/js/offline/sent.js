// What went on the record from elsewhere than its own form: said once it is there, and listed until the phone locks.
import { clock } from 'weekbook/clock';
import { show } from 'weekbook/messages';
import { whenLocked } from 'weekbook/offline/session';

const MOST = 5;
const TOGETHER_MS = 8000;
let sent = [];
let lately = [];

export const nameOf = ({ title, about }) => [title || 'A form', about].filter(Boolean).join(', ');

// The last ones first: {id, title, about, at}.
export function lastSent() {
  return sent;
}

function say() {
  const [{ at }] = lately;
  const what = lately.length === 1 ? nameOf(lately[0]) : `${lately.length} things`;
  show('safe-bar', `${what}: safe on the record since ${clock(at)}`, TOGETHER_MS);
}

document.addEventListener('weekbook:outbox', ({ detail: { id, state, receipt, title, about, isShown } }) => {
  if (state !== 'safe') return;
  const one = { id, title, about, at: receipt.at, heard: performance.now() };
  sent = [one, ...sent.filter((other) => other.id !== id)].slice(0, MOST);
  if (isShown) return;
  lately = [one, ...lately.filter(({ heard }) => one.heard - heard < TOGETHER_MS)];
  say();
});

whenLocked(() => { sent = []; lately = []; });
