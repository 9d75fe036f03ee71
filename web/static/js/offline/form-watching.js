// What else touches a form that is being written in: the page is hidden or left, the phone locks, another tab sends.
import { askForDelivery } from 'weekbook/offline/delivery';
import { changes } from 'weekbook/offline/drafts';
import { whenLocked } from 'weekbook/offline/session';

// `keeper`: {flush(), hasUnstored, sentElsewhere(id)}. Returns a function that ends it.
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
  changes.addEventListener('change', ({ detail }) => { if (detail.state === null) keeper.sentElsewhere(detail.id); }, { signal });
  const unlock = whenLocked(() => { keeper.flush(); });
  return () => {
    away.abort();
    unlock();
  };
}

// The sender leaves this item to the form; no second tab brings it back. Returns a function that lets go.
export function holdForm(id, hold) {
  const endings = [hold];
  navigator.locks?.request(`weekbook-form-${id}`, { ifAvailable: true }, (mine) => mine && new Promise((resolve) => { endings.push(resolve); }));
  return () => endings.forEach((end) => end());
}
