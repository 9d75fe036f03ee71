// A server that registers vaults is played here: it hands out the wrapping key that belongs to the name.
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
const draftOf = (id, words, more = {}) => ({ id, form: '/families/1/visits/new', title: 'Record a visit', fields: [['words', words]], submitted: false, ...more });
const wordsOf = ({ fields }) => fields[0][1];

// One vault in this page, open in `globalThis.kept` until the page is loaded anew.
const HANDLE = handleOf('Priya');
const locked = async () => (await vault.listVaults())[0];

async function make() {
  [globalThis.kept] = await created('Priya');
}

async function saveOpen({ id, words, after }) {
  try {
    return await drafts.save(globalThis.kept ?? (await unlocked('Priya')), draftOf(id, words), { after });
  } catch (error) {
    return `${error.name}: ${error.cause?.name}`;
  }
}

async function listed() {
  return (await drafts.list(await unlocked('Priya'))).map((draft) => (draft.unreadable ? 'unreadable' : wordsOf(draft)));
}
