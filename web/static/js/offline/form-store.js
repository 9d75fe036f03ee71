// The words of one form as they lie sealed on the phone: one row after the other, never on top of another tab's.
import { newId } from 'weekbook/ids';
import { wordsOf } from 'weekbook/offline/filling';
import { labelsOf } from 'weekbook/offline/labels';
import * as drafts from 'weekbook/offline/drafts';
import { current } from 'weekbook/offline/session';

// The council's copy of what was discarded is put away too.
const tellSoon = () => import('weekbook/offline/discarded').then(({ tellDiscarded }) => tellDiscarded(current())).catch(() => null);

export class FormStore {
  serial = 0;
  // Whether it lies on the phone, as far as this form knows.
  isKept = false;
  submittedAt = null;
  // The notes whose words stand in the form by now.
  took = [];
  // Why it was sent back, until it is saved again.
  sentBack = null;
  #element;
  #vault;
  #saving = Promise.resolve();
  #renamed;

  // `renamed()`: the words go on under a new id, because another tab goes on with the old one.
  constructor(element, vault, renamed) {
    this.#element = element;
    this.#vault = vault;
    this.#renamed = renamed;
  }

  get id() { return this.#element.draftId; }
  get done() { return this.#saving; }

  draft(fields = wordsOf(this.#element.form), attention = this.sentBack) {
    const { form, address, heading, about } = this.#element;
    return {
      id: this.id,
      form: address,
      action: form.getAttribute('action'),
      title: heading,
      about,
      fields,
      labels: labelsOf(form, fields),
      submitted: Boolean(this.submittedAt && !attention),
      submitted_at: this.submittedAt,
      attention,
      note: false,
      took: this.took,
    };
  }

  // One after the other. Resolves to {kept} or to {error}; nothing is thrown.
  put(draft) {
    this.#saving = this.#saving.then(() => this.#put(draft)).then((kept) => ({ kept }), (error) => ({ error }));
    return this.#saving;
  }

  async #put(draft) {
    try {
      const kept = await drafts.save(this.#vault, draft, { after: this.serial });
      if (draft.id === this.id) Object.assign(this, { serial: kept.serial, isKept: true });
      return kept;
    } catch (error) {
      if (error.name !== 'Overtaken' || draft.id !== this.id) throw error;
      return await this.#isSentBack() ? this.#put(draft) : this.#beside(draft);
    }
  }

  // Overtaken by no other words: a sender only noted beside these why they were sent back. What is put here is newer.
  async #isSentBack() {
    const row = (await drafts.states(this.#vault.handle)).find(({ id }) => id === this.id);
    if (row?.state !== 'attention' || row.serial !== this.serial + 1) return false;
    this.serial = row.serial;
    return true;
  }

  // Another tab went on with the same words: both stay, each under an id of its own.
  async #beside(draft) {
    const id = this.rename();
    const fields = draft.fields.map(([name, value]) => [name, name === 'draft_id' ? id : value]);
    return this.#put({ ...draft, id, fields });
  }

  rename(id = newId(), serial = 0) {
    this.#element.field('draft_id').value = id;
    this.serial = serial;
    this.isKept = serial > 0;
    this.#renamed();
    return id;
  }

  // Where nothing was written since. Resolves to whether it is gone.
  async letGo() {
    await this.#saving;
    return drafts.settled(this).catch(() => false);
  }

  async discard() {
    await this.#saving;
    await drafts.discard(this.id);
    tellSoon();
    this.submittedAt = null;
    this.took = [];
    this.sentBack = null;
    this.rename();
  }
}
