// The rows of the store `drafts`. Outside the seal lie random ids, a number and a state.
import { same, text, utf8 } from 'weekbook/offline/bytes';
import { StorageFull, transact, wasShaken } from 'weekbook/offline/database';
import { open, placeOf, seal } from 'weekbook/offline/envelope';

function placeFor({ id, handle, serial }) {
  return placeOf({ store: 'drafts', id, handle, version: serial });
}

function stateOf({ attention, submitted }) {
  if (attention) return 'attention';
  return submitted ? 'outbox' : 'draft';
}

// Half a character, as a keyboard may leave one, cannot be read again.
const whole = (_, value) => (typeof value === 'string' ? value.toWellFormed?.() ?? value : value);

// What goes into the seal, without what lies outside.
export function plain({ id, handle, vault, serial, deposited, state, ...draft }) {
  return { ...draft, saved_at: draft.saved_at ?? new Date().toISOString() };
}

export async function sealed(vault, id, serial, draft) {
  const recipients = { phone: vault.public_key, council: vault.council.public_key };
  const place = placeFor({ id, handle: vault.handle, serial });
  const envelope = await seal(utf8(JSON.stringify(draft, whole)), place, recipients);
  return { id, handle: vault.handle, vault: vault.vault_id, state: stateOf(draft), serial, deposited: 0, envelope };
}

export async function wordsIn(row, pair) {
  return JSON.parse(text(await open(row.envelope, placeFor(row), pair)));
}

// The row, if no other stands there with as high a number; otherwise that one's number. A vault that was deleted
// with the whole database under this page comes back with the first draft: without it nothing could be unlocked.
async function putOnce(vault, row) {
  return transact(['drafts', 'vaults'], 'readwrite', async (tx) => {
    const kept = await tx.objectStore('drafts').get(row.id);
    if (kept && same(kept.envelope.iv, row.envelope.iv)) return null; // at the first try after all
    if (kept && kept.serial >= row.serial) return kept.serial;
    if (wasShaken() && !(await tx.objectStore('vaults').get(vault.handle))) await tx.objectStore('vaults').put(vault);
    await tx.objectStore('drafts').put({ ...row, deposited: kept?.deposited ?? 0 });
    return null;
  });
}

// Text does not wait for room: what is only carried makes way, and is fetched again another time.
// Resolves to null, or to the number that stands there already. Rejects with StorageFull or StorageLost.
export async function put(vault, row) {
  try {
    return await putOnce(vault, row);
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error;
  }
  await transact(['carried'], 'readwrite', (tx) => tx.store.clear());
  return putOnce(vault, row);
}
