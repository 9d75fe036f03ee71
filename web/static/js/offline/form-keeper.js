// One form's words: sealed on the phone as they are typed, put into the outbox before they are posted, let go for a
// receipt of the very same words.
import { askForDelivery } from 'weekbook/offline/delivery';
import { fill, wordsOf } from 'weekbook/offline/filling';
import { FormStatus } from 'weekbook/offline/form-status';
import { FormStore } from 'weekbook/offline/form-store';
import { holdForm, watchForm } from 'weekbook/offline/form-watching';
import * as outbox from 'weekbook/offline/outbox';
import { bringBack } from 'weekbook/offline/restoring';
import { current } from 'weekbook/offline/session';

const PAUSE_MS = 300;
const LONGEST_MS = 1500;
const QUIET_MS = 1500;
const AGAIN_MS = 2000;

export class Keeper {
  unstored = false;
  #element; #store; #status; #unwatch; #letGo = null;
  #timers = {};
  #now = 0; #stored = 0; #sent = -1; #final = true; #dirtySince = 0; #typedAt = -Infinity;

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
    this.#status = new FormStatus(element);
    this.#store = new FormStore(element, open.record, () => this.#hold());
    this.#unwatch = watchForm(this);
  }

  get isTyping() { return performance.now() - this.#typedAt < QUIET_MS; }
  get hasUnstored() { return this.unstored || this.#stored < this.#now; }

  async #begin(open, before) {
    if (before) this.#store.serial = before.serial ?? 0;
    if (before?.fields) fill(this.#element.form, before.fields, ['draft_id', 'opened_version']);
    this.#hold();
    if (!before) await bringBack(this.#element, open, { afresh: () => this.#afresh(), goOn: (draft) => this.#goOn(draft) });
  }

  #hold() {
    this.#letGo?.();
    this.#letGo = holdForm(this.#store.id, outbox.hold(this.#store.id, this));
  }

  // A draft of another day, or of a tab that was closed, goes on in this form.
  #goOn(draft) {
    this.#store.rename(draft.id, draft.serial);
    this.#store.submittedAt = draft.state === 'outbox' ? draft.submitted_at : null;
    if (draft.attention) this.#status.attention(draft.attention);
    else this.#status.stored(draft.saved_at);
  }

  async #afresh() {
    clearTimeout(this.#timers.save);
    this.#stored = this.#now;
    await this.#store.discard();
    this.#status.nothing();
  }

  typed() {
    const at = performance.now();
    this.#now += 1;
    this.#typedAt = at;
    this.#dirtySince ||= at;
    clearTimeout(this.#timers.save);
    this.#timers.save = setTimeout(() => this.flush(), Math.max(0, Math.min(PAUSE_MS, this.#dirtySince + LONGEST_MS - at)));
    if (this.#store.submittedAt) this.#sendWhenQuiet();
  }

  // What stands in the form now, sealed and stored; resolves when it is, or when it could not be.
  async flush() {
    clearTimeout(this.#timers.save);
    if (this.#stored >= this.#now || !this.#element.form) return this.#store.done;
    // Other words under the time of earlier ones would be taken for these sent again.
    const written = this.#element.field('written_on_phone_at');
    if (this.#store.submittedAt && written) written.value = new Date().toISOString();
    return this.#put(this.#store.draft());
  }

  async #put(draft) {
    const version = this.#now;
    this.#dirtySince = 0;
    const { kept, error } = await this.#store.put(draft);
    this.unstored = Boolean(error);
    if (error) {
      this.#status.unstored(error);
      clearTimeout(this.#timers.again);
      this.#timers.again = setTimeout(() => this.flush(), AGAIN_MS);
      return;
    }
    this.#stored = Math.max(this.#stored, version);
    if (draft.attention) this.#status.attention(draft.attention);
    else if (!draft.submitted || this.#status.isUnstored) this.#status.stored(kept.saved_at);
  }

  // Into the outbox first, then `go`: the ordinary post. One more row of the form is no saving: `final` is false.
  async send(fields, go, { final }) {
    this.#final = final;
    this.#sent = this.#now;
    clearTimeout(this.#timers.save);
    if (final) {
      this.#store.submittedAt = this.#element.field('written_on_phone_at')?.value || new Date().toISOString();
      await this.#put(this.#store.draft(fields));
    } else {
      await this.flush();
    }
    return outbox.alone(this.#store.id, go);
  }

  // To the form that comes instead of this one; what was typed meanwhile goes along.
  handOn(status) {
    const { form } = this.#element;
    const typed = this.#now > this.#sent && form;
    const attention = this.#final ? { status, reason: outbox.reasonFor(status) } : null;
    this.#store.submittedAt = null;
    this.#stored = this.#now;
    const draft = this.#store.draft(wordsOf(form), attention);
    this.#store.put(draft);
    return { serial: this.#store.serial + 1, ...(typed && { fields: draft.fields }) };
  }

  answer(event, receipt, ours) {
    const { ctx } = event.detail;
    const { status } = ctx.response;
    ctx.kept = status < 400 || outbox.isForLater(status);
    if (outbox.isForLater(status) || (status < 400 && !receipt)) {
      event.preventDefault(); // without a receipt it is not ours: a captive portal, or cut short
      this.failed();
    } else if (status === 409 || status === 422) {
      this.#status.nothing();
    } else if (status >= 400) {
      this.#attend(status);
    } else if (!outbox.matches(receipt, this.#store.id, ours)) {
      event.preventDefault();
      this.#attend('differs');
    } else {
      this.#arrived(event, receipt);
    }
  }

  #arrived(event, receipt) {
    if (this.#now > this.#sent) {
      event.preventDefault();
      this.#goOnFrom(receipt);
      this.flush();
      this.#sendWhenQuiet();
      return;
    }
    this.#store.submittedAt = null;
    this.#store.letGo();
    this.#element.safe(receipt);
  }

  #goOnFrom(receipt) {
    const version = this.#element.field('opened_version');
    if (version && receipt?.revision) version.value = receipt.revision;
  }

  // No signal, or a server that cannot just now: it is in the outbox already.
  failed() {
    if (this.unstored) return;
    if (this.#final) this.#status.waiting();
    else this.#status.needsSignal();
    outbox.later();
    askForDelivery().catch(() => null);
  }

  #attend(status) {
    this.#store.submittedAt = null;
    this.#put(this.#store.draft(undefined, { status, reason: outbox.reasonFor(status) }));
  }

  // From the sender: its state changed on the phone, or it is on the record. `gone`: nothing later is kept here.
  attended(attention, { serial }) {
    this.#store.serial = serial;
    this.#store.submittedAt = attention ? null : this.#store.submittedAt;
    if (attention) this.#status.attention(attention);
  }

  delivered(receipt, gone) {
    this.#goOnFrom(receipt);
    if (!gone || this.#now > this.#stored) return;
    this.#store.serial = 0;
    this.#store.submittedAt = null;
    this.#element.safe(receipt);
  }

  sentElsewhere(id) {
    if (id !== this.#store.id || !this.#store.submittedAt || this.hasUnstored || this.#element.isBusy) return;
    this.#status.sentElsewhere();
  }

  #sendWhenQuiet() {
    clearTimeout(this.#timers.quiet);
    const send = async () => {
      await this.flush();
      if (await outbox.send(this.#store.id) === 'waiting') this.failed();
    };
    this.#timers.quiet = setTimeout(send, QUIET_MS + 50);
  }

  leave() {
    this.flush();
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    if (this.#store.submittedAt) this.#store.done.then(() => outbox.soon());
    this.#letGo?.();
    this.#unwatch();
  }
}
