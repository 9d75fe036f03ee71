// What was delivered sealed, with the app closed, goes on the record when its author unlocks; what the server then
// says of each is heard here, and the local copy is let go for a receipt of the same words alone.
import { fingerprint } from 'weekbook/fingerprint';
import * as drafts from 'weekbook/offline/drafts';
import { attend, matches } from 'weekbook/offline/items';
import { post } from 'weekbook/offline/vault';

// What the form itself would have refused. Anything else goes the ordinary way, by its own post.
const REFUSED = new Set([404, 409, 422]);

async function settle(open, { id, receipt }) {
  const draft = await drafts.read(open, id);
  if (draft && matches(receipt, id, await fingerprint(draft.fields))) await drafts.settled(draft);
}

// Of the words with that serial: later ones go by their own post.
async function wait(open, { id, serial, status }) {
  const draft = await drafts.read(open, id);
  if (draft?.serial > serial) return;
  if (draft?.state === 'outbox' && REFUSED.has(status)) await attend(open, draft, status);
}

export async function fileDelivered(open) {
  const answer = await post('/envelopes/filings', {});
  for (const one of answer.filed) await settle(open, one);
  for (const one of answer.waiting) await wait(open, one);
}
