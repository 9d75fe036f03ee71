// Asked by test_prf.py: a passkey's own PRF output opens the vault, from the ceremony that signs in.
const told = async () => {};
const b64 = bytes.toBase64url;

async function prfInput() {
  return { eval: { first: new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.utf8('weekbook/1/prf'))) } };
}

const valueIn = (credential) => {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  return first ? new Uint8Array(first) : null;
};

async function enrol(name) {
  const publicKey = {
    rp: { id: location.hostname, name: 'Weekbook' },
    user: { id: bytes.utf8(name), name, displayName: name },
    challenge: crypto.getRandomValues(new Uint8Array(32)),
    pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    extensions: { prf: await prfInput() },
  };
  return navigator.credentials.create({ publicKey });
}

async function touch(ids = []) {
  const allowCredentials = ids.map((id) => ({ type: 'public-key', id: bytes.fromBase64url(id) }));
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  return navigator.credentials.get({ publicKey: { challenge, allowCredentials, userVerification: 'required', extensions: { prf: await prfInput() } } });
}

async function adopted({ name }) {
  const council = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  const public_key = b64(new Uint8Array(await crypto.subtle.exportKey('raw', council.publicKey)));
  const made = await enrol(name);
  const register = async () => ({ wrapping_key: b64(crypto.getRandomValues(new Uint8Array(32))) });
  const phone = { practitioner: 1, handle: b64(bytes.utf8(name)), name, places: ['week'], council: { id: 'c', public_key } };
  const open = await vault.create(phone, { prf: valueIn(made), credential: made.id, register });
  const after = open.record.wrapped.by;
  const touched = await touch([made.id]);
  const said = await vault.seePrf(open, valueIn(touched), { credential: touched.id, tell: told });
  await drafts.save(open, { id: crypto.randomUUID(), form: '/x', fields: [['words', 'sealed before the reload']], submitted: true });
  return { atEnrolment: valueIn(made)?.length, after, said, holdsSecret: JSON.stringify(touched.toJSON()).includes(b64(valueIn(touched))) };
}

function nothing() {}

async function unlocked() {
  const [row] = await vault.listVaults();
  const touched = await touch(row.credentials);
  const open = await vault.unlock(row.handle, { prf: valueIn(touched) });
  return { name: open.me.name, words: (await drafts.list(open)).map(({ fields }) => fields[0][1]), same: touched.id === row.credentials[0] };
}

async function withAnotherPasskey() {
  const [row] = await vault.listVaults();
  const made = await enrol('a new passkey');
  const other = await touch([made.id]);
  return [other.id === row.credentials[0], await errorOf(vault.unlock(row.handle, { prf: valueIn(other) }))];
}
