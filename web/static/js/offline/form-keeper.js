// One form's words: sealed on the phone as they are typed, put into the outbox before they are posted, let go for a
// receipt of the very same words.
import { clock } from 'weekbook/clock';
import { newId } from 'weekbook/ids';
import { announce, hide, show } from 'weekbook/messages';
import { askForDelivery } from 'weekbook/offline/delivery';
import * as drafts from 'weekbook/offline/drafts';
import { fill, wordsOf } from 'weekbook/offline/filling';
import * as outbox from 'weekbook/offline/outbox';
import { bringBack } from 'weekbook/offline/restoring';
import { current, whenLocked } from 'weekbook/offline/session';

const PAUSE_MS = 300;
const LONGEST_MS = 1500;
const QUIET_MS = 1500;
const AGAIN_MS = 2000;
const BY_ITSELF = 'It goes by itself when there is signal.';

export class Keeper {
  unstored = false;
  #element; #vault; #endings = []; #timers = {};
  #now = 0; #stored = 0; #sent = -1; #dirtySince = 0; #typedAt = -Infinity;
  #serial = 0; #submittedAt = null; #saving = Promise.resolve(); #kind = ''; #letGo = null;

  // `before`: what a form that was sent back hands on to the one that stands here now.
  static async of(element, before) {
    const open = current();
    if (!open || !element.form || !element.field('draft_id')) return null;
    const keeper = new Keeper(element, open);
    await keeper.#begin(open, before);
    return keeper;
  }

