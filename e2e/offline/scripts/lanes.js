// Asked by test_sent_together.py.
const waits = ([action, submitted_at, letters]) => ({ action, submitted_at, fields: [['', 'x'.repeat(letters)]] });

async function laid({ drafts, most }) {
  const { lanesOf } = await import('weekbook/offline/lanes');
  return lanesOf(drafts.map(waits), most).map((lane) => lane.map((draft) => `${draft.action} ${draft.submitted_at}`));
}

async function cut({ letters, most, room }) {
  const { piecesOf } = await import('weekbook/offline/lanes');
  const lane = letters.map((many) => waits(['', '', many]));
  return piecesOf(lane, { most, letters: room }).map((piece) => piece.length);
}
