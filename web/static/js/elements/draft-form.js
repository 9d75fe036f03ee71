// <draft-form data-new><form method="post">…</form></draft-form>
// Gives what is written here its id, keeps it from being sent twice or left behind, and says where it is. Where this
// phone has a vault, offline/form-keeper.js keeps the words sealed as they are typed; otherwise they live in the page.
import { clock } from 'weekbook/clock';
import { fingerprint } from 'weekbook/fingerprint';
import { giveId, handOn, isSentBack } from 'weekbook/draft-ids';
import { announce, show } from 'weekbook/messages';
import { isOurs } from 'weekbook/ours';
import { answerPlainly, sayNoSignal } from 'weekbook/plain-answers';
import { stamp } from 'weekbook/stamp';
import 'weekbook/leaving';

const warn = (event) => event.preventDefault();
// Whoever only looks at a form needs no hints, and nobody waits for them.
const hintIn = (field) => field?.matches('textarea') && import('weekbook/offline/hinting').then((hinting) => hinting.hintIn(field)).catch(() => null);
// Typed before this element's code had come.
const isTyped = ({ elements }) => [...elements].some((control) => control.matches('textarea, input:not([type="hidden"])')
  && (control.value !== control.defaultValue || control.checked !== control.defaultChecked));
const words = (data) => [...data].filter(([, value]) => typeof value === 'string');

class DraftForm extends HTMLElement {
  #busy = false;
  #dirty = false;
  #ours = null;
  #away = null;
  #keeper = null;
  #keeping = null;
  #again = null;

  get form() { return this.querySelector('form'); }
  get unsaved() { return this.#keeper ? this.#keeper.unstored : this.#dirty; }
  get isTyped() { return this.#dirty; }
  get isBusy() { return this.#busy; }
  get draftId() { return this.field('draft_id')?.value ?? ''; }
  // What the form is, as long as it can be asked: its last words are sealed when it has left the page.
  address = '';
  heading = '';
  about = '';

  connectedCallback() {
    this.#away = new AbortController();
    this.#dirty = false;
    const on = (type, act, options) => this.addEventListener(type, act, { signal: this.#away.signal, ...options });
    this.address = location.pathname + location.search;
    this.heading = this.#said('title', 'h1');
    this.about = this.#said('about', '.over');
    const before = giveId(this);
    on('input', () => this.#touch());
    on('change', () => this.#touch());
    on('submit', (event) => this.#submit(event), { capture: true });
    on('keydown', (event) => this.#key(event));
    on('focusin', ({ target }) => hintIn(target));
    on('htmx:config:request', (event) => this.#mine(event) && this.#send(event.detail.ctx));
    on('htmx:before:response', (event) => this.#mine(event) && this.#answer(event));
    on('htmx:error', (event) => this.#mine(event) && this.#failed(event.detail.ctx));
    on('htmx:finally:request', (event) => this.#mine(event) && this.#hold(false));
    if (document.body.dataset.vault === 'open') this.#keep(before);
    if (this.contains(document.activeElement)) hintIn(document.activeElement);
    if (isSentBack(this) || this.form && isTyped(this.form)) this.#touch();
  }

  disconnectedCallback() {
    this.#away.abort();
    this.#keeper?.leave();
    removeEventListener('beforeunload', warn);
  }

  forget() {
    this.#dirty = false;
    removeEventListener('beforeunload', warn);
  }

  field(name) { return this.form?.elements.namedItem(name); }

  say(text, kind = '') {
    const line = this.querySelector('[data-form-status]');
    if (!line) return;
    line.className = `form-status ${kind}`;
    line.textContent = text;
  }

  safe(receipt) {
    this.forget();
    if (!receipt) return this.say('');
    const text = `Safe on the record since ${clock(receipt.at)}`;
    this.say(text, 'safe');
    show('safe-bar', text, 8000);
    announce(text);
    this.dispatchEvent(new CustomEvent('weekbook:receipt', { bubbles: true, detail: receipt }));
  }

  #said(name, selector) {
    return this.dataset[name] ?? this.closest('main')?.querySelector(selector)?.textContent.trim() ?? '';
  }

  // Where the keeper's code does not come, the words live in the page, as without a vault: it is asked for at the next key.
  #keep(before) {
    this.#again = () => this.#keep(before);
    this.#keeping = this.#kept(before).catch(() => {
      this.#keeping = null;
      this.toggleAttribute('data-alone', true);
      return null;
    });
  }

  async #kept(before) {
    const { Keeper } = await import('weekbook/offline/form-keeper');
    this.#keeper = await Keeper.of(this, before);
    this.toggleAttribute('data-kept', Boolean(this.#keeper));
    this.removeAttribute('data-alone');
    removeEventListener('beforeunload', warn);
    if (this.#dirty) this.#keeper?.typed();
    if (!this.isConnected) this.#keeper?.leave();
    return this.#keeper;
  }

  #mine(event) { return event.target === this.form; }

  #touch() {
    this.#keeper?.typed();
    if (!this.#keeping) this.#again?.();
    if (this.#dirty) return;
    this.#dirty = true;
    if (!this.#keeper) addEventListener('beforeunload', warn);
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
    stamp(this.field('written_on_phone_at'));
  }

  #send(ctx) {
    this.#hold(true);
    this.say('Sending…', 'waiting');
    const sent = words(ctx.request.body);
    const ours = fingerprint(sent);
    ctx.fetch = async (url, request) => {
      const keeper = await this.#keeping;
      const go = () => fetch(url, request);
      const final = !ctx.request.submitter?.name?.startsWith('more');
      const [response, digest] = await Promise.all([keeper ? keeper.send(sent, go, { final }) : go(), ours]);
      // Whoever has gone on stays where they are; the outbox hears the answer.
      if (keeper && !this.isConnected) throw new DOMException('gone on', 'AbortError');
      this.#ours = digest;
      return response;
    };
  }

  #answer(event) {
    const { ctx } = event.detail;
    const { status, headers } = ctx.response;
    const receipt = JSON.parse(headers.get('Weekbook-Receipt') ?? 'null');
    if (isOurs(ctx.response) && (status === 409 || status === 422)) handOn({ id: this.draftId, stamped: this.field('written_on_phone_at')?.value, ...this.#keeper?.handOn(status) });
    if (this.#keeper) this.#keeper.answers.answer(event, receipt, this.#ours);
    else answerPlainly(this, event, receipt, this.#ours);
  }

  #failed(ctx) {
    if (ctx?.response) return;
    if (this.#keeper) this.#keeper.answers.failed();
    else sayNoSignal(this);
  }

  #hold(busy) {
    this.#busy = busy;
    this.form?.setAttribute('aria-busy', String(busy));
    for (const button of this.form?.querySelectorAll('[type="submit"]') ?? []) {
      if (busy) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
    }
  }
}

customElements.define('draft-form', DraftForm);
