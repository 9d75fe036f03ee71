// Asked by test_vault.py: from the server's key to the passkey's own.
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
