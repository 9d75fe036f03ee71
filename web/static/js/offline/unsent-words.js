// How much of it goes by itself and what waits for its author: "1 ready to send, 2 not finished: open and save them".
const KINDS = [
  ['ready', ({ state }) => state === 'outbox', () => 'ready to send'],
  ['unfinished', ({ state, note }) => state === 'draft' && !note, (one) => `not finished: open and save ${one ? 'it' : 'them'}`],
  ['attention', ({ state }) => state === 'attention', (one) => `${one ? 'needs' : 'need'} attention: open ${one ? 'it' : 'them'}`],
  ['notes', ({ state, note }) => state === 'draft' && note, () => 'to be filed'],
];

// `items`: as drafts.list or drafts.states gives them. {ready, unfinished, attention, notes}: how many of each.
export function kindsOf(items) {
  const readable = items.filter(({ unreadable }) => !unreadable);
  return Object.fromEntries(KINDS.map(([name, is]) => [name, readable.filter(is).length]));
}

export function inKinds(items) {
  const kinds = { ...kindsOf(items), sealed: items.filter(({ unreadable }) => unreadable).length };
  const said = KINDS.filter(([name]) => kinds[name]).map(([name, , words]) => `${kinds[name]} ${words(kinds[name] === 1)}`);
  return [...said, ...(kinds.sealed ? [`${kinds.sealed} sealed`] : [])].join(', ');
}

// After sending what could be sent: why the rest stays, and what to do.
export function whyLeft(before, after) {
  const kinds = kindsOf(after);
  if (!after.length) return '';
  if (kinds.ready) return 'No answer yet. What is ready goes by itself as soon as there is signal.';
  const sent = kindsOf(before).ready ? 'What was ready is sent.' : 'Nothing was ready to send.';
  return `${sent} ${after.length === 1 ? 'What is' : 'All that is'} here waits for you: ${inKinds(after)}.`;
}
