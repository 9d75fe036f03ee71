// When the words of one form are stored: a moment after the last key, and at once when they are sent, left or hidden.
import { later } from 'weekbook/offline/outbox';
import { stamp } from 'weekbook/stamp';

const PAUSE_MS = 300;
const LONGEST_MS = 1500;
const QUIET_MS = 1500;
const AGAIN_MS = 2000;

export class FormSaving {
  isUnstored = false;
  #element; #store; #status;
  #timers = {};
  #now = 0; #stored = 0; #sent = -1; #dirtySince = 0; #typedAt = -Infinity;

  constructor(element, store, status) {
    this.#element = element;
    this.#store = store;
    this.#status = status;
  }

  get isTyping() { return performance.now() - this.#typedAt < QUIET_MS; }
  get isBehind() { return this.#stored < this.#now; }
  get hasUnstored() { return this.isUnstored || this.isBehind; }
  // Typed since it was sent.
  get hasMore() { return this.#now > this.#sent; }

  typed() {
    const at = performance.now();
    this.#now += 1;
    this.#typedAt = at;
    this.#dirtySince ||= at;
    this.#after('save', Math.max(0, Math.min(PAUSE_MS, this.#dirtySince + LONGEST_MS - at)), () => this.flush());
  }

  // What stands in the form now, sealed and stored; resolves when it is, or when it could not be.
  async flush() {
    clearTimeout(this.#timers.save);
    if (!this.isBehind || !this.#element.form) return this.#store.done;
    // Other words under the time of earlier ones would be taken for these sent again.
    const written = this.#element.field('written_on_phone_at');
    if (this.#store.submittedAt) stamp(written);
    return this.put(this.#store.draft());
  }

  // The store was taken from under the page: what it was said to hold is stored once more.
  anew() {
    if (this.#store.isKept && this.#element.form) this.put(this.#store.draft());
  }

  async put(draft) {
    const version = this.#now;
    this.#dirtySince = 0;
    const { kept, error } = await this.#store.put(draft);
    this.isUnstored = Boolean(error);
    if (error) {
      this.#status.unstored(error);
      this.#after('again', AGAIN_MS, () => this.flush());
      return;
    }
    this.#stored = Math.max(this.#stored, version);
    if (draft.attention && draft.attention !== this.#store.sentBack) this.#status.attention(draft.attention);
    else if (draft.submitted && this.#status.isUnstored && !this.#element.isBusy) this.#goesNow();
    else if (!draft.submitted || this.#status.isUnstored) this.#status.stored(kept.saved_at);
  }

  // Saved while there was neither room nor signal: from now on it is in the outbox.
  #goesNow() {
    this.#status.waiting();
    later();
  }

  // What stands in the form now is what goes.
  sends() {
    clearTimeout(this.#timers.save);
    this.#sent = this.#now;
  }

  // It is elsewhere, or was discarded: nothing of what stands here is to be stored any more.
  settled() {
    for (const name of ['save', 'again']) clearTimeout(this.#timers[name]);
    this.isUnstored = false;
    this.#stored = this.#now;
  }

  whenQuiet(act) {
    this.#after('quiet', QUIET_MS + 50, act);
  }

  #after(name, wait, act) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(act, wait);
  }

  rest() {
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
  }
}
