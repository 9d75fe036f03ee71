// The words of one form as they lie sealed on the phone: one row after the other, never on top of another tab's.
import { newId } from 'weekbook/ids';
import { wordsOf } from 'weekbook/offline/filling';
import { labelsOf } from 'weekbook/offline/labels';
import * as drafts from 'weekbook/offline/drafts';

export class FormStore {
  serial = 0;
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
      if (draft.id === this.id) this.serial = kept.serial;
      return kept;
    } catch (error) {
      if (error.name !== 'Overtaken' || draft.id !== this.id) throw error;
      return this.#beside(draft);
    }
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
    await drafts.remove(this.id);
    this.submittedAt = null;
    this.took = [];
    this.sentBack = null;
    this.rename();
  }
}
