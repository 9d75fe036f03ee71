// What else touches a form that is being written in: the page is hidden or left, the phone locks, another tab sends.
import { askForDelivery } from 'weekbook/offline/delivery';
import { whenTaken } from 'weekbook/offline/database';
import { changes } from 'weekbook/offline/drafts';
import { whenLocked } from 'weekbook/offline/session';

// `keeper`: {flush(), storeAnew(), hasUnstored, answers}. Returns a function that ends it.
export function watchForm(keeper) {
  const away = new AbortController();
  const { signal } = away;
  const going = () => keeper.flush().then(askForDelivery).catch(() => null);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') going(); }, { signal });
  addEventListener('pagehide', going, { signal });
  addEventListener('beforeunload', (event) => {
    keeper.flush();
    if (keeper.hasUnstored) event.preventDefault();
  }, { signal });
  changes.addEventListener('change', ({ detail }) => keeper.answers.changedElsewhere(detail), { signal });
  const endings = [() => away.abort(), whenLocked(() => { keeper.flush(); }), whenTaken(() => keeper.storeAnew())];
  return () => endings.forEach((end) => end());
}

// A form that is left lets go a moment after the next one of its kind has come.
const PATIENCE_MS = 300;
const lockOf = (id) => `weekbook-form-${id}`;

// Resolves to a function that lets go of the item, or to null where it stands in a form of another tab.
export function claim(id) {
  if (!navigator.locks) return () => {};
  return new Promise((resolve) => {
    const asked = navigator.locks.request(lockOf(id), { signal: AbortSignal.timeout(PATIENCE_MS) }, () => new Promise((release) => { resolve(release); }));
    asked.catch(() => resolve(null));
  });
}

// The sender leaves this item to the form; no second tab brings it back, whether it was `claimed` or is new. Returns a
// function that lets go.
export function holdForm(id, hold, claimed) {
  if (claimed) return () => [hold, claimed].forEach((end) => end());
  const waiting = new AbortController();
  const endings = [hold, () => waiting.abort()];
  navigator.locks?.request(lockOf(id), { signal: waiting.signal }, () => new Promise((resolve) => { endings.push(resolve); })).catch(() => null);
  return () => endings.forEach((end) => end());
}
