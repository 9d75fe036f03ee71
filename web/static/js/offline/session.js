// Who is in on this phone. PLAIN: no vault here, what is written lives in the page alone. OPEN: the vault's key is in
// memory. LOCKED: the key is dropped, the page cleared. body[data-vault] says which of the last two.
import { announce, hide, show } from 'weekbook/messages';
import { rest, watch } from 'weekbook/offline/watching';

// In another tab somebody signed in or unlocked: their handle, on a phone that two people share. Or null: the phone was
// handed to a family there.
const others = globalThis.BroadcastChannel && new BroadcastChannel('weekbook-unlocked');
const FIRST_SCREEN_MS = 5000;
let open = null;
const whenOpened = new Set();
const whenLockedNow = new Set();

// The open vault {handle, pair, record, me}, or null.
export function current() {
  return open;
}

export function isLocked() {
  return document.body.dataset.vault === 'locked';
}

function hear(set, callback) {
  set.add(callback);
  return () => set.delete(callback);
}

// `callback(open)` now and at each unlocking; returns a function that ends it.
export function whenOpen(callback) {
  if (open) callback(open);
  return hear(whenOpened, callback);
}

// `callback(open)` while the page and the key are still there: what is in the forms is taken up now.
export function whenLocked(callback) {
  return hear(whenLockedNow, callback);
}

function has(feature) {
  return Boolean(feature.indexedDB && feature.crypto?.subtle && feature.BroadcastChannel);
}

async function openedWith({ phone }, { prf, credential }) {
  const vaults = await import('weekbook/offline/vault');
  const kept = (await vaults.listVaults()).find((vault) => vault.handle === phone.handle);
  if (kept?.wrapped && kept.vault_id === phone.vault?.id) {
    try {
      const key = kept.wrapped.by === 'prf' ? { prf } : { wrappingKey: phone.vault.wrapping_key };
      const found = await vaults.unlock(phone.handle, key);
      await vaults.keepMe(found, phone);
      if (prf) await vaults.seePrf(found, prf, { credential });
      await vaults.tellAdopted(found);
      return found;
    } catch (error) {
      if (!(error instanceof vaults.CannotUnlock) && !(error instanceof TypeError)) throw error;
    }
  }
  // None yet, or its passkey is gone: a new one; what the old one sealed comes back by way of the council's key.
  const isFirst = !(await vaults.listVaults()).length;
  return Object.assign(await vaults.create(phone, { prf: prf ?? undefined, credential }), { isFirst });
}

// On a first visit what goes on in the background is fetched after the first screen, which stands sooner for that.
function firstScreen() {
  return new Promise((resolve) => {
    document.addEventListener('htmx:after:swap', resolve, { once: true });
    setTimeout(resolve, FIRST_SCREEN_MS);
  });
}

async function goOn(vault) {
  if (vault.isFirst) await firstScreen();
  const { start } = await import('weekbook/offline/start');
  if (open === vault) start(vault);
}

async function enter(vault) {
  // First, because it may not come: what is open must be watched.
  await import('weekbook/offline/going');
  open = vault;
  document.body.dataset.vault = 'open';
  document.body.dataset.me = vault.me.practitioner;
  watch(document.body.dataset, lock);
  others?.postMessage(vault.handle);
  for (const callback of [...whenOpened]) callback(vault);
  goOn(vault);
  return vault;
}

// A page of one person, without a vault, stays theirs: what stands in it must not be sealed to somebody else.
function isAnothers({ practitioner }) {
  const { me, vault } = document.body.dataset;
  return Boolean(me && !vault && me !== String(practitioner));
}

// After a ceremony with the server: `answer` as the server gave it, the PRF output as the passkey did. Resolves to the
// open vault, or to null where this browser cannot keep one: then everything goes on as in a page of its own.
export async function begin(answer, { prf = null, credential } = {}) {
  if (!answer.phone || !has(window) || isAnothers(answer.phone)) return null;
  if (open && open.handle === answer.phone.handle) {
    if (prf) await (await import('weekbook/offline/vault')).seePrf(open, prf, { credential }).catch(() => null);
    document.dispatchEvent(new CustomEvent('weekbook:touched', { detail: { by: open.record.wrapped.by } }));
    return open;
  }
  if (open) lock('another');
  try {
    return await enter(await openedWith(answer, { prf, credential }));
  } catch (error) {
    console.warn('Weekbook goes on without this phone’s store:', error.name, error.message);
    delete document.body.dataset.vault;
    show('store-bar');
    return null;
  }
}

// Without signal: with the passkey's PRF output alone, {prf}; in a demonstration with the door's key, {wrappingKey}.
export async function unlockHere(handle, key) {
  return enter(await (await import('weekbook/offline/vault')).unlock(handle, key));
}

// Where to go on after signing in: what is kept on a phone is said once, when the first vault is made on it.
export function onwardFrom(path, vault) {
  return vault?.isFirst && path !== '/welcome' ? `/welcome?next=${encodeURIComponent(path)}` : path;
}

// The screen at `path`, without leaving the document. In full: `//elsewhere.example/` alone would be another server's.
export function goTo(path, { push = true } = {}) {
  htmx.ajax('GET', path.startsWith('/') ? location.origin + path : path, { target: '#main', swap: 'innerHTML show:none', ...(push && { push: 'true' }) });
}

// The browser lists every address asked for, and Find's say whom one looked for; what is still under way is not added.
function forgetAddresses() {
  performance.clearResourceTimings();
  performance.setResourceTimingBufferSize(0);
}

others?.addEventListener('message', ({ data }) => { if (open && data !== open.handle) lock(data === null ? 'shown' : 'another'); });

function clearPage() {
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
  document.title = 'Weekbook';
  document.querySelector('.places').hidden = true;
  for (const bar of document.querySelectorAll('.message')) hide(bar.id);
  document.getElementById('announce').textContent = '';
  delete document.body.dataset.me;
}

// The card that unlocks, in the place of everything that was shown.
export function showLock(reason = '') {
  import('weekbook/elements/unlock-card');
  document.body.dataset.vault = 'locked';
  clearPage();
  const card = document.getElementById('lock').content.cloneNode(true);
  card.firstElementChild.dataset.reason = reason;
  const main = document.getElementById('main');
  main.replaceChildren(card);
  main.querySelector('h1').focus({ preventScroll: true });
  scrollTo(0, 0);
}

// `reason`: idle, hidden, back, signed-out, another, shown, asked. At once: nothing of the page waits for the store.
export function lock(reason = 'asked') {
  if (!open) return;
  const was = open;
  for (const callback of [...whenLockedNow]) callback(was);
  open = null;
  rest();
  forgetAddresses();
  showLock(reason);
  announce('Locked');
}
