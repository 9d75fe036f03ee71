// <draft-form data-new><form method="post">…</form></draft-form>
// Gives what is written here its id, keeps it from being sent twice or left behind, and says when it is safe.
import { clock } from 'weekbook/clock';
import { fingerprint } from 'weekbook/fingerprint';
import { newId } from 'weekbook/ids';
import { announce, show } from 'weekbook/messages';

const TROUBLE = {
  401: 'Not saved: you are signed out. Your words are still here.',
  403: 'Not saved: your passkey is needed once more. Your words are still here.',
  network: 'Not saved: no signal. Your words are still here. Press Save again when there is signal.',
  other: 'Not saved. Your words are still here: try again in a minute.',
  differs: 'What Weekbook stored is not what stands here. Your words are still here: press Save again.',
};

const warn = (event) => event.preventDefault();

class DraftForm extends HTMLElement {
  #busy = false;
  #dirty = false;
  #ours = null;
  #away = null;

  get form() { return this.querySelector('form'); }
  get unsaved() { return this.#dirty; }
  address = '';

  connectedCallback() {
    this.#away = new AbortController();
    const on = (type, act, options) => this.addEventListener(type, act, { signal: this.#away.signal, ...options });
    this.address = location.pathname + location.search;
    this.#giveId();
    on('input', () => this.#touch());
    on('change', () => this.#touch());
    on('submit', (event) => this.#submit(event), { capture: true });
    on('keydown', (event) => this.#key(event));
    on('htmx:config:request', (event) => this.#mine(event) && this.#send(event.detail.ctx));
    on('htmx:before:response', (event) => this.#mine(event) && this.#answer(event));
    on('htmx:error', (event) => this.#mine(event) && !event.detail.ctx?.response && this.#say(TROUBLE.network, 'trouble'));
    on('htmx:finally:request', (event) => this.#mine(event) && this.#hold(false));
    if (this.hasAttribute('data-unsaved') || this.querySelector('.error-summary')) this.#touch();
  }

  disconnectedCallback() {
    this.#away.abort();
    this.forget();
  }

  forget() {
    this.#dirty = false;
    removeEventListener('beforeunload', warn);
  }

  #mine(event) { return event.target === this.form; }

  #field(name) { return this.form?.elements.namedItem(name); }

  #giveId() {
    const field = this.#field('draft_id');
    if (field && !field.value && this.matches('[data-new], :has(> form[data-new])')) field.value = newId();
  }

  #touch() {
    if (this.#dirty) return;
    this.#dirty = true;
    addEventListener('beforeunload', warn);
  }

  #key(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  #submit(event) {
    if (event.target !== this.form) return;
    if (this.#busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const field = this.#field('written_on_phone_at');
    if (field) field.value = new Date().toISOString();
  }

  #send(ctx) {
    this.#hold(true);
    this.#say('Sending…', 'waiting');
    const ours = fingerprint([...ctx.request.body]);
    ctx.fetch = async (url, request) => {
      const [response, digest] = await Promise.all([fetch(url, request), ours]);
      this.#ours = digest;
      return response;
    };
  }

  #answer(event) {
    const { status, headers } = event.detail.ctx.response;
    const receipt = JSON.parse(headers.get('Weekbook-Receipt') ?? 'null');
    if (receipt && receipt.sha256 !== this.#ours) {
      event.preventDefault();
      this.#say(TROUBLE.differs, 'trouble');
    } else if (status < 400) {
      this.#safe(receipt);
    } else if (status !== 409 && status !== 422) {
      this.#say(TROUBLE[status] ?? TROUBLE.other, 'trouble');
    }
  }

  #safe(receipt) {
    this.forget();
    if (!receipt) return this.#say('');
    const words = `Safe on the record since ${clock(receipt.at)}`;
    this.#say(words, 'safe');
    show('safe-bar', words, 8000);
    announce(words);
    this.dispatchEvent(new CustomEvent('weekbook:receipt', { bubbles: true, detail: receipt }));
  }

  #hold(busy) {
    this.#busy = busy;
    this.form?.setAttribute('aria-busy', String(busy));
    for (const button of this.form?.querySelectorAll('[type="submit"]') ?? []) {
      if (busy) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
    }
  }

  #say(words, kind = '') {
    const line = this.querySelector('[data-form-status]');
    if (!line) return;
    line.className = `form-status ${kind}`;
    line.textContent = words;
  }
}

customElements.define('draft-form', DraftForm);

// Going to another screen with unsaved words asks first, as leaving the page does.
const unsaved = () => [...document.querySelectorAll('draft-form')].filter((draft) => draft.unsaved);

function askToLeave(leave) {
  const dialog = document.getElementById('leave-dialog');
  if (!dialog) return;
  dialog.returnValue = '';
  dialog.addEventListener('close', () => {
    if (dialog.returnValue !== 'leave') return;
    unsaved().forEach((draft) => draft.forget());
    leave();
  }, { once: true });
  dialog.showModal();
}

document.addEventListener('htmx:config:request', (event) => {
  const { ctx } = event.detail;
  const source = ctx.sourceElement;
  if (ctx.target?.id !== 'main' || source.closest('draft-form') && source.matches('form') || !unsaved().length) return;
  event.preventDefault();
  askToLeave(() => (source.matches('form') ? source.requestSubmit() : source.click()));
});

document.addEventListener('htmx:before:history:restore', (event) => {
  const [draft] = unsaved();
  if (!draft) return;
  event.preventDefault();
  history.pushState({ htmx: true }, '', draft.address);
  askToLeave(() => history.back());
});
