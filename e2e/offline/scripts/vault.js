// Asked by test_vault.py.
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

async function anotherMe({ name }) {
  const open = await unlocked(name);
  const council = await councilKey();
  await vault.keepMe(open, { practitioner: 104, name: 'Priya Shah-Jones', places: ['week'], council });
  const again = await unlocked(name);
  return [again.me, bytes.toBase64url(again.record.council.public_key) === council.public_key];
}

// For how long it would wait, and what it says when that is over.
async function postTo({ path }) {
  const { timeout } = AbortSignal;
  let patience = null;
  AbortSignal.timeout = (milliseconds) => { patience = milliseconds; return timeout.call(AbortSignal, 100); };
  const tooLate = new Promise((resolve) => { setTimeout(resolve, 3000, 'still waiting'); });
  const outcome = await Promise.race([errorOf(vault.post(path, {})), tooLate]);
  AbortSignal.timeout = timeout;
  return [patience, outcome];
}
