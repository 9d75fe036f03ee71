// What begins when a vault is opened: sending, carrying, the badge, and room on the phone.
import { show } from 'weekbook/messages';
import { whenLost } from 'weekbook/offline/database';
import * as outbox from 'weekbook/offline/outbox';
import { current } from 'weekbook/offline/session';
import 'weekbook/elements/sync-badge';

const NEARLY_FULL = 0.9;
let begun = false;

async function lookAtRoom() {
  const { usage, quota } = await navigator.storage?.estimate?.() ?? {};
  if (quota && usage / quota > NEARLY_FULL) show('full-bar');
}

function carry() {
  const open = current();
  if (open) import('weekbook/offline/carried').then(({ refresh }) => refresh(open)).catch(() => null);
}

// What a form needs is there before the first one is shown: the signal may go in between.
function fetchForms() {
  for (const name of ['elements/draft-form', 'offline/form-keeper', 'elements/on-this-phone']) import(`weekbook/${name}`).catch(() => null);
}

export async function start(open) {
  if (!begun) {
    begun = true;
    fetchForms();
    whenLost(() => show('store-bar'));
    addEventListener('online', carry);
    navigator.storage?.persist?.().catch(() => null);
    setInterval(lookAtRoom, 60_000);
  }
  lookAtRoom();
  await import('weekbook/offline/rescue').then(({ rescue }) => rescue(open)).catch(() => null);
  await import('weekbook/offline/filings').then(({ fileDelivered }) => fileDelivered(open)).catch(() => null);
  outbox.start();
  carry();
}
