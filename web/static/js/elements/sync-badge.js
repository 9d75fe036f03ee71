// <sync-badge>: how many things on this phone are not on the record yet; the same number stands at "You" and on the
// app's icon. Beside the heading of each screen, and only where the phone has a vault.
import { announce } from 'weekbook/messages';
import { whenLost } from 'weekbook/offline/database';
import { changes, count } from 'weekbook/offline/drafts';
import { count as countPhotographs } from 'weekbook/offline/photograph-rows';
import { changes as photographs } from 'weekbook/offline/photographs';
import { current, whenLocked } from 'weekbook/offline/session';
import { lastOf } from 'weekbook/offline/turns';

// Null until it was counted: what is not known is not said to be sent, nor what went with a store that was emptied.
let unsent = null;
let isEmptied = false;
let turn = 0;

const words = () => (unsent === 0 ? 'All sent' : `${unsent} unsent`);

function showOn(badge) {
  if (unsent === null) return badge.replaceChildren();
  const link = document.createElement('a');
  link.href = '/on-this-phone';
  link.className = unsent ? 'saved waiting' : 'saved';
  link.textContent = words();
  badge.replaceChildren(link);
  htmx.process(badge);
}

function showOnPlace() {
  const mark = document.querySelector('[data-place="you"] .place-mark');
  if (!mark) return;
  if (unsent) mark.dataset.unsent = unsent > 99 ? '99+' : unsent;
  else delete mark.dataset.unsent;
}

async function countAll(handle) {
  const { kept, inPage } = await countPhotographs(handle);
  return await count(handle) + kept + inPage;
}

const look = lastOf(async () => {
  const open = current();
  const mine = turn;
  if (!open) return;
  const number = await countAll(open.handle).catch(() => unsent);
  if (mine !== turn) return;
  if (unsent && !number && !isEmptied) announce('All sent');
  unsent = isEmptied ? number || null : number;
  document.querySelectorAll('sync-badge').forEach(showOn);
  showOnPlace();
  if (unsent) navigator.setAppBadge?.(unsent)?.catch(() => null);
  else navigator.clearAppBadge?.()?.catch(() => null);
});

class SyncBadge extends HTMLElement {
  connectedCallback() {
    if (current()) showOn(this);
    look();
  }
}

// The next one to unlock may be somebody else.
whenLocked(() => { turn += 1; unsent = null; });
whenLost((reason) => { isEmptied ||= reason === 'emptied'; });
changes.addEventListener('change', look);
photographs.addEventListener('change', look);
customElements.define('sync-badge', SyncBadge);
look();
