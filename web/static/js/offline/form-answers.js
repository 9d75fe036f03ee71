// What becomes of one form's words once they were sent: what the server says of them here, and what the sender says that
// sends them later or from another tab.
import { askForDelivery } from 'weekbook/offline/delivery';
import * as drafts from 'weekbook/offline/drafts';
import * as items from 'weekbook/offline/items';
import { later } from 'weekbook/offline/outbox';
import { current } from 'weekbook/offline/session';
import { isOurs } from 'weekbook/ours';

export class FormAnswers {
  #element; #store; #status; #saving; #final = true;

  constructor(element, store, status, saving) {
    this.#element = element;
    this.#store = store;
    this.#status = status;
    this.#saving = saving;
  }

  get isTyping() { return this.#saving.isTyping; }

  // `final`: what comes is the answer to a saving, and not to one more row of the form.
  awaits({ final }) { this.#final = final; }

  // Why it waits, should it be sent back; null where it was no saving.
  attentionFor(status) {
    return this.#final ? { status, reason: items.reasonFor(status) } : null;
  }

  answer(event, receipt, ours) {
    const { ctx } = event.detail;
    const { status } = ctx.response;
    const isNone = !isOurs(ctx.response) || items.isForLater(status) || (status < 400 && !receipt); // cut short
    ctx.kept = status < 400 || isNone;
    if (isNone) {
      event.preventDefault();
      this.failed();
    } else if (status === 409 || status === 422) {
      this.#status.nothing();
    } else if (status >= 400) {
      this.#attend(status);
    } else if (!items.matches(receipt, this.#store.id, ours)) {
      event.preventDefault();
      this.#attend('differs');
    } else {
      this.#arrived(event, receipt);
    }
  }

  #arrived(event, receipt) {
    if (this.#saving.hasMore) {
      event.preventDefault();
      this.#goOnFrom(receipt);
      this.#saving.flush();
      this.sendWhenQuiet();
      return;
    }
    this.#saving.settled();
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
    if (this.#saving.isUnstored) return;
    if (this.#final) this.#status.finished();
    else this.#status.needsSignal();
    later();
    askForDelivery().catch(() => null);
  }

  #attend(status) {
    this.#store.submittedAt = null;
    this.#saving.put(this.#store.draft(undefined, { status, reason: items.reasonFor(status) }));
  }

  // From the sender: its state changed on the phone, or it is on the record. `gone`: nothing later is kept here.
  attended(attention, { serial }) {
    this.#store.serial = serial;
    this.#store.submittedAt = attention ? null : this.#store.submittedAt;
    if (attention) this.#status.attention(attention);
  }

  delivered(receipt, gone) {
    this.#goOnFrom(receipt);
    if (!gone || this.#saving.isBehind) return;
    this.#store.isKept = false;
    this.#store.submittedAt = null;
    this.#element.safe(receipt);
  }

  // What became of it in another tab, or by the sender: on the record, discarded, or sent back with a reason.
  async changedElsewhere({ id, state, serial, isSafe }) {
    if (id !== this.#store.id || !this.#store.submittedAt || this.#saving.hasUnstored || this.#element.isBusy) return;
    if (state === null && isSafe) return this.#status.sentElsewhere();
    if (state === null) return this.#discardedElsewhere();
    if (state !== 'attention' || serial <= this.#store.serial) return;
    const draft = await drafts.read(current(), id).catch(() => null);
    if (draft?.attention && draft.id === this.#store.id) this.attended(draft.attention, draft);
  }

  #discardedElsewhere() {
    Object.assign(this.#store, { submittedAt: null, isKept: false });
    this.#status.nothing();
  }

  sendWhenQuiet() {
    this.#saving.whenQuiet(async () => {
      await this.#saving.flush();
      if (await items.send(this.#store.id) === 'waiting') this.failed();
    });
  }
}
