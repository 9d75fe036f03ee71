// Asked by test_vault.py. A server of its own is played by `register`: it hands out the wrapping key that the test gives.
const raw = async (key) => new Uint8Array(await crypto.subtle.exportKey('raw', key));
const fill = (number) => new Uint8Array(32).fill(number);
const wrappingKeyOf = (name) => bytes.toBase64url(fill(name.length));
const handleOf = (name) => bytes.toBase64url(bytes.utf8(`handle of ${name}`));
const told = async () => {};

async function councilKey() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  return { id: 'a-council', public_key: bytes.toBase64url(await raw(pair.publicKey)) };
}

async function answerFor(name) {
  return { practitioner: 103, handle: handleOf(name), name, places: ['week', 'find'], council: await councilKey() };
}

async function created(name, more) {
  const registered = [];
  const register = async (asked) => { registered.push(asked); return { wrapping_key: wrappingKeyOf(name) }; };
  return [await vault.create(await answerFor(name), { register, ...more }), registered];
}

const unlocked = (name) => vault.unlock(handleOf(name), { wrappingKey: wrappingKeyOf(name) });
const kept = async (name) => (await vault.listVaults()).find(({ handle }) => handle === handleOf(name));
const draftOf = (id, words) => ({ id, form: '/families/1/visits/new', title: 'Record a visit', fields: [['words', words]], submitted: false });

async function make({ name }) {
  const [open, registered] = await created(name);
  return { me: open.me, registered, record: { by: open.record.wrapped.by, vault_id: open.record.vault_id } };
}

async function whatLies({ name }) {
  const record = await kept(name);
  const { signing_key: signing, wrapped, me } = record;
  return {
    signing: [signing.type, signing.extractable, signing.usages],
    sizes: [record.public_key.length, record.signing_public.length, wrapped.salt.length, wrapped.iv.length, record.council.public_key.length],
    recipients: Object.keys(me.keys),
    contact: record.contact % 3_600_000,
    names: Object.keys(record).sort(),
    readable: JSON.stringify(record).includes(name),
  };
}

async function open({ name }) {
  const { me, pair, handle } = await unlocked(name);
  const { privateKey } = pair;
  const exports = await Promise.all(['pkcs8', 'jwk', 'raw'].map((format) => errorOf(crypto.subtle.exportKey(format, privateKey))));
  return { me, handle, exports, extractable: privateKey.extractable, usages: privateKey.usages };
}

async function refusals({ name }) {
  const handle = handleOf(name);
  const tries = [
    vault.unlock(handleOf('nobody'), { wrappingKey: wrappingKeyOf(name) }),
    vault.unlock(handle, { wrappingKey: bytes.toBase64url(fill(99)) }),
    vault.unlock(handle, { wrappingKey: 'AAAA' }),
    vault.unlock(handle, { prf: fill(1) }),
  ];
  return Promise.all(tries.map(errorOf));
}

async function adopt({ name, values, between = false }) {
  let open = await unlocked(name);
  const credential = 'a-credential';
  const said = [];
  for (const value of values) {
    said.push(await vault.seePrf(open, fill(value), { credential, tell: told }));
    if (between) open = await vault.unlock(handleOf(name), (await kept(name)).wrapped.by === 'server' ? { wrappingKey: wrappingKeyOf(name) } : { prf: fill(value) });
  }
  const record = await kept(name);
  return { said, by: record.wrapped.by, credentials: record.credentials };
}

async function adoptAtOnce({ name, one, two }) {
  return vault.adoptPrf(await unlocked(name), fill(one), fill(two), { tell: told });
}

async function otherPasskeysValue({ name }) {
  const open = await unlocked(name);
  await vault.seePrf(open, fill(7), { credential: 'one', tell: told });
  return [await vault.seePrf(open, fill(7), { credential: 'other', tell: told }), open.record.wrapped.by];
}

async function marksOfPrf({ name, value }) {
  const { seen } = await kept(name);
  return { names: Object.keys(seen).sort(), holds: JSON.stringify(Array.from(seen.mark)) === JSON.stringify(Array.from(fill(value))) };
}

async function byPrf({ name, value, other }) {
  const open = await vault.unlock(handleOf(name), { prf: fill(value) });
  const tries = [vault.unlock(handleOf(name), { prf: fill(other) }), unlocked(name), vault.adoptPrf(open, fill(value), fill(value), { tell: told })];
  return { me: open.me, extractable: open.pair.privateKey.extractable, errors: await Promise.all(tries.map(errorOf)) };
}

async function freshSaltAndIv({ name }) {
  const before = (await kept(name)).wrapped;
  await vault.adoptPrf(await unlocked(name), fill(9), fill(9), { tell: told });
  const after = (await kept(name)).wrapped;
  return [bytes.same(before.salt, after.salt), bytes.same(before.iv, after.iv), bytes.same(before.key, after.key)];
}

