// Asked by test_vault.py: several vaults on one phone, lost ones, replaced ones.
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
