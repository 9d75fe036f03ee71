// What is being written and what is not yet sent, sealed. Saving needs only the public key, so it works while locked.
import { transact } from 'weekbook/offline/database';
import { plain, put, sealed, wordsIn } from 'weekbook/offline/draft-rows';
import { inTurn } from 'weekbook/offline/turns';
import { noteDiscarded } from 'weekbook/offline/vault-rows';

export const STATES = ['draft', 'outbox', 'attention'];

// Another tab wrote the same draft after the version that was to be replaced.
export class Overtaken extends Error {
  name = 'Overtaken';
}

// Every change in this tab and in the others: event 'change', detail {id, handle, state, serial}; state null = removed,
// `isSafe` because it is on the record.
export const changes = new EventTarget();
const channel = new BroadcastChannel('weekbook-drafts');
const serials = new Map();

function announce(detail) {
  changes.dispatchEvent(new CustomEvent('change', { detail }));
}

function tell(detail) {
  serials.set(detail.id, Math.max(detail.serial, serials.get(detail.id) ?? 0));
  channel.postMessage(detail);
  announce(detail);
}

channel.addEventListener('message', ({ data }) => announce(data));

async function saveNow(vault, id, words, after) {
  let serial = after ?? serials.get(id) ?? 0;
  for (;;) {
    const row = await sealed(vault, id, serial + 1, words);
    const taken = await put(vault, row);
    if (taken === null) {
      tell({ id, handle: row.handle, state: row.state, serial: row.serial });
      return { id, serial: row.serial, state: row.state, saved_at: words.saved_at };
    }
    if (after !== undefined) throw new Overtaken('another tab wrote this draft meanwhile');
    serial = taken;
  }
}

// `who`: an open vault or a row of `listVaults`. `draft`: {id, form, action, title, about, fields, submitted, …}.
// `after`: the serial that these words replace; where another tab wrote since, rejects with Overtaken.
// Resolves to {id, serial, state, saved_at} once it is on the disk; rejects with StorageFull or StorageLost.
export function save(who, draft, { after } = {}) {
  const words = plain(draft);
  return inTurn(draft.id, () => saveNow(who.record ?? who, draft.id, words, after));
}

async function opened(open, row) {
  const { id, serial, state, deposited, vault } = row;
  serials.set(id, Math.max(serial, serials.get(id) ?? 0));
  return { ...(await wordsIn(row, open.pair)), id, serial, state, deposited, vault };
}

// The rows of one practitioner, or of all on this phone; nothing in them can be read.
export async function rows(handle) {
  const all = await transact(['drafts'], 'readonly', (tx) => tx.objectStore('drafts').getAll());
  return all.filter((row) => handle === undefined || row.handle === handle);
}

// The draft, or null where this practitioner has none of that id. Throws CannotOpen.
export async function read(open, id) {
  const row = await transact(['drafts'], 'readonly', (tx) => tx.objectStore('drafts').get(id));
  return row?.handle === open.handle ? opened(open, row) : null;
}

// All drafts of this practitioner, the latest first; what cannot be opened comes last as {id, serial, …, unreadable: true}.
export async function list(open) {
  const found = (await rows(open.handle)).map((row) => opened(open, row).catch(() => {
    const { id, serial, state, deposited, vault } = row;
    return { id, serial, state, deposited, vault, saved_at: '', unreadable: true };
  }));
  return (await Promise.all(found)).sort((one, other) => other.saved_at.localeCompare(one.saved_at));
}

// How many are unsent, for the badge: also while locked.
export async function count(handle) {
  return (await rows(handle)).length;
}

export async function states(handle) {
  return (await rows(handle)).map(({ id, handle: whose, vault, state, serial, deposited }) => ({ id, handle: whose, vault, state, serial, deposited }));
}

function tellGone({ id, handle, serial }, isSafe = false) {
  tell({ id, handle, state: null, serial, isSafe });
}

// What is on the record need not be gone from the disk at once: back after a power cut, it is sent again and has the
// same receipt.
async function removeNow(id, serial, isSafe) {
  const row = await transact(['drafts'], 'readwrite', async (tx) => {
    const kept = await tx.store.get(id);
    if (!kept || (serial !== undefined && kept.serial !== serial)) return null;
    await tx.store.delete(id);
    return kept;
  }, isSafe ? 'relaxed' : 'strict');
  if (row) tellGone(row, isSafe);
  return row !== null;
}

// With `serial`, only if nothing was written since. Resolves to whether it is gone.
export function remove(id, { serial, isSafe } = {}) {
  return inTurn(id, () => removeNow(id, serial, isSafe));
}

async function discardNow(id) {
  const row = await transact(['drafts', 'vaults'], 'readwrite', async (tx) => {
    const kept = await tx.objectStore('drafts').get(id);
    if (!kept) return null;
    await tx.objectStore('drafts').delete(id);
    if (kept.deposited) await noteDiscarded(tx.objectStore('vaults'), kept);
    return kept;
  });
  if (row) tellGone(row);
}

// Its author does not need it. What the council has of it is noted, until it is put away there as well (discarded.js).
export function discard(id) {
  return inTurn(id, () => discardNow(id));
}

// It is on the record: it goes, if nothing was written since, and with it the notes whose words it took, everywhere.
// Resolves to whether it is gone.
export async function settled({ id, serial, took = [] }) {
  const gone = await remove(id, { serial, isSafe: true });
  if (gone) await Promise.all(took.map((note) => discard(note)));
  return gone;
}

// The server keeps the envelope of that serial.
export async function deposited(id, serial) {
  await transact(['drafts'], 'readwrite', async (tx) => {
    const kept = await tx.store.get(id);
    if (kept && kept.deposited < serial) await tx.store.put({ ...kept, deposited: serial });
  });
}
