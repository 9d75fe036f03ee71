// What its author discarded on this phone while the council had a sealed copy: put away there as soon as there is signal,
// and before anything that was delivered is filed.
import { isOurs } from 'weekbook/ours';
import { forgetDiscarded, listDiscarded } from 'weekbook/offline/vault-rows';
import { whose } from 'weekbook/whose';

export { forgetDiscarded } from 'weekbook/offline/vault-rows';

const TIMEOUT_MS = 30_000;

async function putAway({ me }, id) {
  const headers = { 'HX-Request': 'true', ...whose(me.practitioner) };
  const answer = await fetch(`/recovered/${id}/discarding`, { method: 'POST', headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  // Nothing of it waits there any more: it went on the record before, or was put away.
  if (!isOurs(answer) || !(answer.ok || answer.status === 404)) throw new TypeError(`not put away: ${answer.status}`);
}

// Rejects where one could not be told.
export async function tellDiscarded(open) {
  for (const id of await listDiscarded(open)) {
    await putAway(open, id);
    await forgetDiscarded(open, id);
  }
}
