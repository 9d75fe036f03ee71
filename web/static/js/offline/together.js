// All that waits, several forms in one post and six posts side by side: on a slow line each costs a whole round trip.
// The server takes or refuses every form by itself. After a pass that failed each goes alone: what is small gets through.
import { deliver, isTypedIn, settle, toSend } from 'weekbook/offline/items';
import { lanesOf, piecesOf } from 'weekbook/offline/lanes';
import { current } from 'weekbook/offline/session';
import { noAnswer } from 'weekbook/offline/signal';
import { whose } from 'weekbook/whose';

const AT_ONCE = 6;
const TOGETHER = { most: 16, letters: 24_000 };
const ALONE = { most: 1, letters: 0 };
const TIMEOUT_MS = 30_000;

async function packed(text) {
  if (!globalThis.CompressionStream) return { body: text };
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return { body: await new Response(stream).arrayBuffer(), headers: { 'Content-Encoding': 'gzip' } };
}

// One {status, receipt} for each. Throws where no answer came, or one that is not ours.
async function post({ me }, piece) {
  const forms = piece.map(({ action, fields, serial }) => ({ action, serial, body: new URLSearchParams(fields).toString() }));
  const { body, headers } = await packed(JSON.stringify({ forms }));
  const response = await fetch('/outbox', {
    method: 'POST',
    mode: 'same-origin',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers, ...whose(me.practitioner) },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(noAnswer);
  if (response.status === 401) return piece.map(() => ({ status: 401 }));
  const { answers } = response.ok ? await response.json() : {};
  if (answers?.length !== piece.length) throw new TypeError(`no answers: ${response.status}`);
  return answers;
}

async function deliverPiece(open, piece) {
  if (piece.length === 1) return [await deliver(open, piece[0])];
  const answers = await post(open, piece);
  const told = piece.map((draft, at) => (answers[at].status ? settle(open, draft, answers[at]) : deliver(open, draft)));
  return Promise.all(told.map((one) => one.catch(() => 'waiting')));
}

// Where several got no answer, the line is gone: what stands behind them waits. One alone holds up none.
async function sendLane(open, pieces) {
  const outcomes = [];
  let gone = false;
  for (const piece of pieces) {
    const told = gone || current() !== open ? null : await deliverPiece(open, piece).catch(() => null);
    gone ||= !told && piece.length > 1;
    outcomes.push(...(told ?? piece.map(() => 'waiting')));
  }
  return outcomes;
}

// The lock of one item, to be let go; null where a form or another tab is at it.
function take(id) {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    navigator.locks.request(`weekbook-item-${id}`, { ifAvailable: true }, (mine) => (mine ? new Promise((letGo) => { resolve(letGo); }) : resolve(null)));
  });
}

// The draft with what lets go of it; or the outcome, where there is nothing to send.
async function ready(open, id) {
  const letGo = isTypedIn(id) ? null : await take(id);
  if (!letGo) return { outcome: 'busy' };
  const [draft, outcome] = await toSend(open, id).then((found) => [found, 'done'], () => [null, 'waiting']);
  if (draft) return { draft, letGo };
  letGo();
  return { outcome };
}

// Resolves to the outcomes, as `send` of one item does.
export async function sendTogether(open, ids, { alone }) {
  const items = await Promise.all(ids.map((id) => ready(open, id)));
  const waiting = items.flatMap(({ draft }) => draft ?? []);
  try {
    const lanes = lanesOf(waiting, AT_ONCE).map((lane) => sendLane(open, piecesOf(lane, alone ? ALONE : TOGETHER)));
    return [...items.flatMap(({ outcome }) => outcome ?? []), ...(await Promise.all(lanes)).flat()];
  } finally {
    for (const { letGo } of items) letGo?.();
  }
}
