// What begins when a vault is opened: sending, carrying, the badge, and room on the phone.
import { hide, show } from 'weekbook/messages';
import { whenLost, whenTaken } from 'weekbook/offline/database';
import { count } from 'weekbook/offline/drafts';
import * as outbox from 'weekbook/offline/outbox';
import { current } from 'weekbook/offline/session';
import 'weekbook/offline/sent';
import 'weekbook/elements/sync-badge';

const NEARLY_FULL = 0.9;
const LOST = { emptied: 'emptied-bar', unavailable: 'store-bar' };
const REFRESH_MS = 300_000;
let begun = false;

async function lookAtRoom() {
  const { usage, quota } = await navigator.storage?.estimate?.() ?? {};
  if (quota) (usage / quota > NEARLY_FULL ? show : hide)('full-bar');
}

// What waits to be sent goes first over a line, and to a server, that may be slow; it begins at the same event.
async function carry() {
  await new Promise((resolve) => { setTimeout(resolve); });
  await outbox.sent();
  const open = current();
  if (open) import('weekbook/offline/carried').then(({ refresh }) => refresh(open)).catch(() => null);
}

// What a form, and the page of what is unsent, need is there before the first one is shown: the signal may go in between.
const NEEDED = ['draft-form', 'on-this-phone', 'entry-photos'].map((name) => `elements/${name}`)
  .concat(['form-keeper', 'hinting', 'unsent-words', 'labels', 'notes', 'asked', 'handed-over', 'discarded'].map((name) => `offline/${name}`));

function fetchScreens() {
  for (const name of NEEDED) import(`weekbook/${name}`).catch(() => null);
}

// What an earlier vault sealed. Resolves to how many there were; what could not be rescued is tried again.
async function rescueFor(open) {
  return import('weekbook/offline/rescue').then(({ rescue }) => rescue(open)).catch(() => 0);
}

async function rescueAgain() {
  if (!current() || !await rescueFor(current())) return;
  document.dispatchEvent(new CustomEvent('weekbook:rescued'));
  outbox.soon();
}

async function tellDiscarded(open) {
  return (await import('weekbook/offline/discarded')).tellDiscarded(open);
}

// Not before the council knows what is not to go on the record.
async function fileDelivered(open) {
  await tellDiscarded(open);
  await (await import('weekbook/offline/filings')).fileDelivered(open);
}

async function tellAgain() {
  if (current()) await tellDiscarded(current()).catch(() => null);
}

function begin() {
  begun = true;
  fetchScreens();
  whenLost((reason) => show(LOST[reason]));
  // Whoever only looks at the store notices that it is another one.
  whenTaken(() => count().catch(() => null));
  for (const again of [carry, rescueAgain, tellAgain]) {
    addEventListener('online', again);
    document.addEventListener('weekbook:signal', again);
  }
  // What one may not see any more goes while the app is open, too.
  document.addEventListener('weekbook:not-there', carry);
  setInterval(() => { if (document.visibilityState === 'visible') carry(); }, REFRESH_MS);
  document.addEventListener('weekbook:touched', rescueAgain);
  navigator.storage?.persist?.().catch(() => null);
  setInterval(lookAtRoom, 60_000);
}

export async function start(open) {
  if (!begun) begin();
  lookAtRoom();
  await rescueFor(open);
  await fileDelivered(open).catch(() => null);
  outbox.start();
  import('weekbook/offline/photograph-sending').then(({ begin: send }) => send()).catch(() => null);
  carry();
}
