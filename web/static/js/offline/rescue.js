// What an earlier vault of the same person sealed on this phone (its passkey is gone, or the phone's cookie): handed to
// the council sealed as it is, opened there for its author alone, sealed anew under the vault of today.
import { depositOf } from 'weekbook/offline/deposits';
import * as drafts from 'weekbook/offline/drafts';
import { post } from 'weekbook/offline/vault';

const AT_ONCE = 10;

// One tab at a time: a second one finds what the first has rescued. Resolves to how many there were; rejects where there
// is no signal, or no fresh touch.
export function rescue(open) {
  const act = () => rescueNow(open);
  return navigator.locks ? navigator.locks.request('weekbook-rescue', act) : act();
}

async function rescueNow(open) {
  const left = (await drafts.rows(open.handle)).filter(({ vault }) => vault !== open.record.vault_id);
  for (let at = 0; at < left.length; at += AT_ONCE) await handIn(open, left.slice(at, at + AT_ONCE));
  return left.length;
}

async function handIn(open, rows) {
  const envelopes = await Promise.all(rows.map((row) => depositOf(open.record, row)));
  const answer = await post('/envelopes/openings', { envelopes });
  for (const one of answer.drafts) {
    if (rows.some(({ id, serial }) => id === one.id && serial === one.serial)) await sealAnew(open, one);
  }
}

// What a tab with the earlier vault wrote on meanwhile is rescued the next time.
async function sealAnew(open, { id, serial, draft }) {
  try {
    await drafts.save(open, { ...draft, id, saved_at: draft.saved_at }, { after: serial });
  } catch (error) {
    if (error.name !== 'Overtaken') throw error;
  }
}
