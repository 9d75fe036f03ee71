// Asked by test_carried.py: a vault whose wrapping key the test plays, over what the real server gives to carry.
const [store, carried, finding] = await Promise.all(['carried-store', 'carried', 'finding'].map((name) => import(`weekbook/offline/${name}`)));

async function councilKey() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  return bytes.toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
}

const wrappingKey = (name) => bytes.toBase64url(new Uint8Array(32).fill(name.length));
const handleOf = (name) => bytes.toBase64url(bytes.utf8(`handle of ${name}`));

async function opened(name) {
  const there = (await vault.listVaults()).some(({ handle }) => handle === handleOf(name));
  if (there) return vault.unlock(handleOf(name), { wrappingKey: wrappingKey(name) });
  const phone = { practitioner: 1, handle: handleOf(name), name, places: [], council: { id: 'c', public_key: await councilKey() } };
  return vault.create(phone, { register: async () => ({ wrapping_key: wrappingKey(name) }) });
}

async function rowsOf(name) {
  const all = await database.transact(['carried'], 'readonly', (tx) => tx.store.getAll());
  return all.filter(({ handle }) => handle === handleOf(name));
}

async function refresh({ name }) {
  return carried.refresh(await opened(name));
}

async function answer({ name, url }) {
  return carried.answerFor(await opened(name), url);
}

async function search({ name, words }) {
  const found = await carried.search(await opened(name), words);
  return found && found.families.map((family) => family.name);
}

async function ranked({ families, words }) {
  return finding.rank(families, words).map(({ name }) => name);
}

async function whatLies({ name }) {
  const rows = await rowsOf(name);
  const letters = (row) => new TextDecoder('latin1').decode(row.body);
  return {
    names: [...new Set(rows.flatMap((row) => Object.keys(row)))].sort(),
    number: rows.length,
    readable: rows.filter((row) => /Okafor|Maya|AL10|families/.test(letters(row))).length,
    bytes: rows.reduce((sum, row) => sum + row.body.length, 0),
  };
}

// Every record but the key moved to another one's id, or to another person's.
async function exchanged({ name, other }) {
  const [mine, theirs] = [await opened(name), await opened(other)];
  const rows = (await rowsOf(name)).filter(({ id }) => id !== 'key');
  await database.transact(['carried'], 'readwrite', async (tx) => {
    await tx.store.put({ ...rows[0], id: 'moved' });
    await tx.store.put({ ...rows[0], handle: theirs.handle });
    const key = await tx.store.get([mine.handle, 'key']);
    await tx.store.put({ ...key, handle: theirs.handle });
  });
  return [await store.readRecord(mine, 'moved'), await store.readRecord(theirs, rows[0].id), (await store.readRecord(mine, rows[0].id)) !== null];
}

async function daysLater({ name, days }) {
  const rows = await rowsOf(name);
  const { until } = rows.find(({ id }) => id === 'key');
  const left = (until - Date.now()) / 86_400_000;
  await database.transact(['carried'], 'readwrite', async (tx) => {
    const key = await tx.store.get([handleOf(name), 'key']);
    await tx.store.put({ ...key, until: key.until - days * 86_400_000 });
  });
  return left;
}

async function dropOutdated({ name }) {
  await store.dropOutdated();
  return (await rowsOf(name)).length;
}

async function erased({ name }) {
  const open = await opened(name);
  await vault.eraseKeys(open.handle);
  const status = await carried.refresh(open);
  return [status, (await rowsOf(name)).length];
}

async function timed({ name, url, times }) {
  const open = await opened(name);
  const waited = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await carried.answerFor({ ...open }, url);
    waited.push(performance.now() - began);
  }
  return waited.sort((one, two) => one - two)[Math.floor(times / 2)];
}
