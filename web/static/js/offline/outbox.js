// When what waits on this phone is sent, until each item has its receipt: on start, `online`, as soon as the server
// answers again (signal.js), on becoming visible, after unlocking, and with longer and longer waits that never end, also
// where the phone's store does not answer. One tab sends; what is being typed in is left alone.
import * as drafts from 'weekbook/offline/drafts';
import { send, tryAgain } from 'weekbook/offline/items';
import { current, whenOpen } from 'weekbook/offline/session';
import { sendTogether } from 'weekbook/offline/together';

const FIRST_WAIT_MS = 4000;
const LONGEST_WAIT_MS = 300_000;

let timer;
let failures = 0;
let begun = false;
// Asked for since the last pass began, which may not have seen it; whether a passkey was touched since.
let isMore = false;
let isTouched = false;
let underWay = Promise.resolve();

async function pass(open, ids, alone) {
  if (ids.length < 2) return Promise.all(ids.map(send));
  return sendTogether(open, ids, { alone });
}

async function waiting(open) {
  const states = await drafts.states(open.handle);
  const again = isTouched;
  [isMore, isTouched] = [false, false];
  if (again) await Promise.all(states.filter(({ state }) => state === 'attention').map(({ id }) => tryAgain(open, id)));
  return (await drafts.states(open.handle)).filter(({ state, vault }) => state === 'outbox' && vault === open.record.vault_id).map(({ id }) => id);
}

function plan(outcomes) {
  clearTimeout(timer);
  if (isMore || outcomes.some((one) => one === 'waiting' || one === 'busy')) tryAnew();
  else failures = 0;
}

function tryAnew() {
  clearTimeout(timer);
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  failures += 1;
  timer = setTimeout(sendAll, wait * (0.7 + 0.6 * Math.random()));
}

export async function sendAll({ again = false } = {}) {
  const open = current();
  if (!open) return;
  isTouched ||= again;
  const alone = failures > 0; // after a pass that failed; what is asked for meanwhile does not count against this one
  const mine = oneSender(async () => pass(open, await waiting(open), alone)).catch(() => ['waiting']);
  underWay = Promise.all([underWay, mine]).then(() => null);
  const outcomes = await mine;
  if (outcomes) plan(outcomes);
  else later();
}

// Resolves to null where another tab is at it.
async function oneSender(act) {
  if (!navigator.locks) return act();
  return navigator.locks.request('weekbook-sender', { ifAvailable: true }, (mine) => (mine ? act() : null));
}

// Resolves when what is being sent from this tab has had its answers, or had none.
export function sent() {
  return underWay;
}

// One more try, after a while.
export function later() {
  isMore = true;
  tryAnew();
}

export function soon() {
  failures = 0;
  sendAll();
}

export function start() {
  if (!begun) {
    begun = true;
    addEventListener('online', soon);
    document.addEventListener('weekbook:signal', soon);
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') soon(); });
    document.addEventListener('weekbook:touched', () => sendAll({ again: true }));
    whenOpen(() => sendAll({ again: true }));
  }
}
