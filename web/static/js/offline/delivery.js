// What the page asks of the worker: to carry sealed envelopes to the council, and to keep all of the app's modules.
import { dropOutdated } from 'weekbook/offline/carried-store';
import { changes, states } from 'weekbook/offline/drafts';

const TAG = 'envelopes';
// The page itself sends what was saved; a form in which nobody types any more is handed over sealed after a minute.
const [UNSENT_MS, UNFINISHED_MS] = [4000, 60_000];
// Of who writes on with short pauses.
const LONGEST_MS = 120_000;

// `ready` would wait for ever where the browser lets no worker in.
async function registered() {
  return await navigator.serviceWorker?.getRegistration() ?? null;
}

async function tell(kind) {
  const registration = await registered();
  const worker = registration && (registration.active ?? (await navigator.serviceWorker.ready).active);
  worker?.postMessage({ kind });
  return Boolean(worker);
}

// As soon as there is signal, also with the app closed where the browser has Background Sync (Chromium);
// elsewhere now if there is signal, else at the next start. Resolves to 'sync', 'worker' or 'none'.
export async function askForDelivery() {
  const registration = await registered();
  try {
    await registration.sync.register(TAG);
    return 'sync';
  } catch {
    return (await tell('deliver')) ? 'worker' : 'none';
  }
}

// After the first unlocking: from then on the app starts without signal. A first visit keeps little.
export function keepAll() {
  return tell('keep-all');
}

// Where the store does not answer just now, the worker looks for itself, when it can.
async function askIfUnsent() {
  const unsent = await states().then((all) => all.some(({ deposited, serial }) => deposited < serial), () => true);
  return unsent ? askForDelivery().catch(() => 'none') : 'none';
}

const timers = {};
let behindSince = 0;
let watching = false;

function handOver() {
  behindSince = 0;
  for (const timer of Object.values(timers)) clearTimeout(timer);
  return askIfUnsent();
}

// One form that is being written holds up no other that was saved.
function plan(state) {
  const isBeingWritten = state === 'draft' && navigator.onLine;
  behindSince ||= Date.now();
  const wait = isBeingWritten ? Math.min(UNFINISHED_MS, Math.max(0, behindSince + LONGEST_MS - Date.now())) : UNSENT_MS;
  clearTimeout(timers[isBeingWritten]);
  timers[isBeingWritten] = setTimeout(handOver, wait);
}

// From now on whatever is written here finds its way, also when the app is closed before it was sent.
export function watch() {
  if (watching) return;
  watching = true;
  changes.addEventListener('change', ({ detail: { state } }) => plan(state));
  document.addEventListener('visibilitychange', () => { if (document.hidden) handOver(); });
  addEventListener('pagehide', handOver);
  addEventListener('online', handOver);
}

// Whether anybody has unlocked or not: what was carried for too long goes, what is unsent is delivered sealed.
export async function atStart() {
  watch();
  await dropOutdated().catch(() => null); // at the next start then; what is too old is not shown meanwhile
  return askIfUnsent();
}
