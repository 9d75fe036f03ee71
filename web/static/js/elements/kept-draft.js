// <kept-draft data-id="…">: goes on with what the council keeps. The words go into this phone's own sealed store under the
// draft's id, and from there into the form that they were begun in, as anything that lies on this phone.
import { announce } from 'weekbook/messages';
import { whose } from 'weekbook/whose';

const SAY = {
  403: 'Touch your passkey once more: open this page again, then continue.',
  404: 'It is on the record by now, or was put away. Open this page again.',
  Overtaken: 'It is still on this phone: open it under “On this phone”.',
  other: 'No signal. Try again when there is.',
};
const modules = () => Promise.all(['session', 'drafts', 'asked', 'notes'].map((name) => import(`weekbook/offline/${name}`)));

class KeptDraft extends HTMLElement {
  async connectedCallback() {
    if (document.body.dataset.vault !== 'open') return;
    this.querySelector('button').addEventListener('click', () => this.#goOn());
    const [{ current }, { read }] = await modules();
    const here = await read(current(), this.dataset.id).catch(() => null);
    this.querySelector('[data-here]').hidden = !here;
  }

  async #goOn() {
    const [{ current, goTo }, drafts, { bringNext }, { fileNote }] = await modules();
    const { id } = this.dataset;
    try {
      const draft = await drafts.read(current(), id).catch(() => null) ?? await this.#bring(current(), drafts);
      if (draft.note) return fileNote(draft);
      bringNext(draft);
      return goTo(draft.form);
    } catch (error) {
      return this.#say(SAY[error.status] ?? SAY[error.name] ?? SAY.other);
    }
  }

  async #bring(open, drafts) {
    const { id } = this.dataset;
    const answer = await fetch(`/recovered/${id}`, { headers: { Accept: 'application/json', ...whose() }, cache: 'no-store' });
    if (!answer.ok) throw Object.assign(new Error('not given'), { status: answer.status });
    const { serial, draft } = await answer.json();
    await drafts.save(open, { ...draft, id, submitted: false, submitted_at: null, attention: null }, { after: serial });
    return drafts.read(open, id);
  }

  #say(words) {
    this.querySelector('[role="status"]').textContent = words;
    announce(words);
  }
}

customElements.define('kept-draft', KeptDraft);
