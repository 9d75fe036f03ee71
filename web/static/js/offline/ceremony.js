// One touch of a passkey: what the server may see of it, and the PRF output, which stays on this phone.
import { fromBase64url, toBase64url, utf8 } from 'weekbook/offline/bytes';
import { onlyOurs } from 'weekbook/ours';

export const SAY = {
  unsupported: 'This browser cannot use passkeys. Open Weekbook in an up-to-date Chrome, Edge, Firefox or Safari.',
  waiting: 'Waiting for your touch…',
  checking: 'Checking…',
  cancelled: 'Nothing was done. Try again when you are ready.',
  known: 'There is already a passkey for you on this phone. Use it to sign in.',
  unverified: 'The phone did not check that it is you. Use fingerprint, face or PIN.',
  elsewhere: 'Passkeys work only at the proper address of Weekbook. Check the address, then try again.',
  network: 'No signal. Try again when there is.',
  refused: 'Weekbook could not accept that passkey. Try again, or ask your manager.',
  signedIn: 'Signed in.',
};
const BY_NAME = { NotAllowedError: 'cancelled', AbortError: 'cancelled', InvalidStateError: 'known', SecurityError: 'elsewhere', NotSupportedError: 'unsupported', TypeError: 'network', TimeoutError: 'network' };
const USER_VERIFIED = 0x04;
// What opens a vault, with all that it asks for in turn: fetched at once it is one way there and back, not five.
const OF_THE_VAULT = ['hpke', 'idb', ...['session', 'vault', 'going', 'watching', 'signal', 'vault-rows', 'wrapping', 'database', 'envelope', 'hpke', 'turns'].map((name) => `weekbook/offline/${name}`)];

// While the person moves the finger.
export function fetchVault() {
  for (const name of OF_THE_VAULT) import(name).catch(() => null);
}

export class Refused extends Error {}

// No word on this passkey: the server was not reached, is not well, or has no time for it.
export function isNoAnswer(error) {
  return !(error instanceof Refused) || error.status >= 500 || error.status === 429;
}

// What went wrong, as [state, words] for the line under a button.
export function inWords(error) {
  if (error instanceof Refused) return ['refused', error.message];
  return [BY_NAME[error.name] ?? 'refused', SAY[BY_NAME[error.name]] ?? SAY.refused];
}

export async function post(url, body, { within } = {}) {
  const response = await fetch(url, {
    method: 'POST',
    mode: 'same-origin',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
    signal: within && AbortSignal.timeout(within),
  });
  const answer = await onlyOurs(response).json().catch(() => ({}));
  if (!response.ok || answer.error) throw Object.assign(new Refused(answer.error ?? SAY.refused), { status: response.status });
  return answer;
}

// By hand: the credential's own toJSON() would carry the extension results, and with them the secret that opens the drafts.
function forServer(credential) {
  const { id, rawId, type, authenticatorAttachment, response } = credential;
  const encoded = (buffer) => toBase64url(new Uint8Array(buffer));
  const parts = { clientDataJSON: encoded(response.clientDataJSON) };
  if (response.attestationObject) {
    parts.attestationObject = encoded(response.attestationObject);
    parts.transports = response.getTransports?.() ?? [];
  } else {
    parts.authenticatorData = encoded(response.authenticatorData);
    parts.signature = encoded(response.signature);
    if (response.userHandle) parts.userHandle = encoded(response.userHandle);
  }
  return { id, rawId: encoded(rawId), type, authenticatorAttachment, response: parts };
}

function isVerified({ response }) {
  const data = response.authenticatorData ?? response.getAuthenticatorData?.();
  return !data || Boolean(new Uint8Array(data)[32] & USER_VERIFIED);
}

// A passkey of another device, by its QR code, opens no drafts: its PRF output is not even looked at.
function prfOf(credential) {
  const first = credential.authenticatorAttachment !== 'cross-platform' && credential.getClientExtensionResults().prf?.results?.first;
  return first ? new Uint8Array(first) : null;
}

async function withPrf(publicKey) {
  const first = await crypto.subtle.digest('SHA-256', utf8('weekbook/1/prf'));
  publicKey.extensions = { ...publicKey.extensions, prf: { eval: { first } } };
  return publicKey;
}

// `options` as the server gave them. Resolves to {forServer, prf: bytes or null, credential: id, handle}.
export async function touch(kind, options) {
  const asked = options.publicKey ?? options;
  const credential = kind === 'create'
    ? await navigator.credentials.create({ publicKey: await withPrf(PublicKeyCredential.parseCreationOptionsFromJSON(asked)) })
    : await navigator.credentials.get({ publicKey: await withPrf(PublicKeyCredential.parseRequestOptionsFromJSON(asked)) });
  if (!isVerified(credential)) throw new Refused(SAY.unverified);
  const { userHandle } = credential.response;
  return { forServer: forServer(credential), prf: prfOf(credential), credential: credential.id, handle: userHandle ? toBase64url(new Uint8Array(userHandle)) : '' };
}

// Without signal: nobody checks the challenge, and nothing is posted. Only the PRF output counts, which opens a vault or does not.
export async function touchHere(credentials) {
  const publicKey = await withPrf({
    challenge: crypto.getRandomValues(new Uint8Array(32)),
    userVerification: 'required',
    allowCredentials: credentials.map((id) => ({ type: 'public-key', id: fromBase64url(id) })),
  });
  const credential = await navigator.credentials.get({ publicKey });
  if (!isVerified(credential)) throw new Refused(SAY.unverified);
  const { userHandle } = credential.response;
  return { prf: prfOf(credential), credential: credential.id, handle: userHandle ? toBase64url(new Uint8Array(userHandle)) : '' };
}
