// Whether there is signal. Once something got no answer the server is asked lightly, every few seconds while somebody
// looks, until it answers: then event 'weekbook:signal'. Only our own server counts, and no captive portal.
import { hide } from 'weekbook/messages';
import { current, whenOpen } from 'weekbook/offline/session';
import { isOurs } from 'weekbook/ours';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5000;
let isAway = false;
let wait = FIRST_WAIT_MS;
let timer;

export async function isThere() {
  const answer = await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(3000) }).catch(() => null);
  return Boolean(answer?.ok) && isOurs(answer);
}

async function look() {
  if (await isThere()) return found();
  wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  plan();
}

function plan() {
  clearTimeout(timer);
  if (isAway && current() && document.visibilityState === 'visible') timer = setTimeout(look, wait);
}

export function lost() {
  if (isAway) return;
  isAway = true;
  plan();
}

// For a fetch that rejected.
export function noAnswer(error) {
  lost();
  throw error;
}

export function found() {
  if (!isAway) return;
  isAway = false;
  wait = FIRST_WAIT_MS;
  clearTimeout(timer);
  hide('offline-bar');
  delete document.body.dataset.asOf;
  document.querySelectorAll('main [data-stamp] b').forEach((words) => { words.textContent = 'There is signal again.'; });
  document.dispatchEvent(new Event('weekbook:signal'));
}

document.addEventListener('visibilitychange', plan);
document.addEventListener('htmx:error', ({ detail: { ctx } }) => { if (ctx && !ctx.response) lost(); });
addEventListener('offline', lost);
addEventListener('online', () => { if (isAway) look(); });
whenOpen(plan);