  constructor(element, open) {
    this.#element = element;
    this.#vault = open.record;
    const away = new AbortController();
    const now = () => { this.flush(); };
    const going = () => this.flush().then(askForDelivery).catch(() => null);
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') going(); }, { signal: away.signal });
    addEventListener('pagehide', going, { signal: away.signal });
    addEventListener('beforeunload', (event) => {
      now();
      if (this.unstored || this.#stored < this.#now) event.preventDefault();
    }, { signal: away.signal });
    this.#endings = [() => away.abort(), whenLocked(now)];
    if (!element.querySelector('[data-form-status]')) element.form.append(Object.assign(document.createElement('p'), { className: 'form-status' }));
    this.#line.dataset.formStatus = '';
    this.#line.removeAttribute('role'); // changes of state are announced; not every save
  }

  get id() { return this.#element.draftId; }
  get isTyping() { return performance.now() - this.#typedAt < QUIET_MS; }
  get #line() { return this.#element.querySelector('.form-status'); }

  async #begin(open, before) {
    if (before) {
      this.#serial = before.serial ?? 0;
      if (before.fields) fill(this.#element.form, before.fields, ['draft_id', 'opened_version']);
    }
    const found = before ? null : await bringBack(this.#element, open, { afresh: () => this.#afresh(), undo: (draft) => this.#takeUp(draft), typed: () => this.#now > 0 });
    if (found) this.#takeUp(found);
    await this.#hold();
  }

  // A draft of another day, or of the tab that was closed, goes on in this form.
  #takeUp(draft) {
    this.#element.field('draft_id').value = draft.id;
    this.#serial = draft.serial ?? 0;
    this.#submittedAt = draft.submitted ? draft.submitted_at : null;
    this.#say('stored', `Saved on this phone ${clock(draft.saved_at)}`, 'stored');
    if (draft.attention) this.#say('attention', draft.attention.reason, 'trouble');
    this.#hold();
  }

  async #afresh() {
    clearTimeout(this.#timers.save);
    await this.#saving;
    this.#stored = this.#now;
    await drafts.remove(this.id);
    this.#element.field('draft_id').value = newId();
    this.#serial = 0;
    this.#submittedAt = null;
    this.#say('', '');
    await this.#hold();
  }

  // The sender leaves this item to the form while somebody types; no second tab brings it back.
  async #hold() {
    this.#letGo?.();
    const endings = [outbox.hold(this.id, this)];
    this.#letGo = () => endings.forEach((end) => end());
    navigator.locks?.request(`weekbook-form-${this.id}`, { ifAvailable: true }, (mine) => mine && new Promise((resolve) => { endings.push(resolve); }));
  }

  typed() {
    const at = performance.now();
    this.#now += 1;
    this.#typedAt = at;
    this.#dirtySince ||= at;
    clearTimeout(this.#timers.save);
    this.#timers.save = setTimeout(() => this.flush(), Math.max(0, Math.min(PAUSE_MS, this.#dirtySince + LONGEST_MS - at)));
    if (this.#submittedAt) this.#sendWhenQuiet();
  }

  // What stands in the form now, sealed and stored; resolves when it is, or when it could not be.
  flush() {
    clearTimeout(this.#timers.save);
    if (this.#stored >= this.#now || !this.#element.form) return this.#saving;
    // Other words under the time of earlier ones would be taken for these sent again.
    const written = this.#element.field('written_on_phone_at');
    if (this.#submittedAt && written) written.value = new Date().toISOString();
    return this.#store(wordsOf(this.#element.form), this.#now);
  }

  #store(fields, version) {
    const draft = this.#draft(fields);
    this.#dirtySince = 0;
    this.#saving = this.#saving.then(() => this.#put(draft, version));
    return this.#saving;
  }

  #draft(fields) {
    const { form, dataset, address } = this.#element;
    const main = this.#element.closest('main');
    return {
      form: address,
      action: form.getAttribute('action'),
      title: dataset.title ?? main?.querySelector('h1')?.textContent.trim() ?? '',
      about: dataset.about ?? main?.querySelector('.over')?.textContent.trim() ?? '',
      fields,
      submitted: Boolean(this.#submittedAt),
      submitted_at: this.#submittedAt,
      attention: null,
      note: false,
    };
  }

  async #put(draft, version) {
    try {
      const id = this.id;
      const kept = await drafts.save(this.#vault, { ...draft, id }, { after: this.#serial });
      this.#serial = kept.serial;
      this.#stored = Math.max(this.#stored, version);
      if (this.unstored) hide('store-bar');
      this.unstored = false;
      if (!this.#submittedAt || this.#kind === 'unstored') this.#say('stored', `Saved on this phone ${clock(kept.saved_at)}`, 'stored');
    } catch (error) {
      if (error.name === 'Overtaken') return this.#besideOf(draft, version);
      this.#notStored(error);
    }
    return null;
  }

  // Another tab goes on with the same words: both stay, each under an id of its own.
  async #besideOf(draft, version) {
    this.#element.field('draft_id').value = newId();
    this.#serial = 0;
    await this.#hold();
    const fields = draft.fields.map(([name, value]) => [name, name === 'draft_id' ? this.id : value]);
    return this.#put({ ...draft, fields }, version);
  }

  #notStored(error) {
    this.unstored = true;
    const full = error.name === 'StorageFull';
    show(full ? 'full-bar' : 'store-bar');
    this.#say('unstored', full ? 'Not saved: this phone is full. Your words are on this page only. Make room, or press Save while there is signal.' : 'Not saved: this phone’s store does not answer. Your words are on this page only. Copy them, or press Save while there is signal.', 'trouble');
    clearTimeout(this.#timers.again);
    this.#timers.again = setTimeout(() => this.flush(), AGAIN_MS);
  }

  // Into the outbox first, then `go`: the ordinary post.
  async send(fields, go) {
    this.#submittedAt = this.#element.field('written_on_phone_at')?.value || new Date().toISOString();
    this.#sent = this.#now;
    clearTimeout(this.#timers.save);
    await this.#store(fields, this.#now);
    return outbox.alone(this.id, go);
  }

  handOn(status) {
    const typed = this.#now > this.#sent && this.#element.form;
    this.#submittedAt = null;
    this.#stored = this.#now;
    const draft = { ...this.#draft(wordsOf(this.#element.form)), id: this.id, attention: { status, reason: outbox.reasonFor(status) } };
    const handed = { serial: this.#serial + 1, ...(typed && { fields: draft.fields }) };
    this.#saving.then(() => drafts.save(this.#vault, draft, { after: this.#serial })).catch(() => null);
    return handed;
  }

  answer(event, receipt, ours) {
    const { ctx } = event.detail;
    const { status } = ctx.response;
    ctx.kept = true;
    if (outbox.isForLater(status) || (status < 400 && !receipt)) {
      event.preventDefault(); // without a receipt it is not ours: a captive portal, or cut short
      this.failed();
    } else if (status === 409 || status === 422) {
      this.#say('', '');
    } else if (status >= 400) {
      ctx.kept = false;
      this.#attend(status);
    } else if (!outbox.matches(receipt, this.id, ours)) {
      event.preventDefault();
      this.#attend('differs');
    } else {
      this.#arrived(event, receipt);
    }
  }

  #arrived(event, receipt) {
    const more = this.#now > this.#sent;
    if (more) {
      event.preventDefault();
      this.#goOnFrom(receipt);
      this.flush();
      this.#sendWhenQuiet();
      return;
    }
    this.#submittedAt = null;
    drafts.remove(this.id, { serial: this.#serial }).catch(() => null);
    this.#element.safe(receipt);
  }

  #goOnFrom(receipt) {
    const version = this.#element.field('opened_version');
    if (version && receipt?.revision) version.value = receipt.revision;
  }

  // No signal, or a server that cannot just now: it is in the outbox already.
  failed() {
    if (this.unstored) return;
    this.#say('outbox', `Saved on this phone ${clock(new Date())}. ${BY_ITSELF}`, 'waiting');
    outbox.later();
    askForDelivery().catch(() => null);
  }

  async #attend(status) {
    const attention = { status, reason: outbox.reasonFor(status) };
    this.#submittedAt = null;
    await this.#saving;
    const draft = { ...this.#draft(wordsOf(this.#element.form)), id: this.id, attention };
    await drafts.save(this.#vault, draft, { after: this.#serial }).then((kept) => this.attended(attention, kept)).catch(() => null);
  }

  attended({ reason }, { serial }) {
    this.#serial = serial;
    this.#submittedAt = null;
    this.#say('attention', reason, 'trouble');
  }

  // Sent from behind. `gone`: the phone holds nothing later than what was sent.
  delivered(receipt, gone) {
    this.#goOnFrom(receipt);
    if (!gone || this.#now > this.#stored) return;
    this.#serial = 0;
    this.#submittedAt = null;
    this.#element.safe(receipt);
    this.#kind = 'safe';
  }

  #sendWhenQuiet() {
    clearTimeout(this.#timers.quiet);
    this.#timers.quiet = setTimeout(() => this.flush().then(() => outbox.send(this.id)).then((outcome) => { if (outcome === 'waiting') this.failed(); }), QUIET_MS + 50);
  }

  // A reader hears each change of state once.
  #say(kind, words, look = '') {
    this.#element.say(words, look);
    if (kind && kind !== this.#kind && !(kind === 'stored' && this.#kind === '')) announce(words);
    this.#kind = kind;
  }

  leave() {
    this.flush();
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    if (this.#submittedAt) this.#saving.then(() => outbox.soon());
    this.#letGo?.();
    this.#endings.forEach((end) => end());
  }
}