async function untold({ name }) {
  const open = await unlocked(name);
  const fails = async () => { throw new TypeError('Failed to fetch'); };
  const adopted = await vault.adoptPrf(open, fill(9), fill(9), { tell: fails });
  const again = await vault.unlock(handleOf(name), { prf: fill(9) });
  const calls = [];
  const later = [await vault.tellAdopted(again, fails), await vault.tellAdopted(again, async () => calls.push(1)), await vault.tellAdopted(again, async () => calls.push(1))];
  return { adopted, later, calls: calls.length };
}

async function anotherMe({ name }) {
  const open = await unlocked(name);
  const council = await councilKey();
  await vault.keepMe(open, { practitioner: 104, name: 'Priya Shah-Jones', places: ['week'], council });
  const again = await unlocked(name);
  return [again.me, bytes.toBase64url(again.record.council.public_key) === council.public_key];
}

async function order({ names }) {
  for (const name of names) await created(name);
  await unlocked(names[0]);
  return (await vault.listVaults()).map(({ handle }) => bytes.text(bytes.fromBase64url(handle)));
}

async function eachOther({ names: [one, other] }) {
  const [first] = await created(one);
  const [second] = await created(other);
  const [mine, hers] = [crypto.randomUUID(), crypto.randomUUID()];
  await drafts.save(first, draftOf(mine, 'hers to read alone'));
  await drafts.save(second, draftOf(hers, 'his to read alone'));
  const row = (await drafts.rows()).find(({ id }) => id === mine);
  const asOther = { store: 'drafts', id: mine, handle: second.handle, version: 1 };
  return {
    listed: [(await drafts.list(first)).map(({ id }) => id === mine), (await drafts.list(second)).map(({ id }) => id === hers)],
    read: await drafts.read(second, mine),
    opened: await Promise.all([
      errorOf(envelope.open(row.envelope, envelope.placeOf({ ...asOther, handle: first.handle }), second.pair)),
      errorOf(envelope.open(row.envelope, envelope.placeOf(asOther), second.pair)),
      errorOf(envelope.open(row.envelope, envelope.placeOf(asOther), first.pair)),
    ]),
    keys: await Promise.all([errorOf(vault.unlock(first.handle, { wrappingKey: wrappingKeyOf(other) })), errorOf(unlocked(one))]),
    counts: [await drafts.count(first.handle), await drafts.count(), await drafts.count('nobody')],
  };
}

async function exchanged({ names: [one, other] }) {
  await created(one);
  await created(other);
  const [mine, hers] = [await kept(one), await kept(other)];
  await database.transact(['vaults'], 'readwrite', (tx) => tx.store.put({ ...mine, wrapped: hers.wrapped }));
  return errorOf(vault.unlock(mine.handle, { wrappingKey: wrappingKeyOf(other) }));
}

async function erased({ name }) {
  const [open] = await created(name);
  const id = crypto.randomUUID();
  await drafts.save(open, draftOf(id, 'written before it was lost'));
  const carry = [{ handle: open.handle, id: 'key' }, { handle: open.handle, id: 'index' }, { handle: handleOf('another'), id: 'index' }];
  await database.transact(['carried'], 'readwrite', (tx) => Promise.all(carry.map((row) => tx.store.put(row))));
  await vault.eraseKeys(open.handle);
  const record = await kept(name);
  const after = await drafts.save(record, draftOf(crypto.randomUUID(), 'written after'));
  const [row] = await drafts.rows(open.handle);
  return {
    unlocking: await errorOf(unlocked(name)),
    lies: [record.wrapped, record.me],
    carried: (await database.transact(['carried'], 'readonly', (tx) => tx.store.getAll())).map(({ handle }) => handle),
    still: [after.state, (await drafts.rows(open.handle)).length, Object.keys(await deposits.depositOf(record, row)).length],
  };
}

async function erasedWhileUnlocking({ name }) {
  await created(name);
  const outcomes = await Promise.all([errorOf(unlocked(name)), vault.eraseKeys(handleOf(name))]);
  return [(await kept(name)).wrapped, outcomes[0]];
}

async function replaced({ name }) {
  const [old] = await created(name);
  const id = crypto.randomUUID();
  await drafts.save(old, draftOf(id, 'under the old passkey'));
  const [open] = await created(name);
  const [found] = await drafts.list(open);
  const [row] = await drafts.rows(open.handle);
  const signed = await deposits.depositOf(open.record, row);
  await drafts.save(open, draftOf(id, 'under the old passkey'));
  const late = await vault.seePrf(old, fill(1), { tell: told });
  return {
    found: { ...found, vault: found.vault === old.record.vault_id },
    signedBy: signed.vault === open.record.vault_id,
    again: (await drafts.read(open, id)).fields,
    serial: (await drafts.rows(open.handle))[0].serial,
    untouched: [late, (await kept(name)).vault_id === open.record.vault_id, (await kept(name)).seen ?? null],
  };
}
