// Asked by test_golden.py: the frozen vectors in the browser.
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

const changedAt = (data, at) => data.map((byte, index) => (index === at ? byte ^ 1 : byte));
const eachChanged = (data) => Array.from(data, (_, at) => changedAt(data, at));
const eachLetterChanged = (text) => Array.from(text, (letter, at) => text.slice(0, at) + (letter === 'A' ? 'B' : 'A') + text.slice(at + 1));

// As the vault holds it: the private half cannot be exported.
async function pairOf({ d, ...open }) {
  return {
    publicKey: await crypto.subtle.importKey('jwk', open, CURVE, true, []),
    privateKey: await crypto.subtle.importKey('jwk', { ...open, d }, CURVE, false, ['deriveBits']),
  };
}

async function pairsOf({ phone, council }) {
  return { phone: await pairOf(phone), council: await pairOf(council) };
}

async function opens({ keys, vector }) {
  const pairs = await pairsOf(keys);
  const [place, sealed] = [envelope.placeOf(vector.place), envelope.fromWire(vector.envelope)];
  const opening = Object.keys(sealed.keys).map((whom) => envelope.open(sealed, place, pairs[whom], whom));
  return (await Promise.all(opening)).map(bytes.text);
}

async function envelopeChanged({ keys, vector }) {
  const pairs = await pairsOf(keys);
  const [place, sealed] = [envelope.placeOf(vector.place), envelope.fromWire(vector.envelope)];
  const tried = [];
  for (const whom of Object.keys(sealed.keys)) {
    const spoilt = [
      ...eachChanged(sealed.iv).map((iv) => ({ ...sealed, iv })),
      ...eachChanged(sealed.body).map((body) => ({ ...sealed, body })),
      ...eachChanged(sealed.keys[whom]).map((key) => ({ ...sealed, keys: { [whom]: key } })),
    ];
    for (const other of spoilt) tried.push(await errorOf(envelope.open(other, place, pairs[whom], whom)));
  }
  return tried;
}

async function placeChanged({ keys, vector }) {
  const pairs = await pairsOf(keys);
  const sealed = envelope.fromWire(vector.envelope);
  const parts = [{ store: 'carried' }, { id: 'another' }, { handle: 'another' }, { version: vector.place.version + 1 }];
  const others = parts.map((part) => envelope.placeOf({ ...vector.place, ...part }));
  const places = [...eachChanged(envelope.placeOf(vector.place)), ...others];
  return Promise.all(places.flatMap((place) => ['phone', 'council'].map((whom) => errorOf(envelope.open(sealed, place, pairs[whom], whom)))));
}

async function otherwise({ keys, vector }) {
  const pairs = await pairsOf(keys);
  const [place, sealed] = [envelope.placeOf(vector.place), envelope.fromWire(vector.envelope)];
  const { phone, council } = sealed.keys;
  const parts = [
    { v: 2 }, { v: '1' }, { v: undefined },
    { iv: sealed.iv.slice(1) }, { iv: new Uint8Array(16) }, { body: sealed.body.slice(1) }, { body: new Uint8Array() },
    { keys: { phone: council, council: phone } }, { keys: {} }, { keys: { phone: phone.slice(0, 40) } }, { keys: { phone: phone.slice(1) } },
  ];
  const tried = parts.map((part) => errorOf(envelope.open({ ...sealed, ...part }, place, pairs.phone)));
  return Promise.all([...tried, errorOf(envelope.open(sealed, place, pairs.council))]);
}

function noSuchPlaces() {
  const place = { store: 'drafts', id: 'a', handle: 'b', version: 1 };
  const parts = [
    { store: 'x' }, { id: 'a\nb' }, { id: '' }, { id: 7 }, { handle: 'ä' }, { handle: null },
    { version: 0 }, { version: 1.5 }, { version: '1' }, { version: 2 ** 53 },
  ];
  return Promise.all(parts.map((part) => errorOf((async () => envelope.placeOf({ ...place, ...part }))())));
}

function noSuchLetters() {
  const letters = ['A', 'AB', 'AAB', 'AA==', 'A+AA', 'A/AA', ' AAA', 'AAAA\n', 'ÄAAA', null, 7];
  return Promise.all(letters.map((text) => errorOf((async () => bytes.fromBase64url(text))())));
}

function thereAndBack() {
  const all = Uint8Array.from({ length: 100_003 }, (_, at) => (at * 7) % 256);
  const back = bytes.fromBase64url(bytes.toBase64url(all));
  return back.length === all.length && back.every((byte, at) => byte === all[at]);
}

async function depositChanged({ keys, deposit }) {
  const { d, ...open } = keys.signing;
  const key = await crypto.subtle.importKey('jwk', open, SIGNING, true, ['verify']);
  const genuine = bytes.fromBase64url(deposit.signature);
  const stands = (other, signature = genuine) => crypto.subtle.verify(SIGNATURE, key, signature, bytes.utf8(deposits.canonicalDeposit(other)));
  const spoilt = ['vault', 'id', 'handle', 'iv', 'body'].flatMap((name) => eachLetterChanged(deposit[name]).map((text) => ({ ...deposit, [name]: text })));
  for (const whom of ['phone', 'council']) {
    spoilt.push(...eachLetterChanged(deposit.keys[whom]).map((text) => ({ ...deposit, keys: { ...deposit.keys, [whom]: text } })));
  }
  spoilt.push({ ...deposit, serial: deposit.serial + 1 });
  const signatures = eachChanged(genuine).map((signature) => stands(deposit, signature));
  return [await stands(deposit), await Promise.all([...spoilt.map((other) => stands(other)), ...signatures])];
}

async function wrappedChanged({ keys, wrapped, envelopes: [first] }) {
  const { vault_id: id, handle } = wrapped;
  const [secret, salt, iv, key] = ['secret', 'salt', 'iv', 'key'].map((name) => bytes.fromBase64url(wrapped[name]));
  const lies = { secret, salt, iv, key, place: envelope.placeOf({ store: 'vaults', id, handle, version: 1 }) };
  const unwrapped = async (as) => wrapping.unwrap(as, await wrapping.wrapperOf(as.secret, as.salt), as.place);
  const pair = { ...(await pairOf(keys.phone)), privateKey: await unwrapped(lies) };
  const opened = await envelope.open(envelope.fromWire(first.envelope), envelope.placeOf(first.place), pair);
  const spoilt = Object.entries(lies).flatMap(([name, data]) => eachChanged(data).map((other) => ({ ...lies, [name]: other })));
  return [bytes.text(opened), await Promise.all(spoilt.map((other) => errorOf(unwrapped(other))))];
}

async function sealsNow({ place, words, recipients, signing }) {
  const keys = { phone: bytes.fromBase64url(recipients.phone), council: bytes.fromBase64url(recipients.council) };
  const sealed = await envelope.seal(bytes.utf8(words), envelope.placeOf(place), keys);
  const signing_key = await crypto.subtle.importKey('jwk', signing, SIGNING, false, ['sign']);
  const row = { id: place.id, serial: place.version, envelope: sealed };
  return [envelope.toWire(sealed), await deposits.depositOf({ vault_id: 'a-vault', handle: place.handle, signing_key }, row)];
}
