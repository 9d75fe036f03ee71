// One form's words: sealed on the phone as they are typed, put into the outbox before they are posted, let go for a
// receipt of the very same words.
import { announce } from 'weekbook/messages';
import { fill, wordsOf } from 'weekbook/offline/filling';
import { FormAnswers } from 'weekbook/offline/form-answers';
import { FormSaving } from 'weekbook/offline/form-saving';
import { FormStatus } from 'weekbook/offline/form-status';
import { FormStore } from 'weekbook/offline/form-store';
import { holdForm, watchForm } from 'weekbook/offline/form-watching';
import { alone, hold } from 'weekbook/offline/items';
import { soon } from 'weekbook/offline/outbox';
import { setClock } from 'weekbook/offline/own-clock';
import { bringBack } from 'weekbook/offline/restoring';
import { current } from 'weekbook/offline/session';

// The reason that stays while one takes both texts together; what was merely missing is put right by typing.
const changedElsewhere = (attention) => (attention?.status === 409 ? attention : null);

export class Keeper {
  // What the sender and the element hear.
  answers;
  #element; #store; #status; #saving; #unwatch; #letGo = null; #claimed = null;

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
    this.#saving = new FormSaving(element, this.#store, this.#status);
    this.answers = new FormAnswers(element, this.#store, this.#status, this.#saving);
    this.#unwatch = watchForm(this);
  }

  get unstored() { return this.#saving.isUnstored; }
  get hasUnstored() { return this.#saving.hasUnstored; }

  async #begin(open, before) {
    setClock(this.#element);
    if (before) Object.assign(this.#store, { serial: before.serial ?? 0, took: before.took ?? [], sentBack: before.sentBack ?? null });
    if (before?.fields) fill(this.#element.form, before.fields, ['draft_id', 'opened_version']);
    this.#hold();
    // A store that does not answer is said elsewhere; what is typed from now on is kept as soon as it does.
    if (!before) await bringBack(this.#element, open, this.#acts()).catch(() => null);
  }

  #acts() {
    return {
      afresh: () => this.#afresh(),
      goOn: (draft, claimed) => this.#goOn(draft, claimed),
      take: ({ id }) => this.#store.took.push(id),
    };
  }

  #hold() {
    this.#letGo?.();
    this.#letGo = holdForm(this.#store.id, hold(this.#store.id, this.answers), this.#claimed);
    this.#claimed = null;
  }

  // A draft of another day, or of a tab that was closed, goes on in this form.
  #goOn(draft, claimed) {
    this.#claimed = claimed;
    this.#store.rename(draft.id, draft.serial);
    this.#store.submittedAt = draft.state === 'outbox' ? draft.submitted_at : null;
    this.#store.took = [...draft.took ?? []];
    this.#store.sentBack = changedElsewhere(draft.attention);
    if (draft.attention) this.#status.attention(draft.attention);
    else this.#status.stored(draft.saved_at);
  }

  async #afresh() {
    this.#saving.settled();
    await this.#store.discard();
    this.#status.nothing();
  }

  typed() {
    this.#saving.typed();
    if (this.#store.submittedAt) this.answers.sendWhenQuiet();
  }

  flush() { return this.#saving.flush(); }
  storeAnew() { this.#saving.anew(); }

  // Into the outbox first, then `go`: the ordinary post. One more row of the form is no saving: `final` is false.
  async send(fields, go, { final }) {
    announce('Sending…');
    this.answers.awaits({ final });
    this.#saving.sends();
    if (final) {
      this.#store.sentBack = null;
      this.#store.submittedAt = this.#element.field('written_on_phone_at')?.value || new Date().toISOString();
      await this.#saving.put(this.#store.draft(fields));
    } else {
      await this.flush();
    }
    return alone(this.#store.id, go);
  }

  // To the form that comes instead of this one; what was typed meanwhile goes along.
  handOn(status) {
    const { form } = this.#element;
    const typed = this.#saving.hasMore && form;
    this.#store.submittedAt = null;
    this.#saving.settled();
    const attention = this.answers.attentionFor(status);
    const draft = this.#store.draft(wordsOf(form), attention);
    this.#store.put(draft);
    return { serial: this.#store.serial + 1, took: this.#store.took, sentBack: changedElsewhere(attention), ...(typed && { fields: draft.fields }) };
  }

  leave() {
    this.flush();
    this.#saving.rest();
    if (this.#store.submittedAt) this.#store.done.then(() => soon());
    this.#letGo?.();
    this.#unwatch();
  }
}
