// What waits, in lanes that go side by side. Forms to one address stand in one lane, in the order of their submission.
const lettersOf = ({ fields }) => fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
const inOrder = (one, other) => (one.submitted_at ?? '').localeCompare(other.submitted_at ?? '');

function byAddress(drafts) {
  const rows = new Map();
  for (const draft of [...drafts].sort(inOrder)) rows.set(draft.action, [...(rows.get(draft.action) ?? []), draft]);
  return [...rows.values()].map((row) => ({ row, letters: row.reduce((sum, draft) => sum + lettersOf(draft), 0) }));
}

// At most `most` lanes, each longer than the one before it. They share the line: of equal ones all would arrive at the
// end, and the server would have nothing to do until then.
export function lanesOf(drafts, most) {
  const rows = byAddress(drafts).sort((one, other) => other.letters - one.letters);
  const lanes = Array.from({ length: Math.min(most, rows.length) }, (_, at) => ({ share: at + 2, letters: 0, drafts: [] }));
  for (const { row, letters } of rows) {
    const filled = ({ letters: there, share }) => (there + letters) / share;
    const emptiest = lanes.reduce((least, lane) => (filled(lane) < filled(least) ? lane : least));
    emptiest.letters += letters;
    emptiest.drafts.push(...row);
  }
  return lanes.map((lane) => lane.drafts).filter((lane) => lane.length);
}

// One lane in pieces of at most so many drafts and letters; what is longer goes alone.
export function piecesOf(lane, { most, letters }) {
  const pieces = [];
  let room = 0;
  for (const draft of lane) {
    const size = lettersOf(draft);
    const fits = size <= room && pieces.at(-1).length < most;
    room = (fits ? room : letters) - size;
    if (fits) pieces.at(-1).push(draft);
    else pieces.push([draft]);
  }
  return pieces;
}
