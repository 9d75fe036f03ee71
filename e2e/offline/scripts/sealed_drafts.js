// Asked by test_sealed_drafts.py.
async function saveLocked({ id, words, size = 0 }) {
  return drafts.save(await locked(), draftOf(id, words + 'x'.repeat(size)));
}

async function lies({ words }) {
  const rows = await drafts.rows();
  const decoder = new TextDecoder('latin1');
  return { names: Object.keys(rows[0]).sort(), readable: rows.some(({ envelope: { body } }) => decoder.decode(body).includes(words)) };
}

async function states() {
  const open = await unlocked('Priya');
  const [first, second, third] = [1, 2, 3].map(() => crypto.randomUUID());
  await drafts.save(open, draftOf(first, 'one'));
  await drafts.save(open, draftOf(second, 'two', { submitted: true }));
  await drafts.save(open, draftOf(third, 'three', { submitted: true, attention: { status: 404, reason: 'closed' } }));
  await drafts.deposited(second, 1);
  await drafts.deposited(second, 0);
  const read = await drafts.read(open, third);
  const again = await drafts.save(open, { ...read, attention: null });
  const found = Object.fromEntries((await drafts.states(HANDLE)).map(({ id, state, serial, deposited }) => [id, [state, serial, deposited]]));
  return { found: [first, second, third].map((id) => found[id]), attention: read.attention, savedAt: again.saved_at === read.saved_at, count: await drafts.count(HANDLE) };
}

async function manyAtOnce({ id, many }) {
  const saves = Array.from({ length: many }, (_, at) => drafts.save(globalThis.kept, draftOf(id, `words ${at + 1}`)));
  const serials = (await Promise.all(saves)).map(({ serial }) => serial);
  const read = await drafts.read(globalThis.kept, id);
  return [serials, wordsOf(read), read.serial];
}

async function removal({ id }) {
  const open = globalThis.kept;
  const { serial } = await drafts.save(open, draftOf(id, 'sent'));
  const later = drafts.save(open, draftOf(id, 'typed while it was sent'));
  const gone = [await drafts.remove(id, { serial }), await drafts.remove(crypto.randomUUID())];
  await later;
  const words = wordsOf(await drafts.read(open, id));
  const last = drafts.save(open, draftOf(id, 'the last'));
  gone.push(await drafts.remove(id));
  const read = await drafts.read(open, id);
  const anew = await drafts.save(open, draftOf(id, 'and again'));
  return { gone, words, read, serials: [(await last).serial, anew.serial] };
}

async function spoil({ id, words }) {
  const [row] = (await drafts.rows()).filter((one) => one.id === id);
  row.envelope.body[0] ^= 1;
  await database.transact(['drafts'], 'readwrite', (tx) => tx.store.put(row));
  return [await listed(), await errorOf(drafts.read(await unlocked('Priya'), id)), words];
}

async function movedTo({ id, other }) {
  const [row] = (await drafts.rows()).filter((one) => one.id === id);
  await database.transact(['drafts'], 'readwrite', (tx) => Promise.all([tx.store.put({ ...row, id: other }), tx.store.put({ ...row, serial: row.serial + 1 })]));
  return listed();
}

function hear() {
  globalThis.heard = [];
  drafts.changes.addEventListener('change', ({ detail }) => globalThis.heard.push([detail.id, detail.state, detail.serial]));
}

async function removeNow({ id }) {
  return drafts.remove(id);
}
