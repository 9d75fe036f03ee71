// <passkey-button data-kind="get" data-options-url data-finish-url data-next="/week"><button type="button">…</button></passkey-button>
// With data-stay the page is kept as it is after signing in. Fields of the form it stands in go along with both posts.
import { toBase64url } from 'weekbook/base64url';

const SAY = {
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
const BY_NAME = { NotAllowedError: 'cancelled', AbortError: 'cancelled', InvalidStateError: 'known', SecurityError: 'elsewhere', NotSupportedError: 'unsupported', TypeError: 'network' };
const USER_VERIFIED = 0x04;

class Refused extends Error {}

// By hand: the credential's own toJSON() would carry the extension results, and with them the secret that opens the drafts.
function forServer(credential) {
  const { id, rawId, type, authenticatorAttachment, response } = credential;
  const parts = { clientDataJSON: toBase64url(response.clientDataJSON) };
  if (response.attestationObject) {
    parts.attestationObject = toBase64url(response.attestationObject);
    parts.transports = response.getTransports?.() ?? [];
  } else {
    parts.authenticatorData = toBase64url(response.authenticatorData);
    parts.signature = toBase64url(response.signature);
    if (response.userHandle) parts.userHandle = toBase64url(response.userHandle);
  }
  return { id, rawId: toBase64url(rawId), type, authenticatorAttachment, response: parts };
}

function verified({ response }) {
  const data = response.authenticatorData ?? response.getAuthenticatorData?.();
  return !data || Boolean(new Uint8Array(data)[32] & USER_VERIFIED);
}

async function post(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    mode: 'same-origin',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok || answer.error) throw new Refused(answer.error ?? SAY.refused);
  return answer;
}

class PasskeyButton extends HTMLElement {
  #line;
  #button;
  #act = () => this.#run();

  connectedCallback() {
    this.#button = this.querySelector('button');
    this.#line ??= this.querySelector('[role="status"]') ?? this.#newLine();
    this.#button?.addEventListener('click', this.#act);
    if (this.dataset.kind !== 'door' && !window.PublicKeyCredential?.parseRequestOptionsFromJSON) this.#state('unsupported', SAY.unsupported);
  }

  disconnectedCallback() {
    this.#button?.removeEventListener('click', this.#act);
  }

  #newLine() {
    const line = document.createElement('p');
    line.className = 'form-status';
    line.setAttribute('role', 'status');
    this.append(line);
    return line;
  }

  #state(state, words = '') {
    this.dataset.state = state;
    this.#line.textContent = words;
    this.#line.className = `form-status ${{ idle: '', waiting: 'waiting', checking: 'waiting', done: 'safe' }[state] ?? 'trouble'}`;
    this.#button.setAttribute('aria-disabled', String(state === 'waiting' || state === 'checking' || state === 'unsupported'));
  }

  #fields() {
    const form = this.closest('form');
    return form ? Object.fromEntries(new FormData(form)) : {};
  }

  async #ask(options) {
    const publicKey = options.publicKey ?? options;
    return this.dataset.kind === 'create'
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  }

  async #run() {
    if (this.#button.getAttribute('aria-disabled') === 'true') return;
    if (this.closest('form')?.reportValidity() === false) return;
    try {
      this.#state('waiting', SAY.waiting);
      const fields = this.#fields();
      if (this.dataset.kind === 'door') return this.#finish(await post(this.dataset.finishUrl, fields)); // a demonstration has no passkeys
      const credential = await this.#ask(await post(this.dataset.optionsUrl, fields));
      if (!verified(credential)) throw new Refused(SAY.unverified);
      this.#state('checking', SAY.checking);
      this.#finish(await post(this.dataset.finishUrl, { ...fields, credential: forServer(credential) }));
    } catch (error) {
      if (error instanceof Refused) this.#state('refused', error.message);
      else this.#state(BY_NAME[error.name] ?? 'refused', SAY[BY_NAME[error.name]] ?? SAY.refused);
    }
  }

  #finish(answer) {
    this.#state('done', SAY.signedIn);
    if (this.hasAttribute('data-stay')) {
      this.dispatchEvent(new CustomEvent('weekbook:signed-in', { bubbles: true, detail: answer }));
      this.#state('idle');
      return;
    }
    const next = answer.next ?? this.dataset.next ?? '/';
    location.assign(new URL(next, location.origin).origin === location.origin ? next : '/');
  }
}

customElements.define('passkey-button', PasskeyButton);
