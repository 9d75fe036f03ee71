// The one line under a form: where its words are. A screen reader hears each change of state once, not every save.
import { clock } from 'weekbook/clock';
import { announce, hide, show } from 'weekbook/messages';
import { showNextSteps } from 'weekbook/offline/next-steps';

const FULL = 'Not saved: this phone is full. Your words are on this page only. Make room, or press Save while there is signal.';
const SILENT = 'Not saved: this phone’s store does not answer. Your words are on this page only. Copy them, or press Save while there is signal.';

export class FormStatus {
  #element;
  #kind = '';

  constructor(element) {
    this.#element = element;
    const line = element.querySelector('[data-form-status]') ?? this.#newLine();
    line.removeAttribute('role');
  }

  #newLine() {
    const line = Object.assign(document.createElement('p'), { className: 'form-status' });
    line.dataset.formStatus = '';
    this.#element.form.append(line);
    return line;
  }

  get isUnstored() { return this.#kind === 'unstored'; }

  #say(kind, words, look) {
    this.#element.say(words, look);
    if (kind !== this.#kind && kind !== 'nothing' && words) announce(words);
    if (this.#kind === 'unstored' && kind !== 'unstored') ['store-bar', 'full-bar'].forEach(hide);
    this.#kind = kind;
  }

  nothing() { this.#say('nothing', ''); }
  stored(at) { this.#say('stored', `Saved on this phone ${clock(at)}`, 'stored'); }
  waiting() { this.#say('waiting', `Saved on this phone ${clock(new Date())}. It goes by itself when there is signal.`, 'waiting'); }
  finished() {
    this.waiting();
    showNextSteps(this.#element);
  }

  needsSignal() { this.#say('needs', `Saved on this phone ${clock(new Date())}. What you asked for needs signal.`, 'waiting'); }
  attention({ reason }) { this.#say('attention', reason, 'trouble'); }
  sentElsewhere() { this.#say('elsewhere', 'Safe on the record', 'safe'); }

  unstored({ name }) {
    const full = name === 'StorageFull';
    show(full ? 'full-bar' : 'store-bar');
    this.#say('unstored', full ? FULL : SILENT, 'trouble');
  }
}
