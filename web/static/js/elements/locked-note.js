// The note that can be begun while the phone is locked: sealed as it is typed, to the one vault that is here.
import { clock } from 'weekbook/clock';
import { newId } from 'weekbook/ids';
import { announce } from 'weekbook/messages';
import { saveNote } from 'weekbook/offline/notes';

const PAUSE_MS = 300;
const AGAIN_MS = 2000;
const IDLE_MS = 600_000;
const SHOWN = 'What you write here can be read on this screen until you press Done, or put the phone away.';
const saved = (at) => `Saved on this phone ${clock(at)}, sealed. After unlocking it waits under “On this phone”.`;
const FULL = 'Not saved: this phone is full. Your note is on this page only. Make room, or copy it.';
const SILENT = 'Not saved: this phone’s store does not answer. Your note is on this page only. Copy it.';
const blank = () => ({ id: newId(), after: undefined, words: '', stored: '' });

export class LockedNote {
  #card;
  #vault;
  #note = blank();
  #timer;
  #idle;
  #why;
  #keeping = Promise.resolve();
  #said = '';
  #put = () => { if (document.visibilityState === 'hidden' && this.#note.words) this.done(); };

  // `card`: the element in which the form of the note stands.
  constructor(card, vault) {
    this.#card = card;
    this.#vault = vault;
    this.#part('textarea').addEventListener('input', ({ target }) => this.#typed(target.value));
    // A note that is begun does not stand open where nobody looks.
    document.addEventListener('visibilitychange', this.#put);
  }

  #part(selector) { return this.#card.querySelector(selector); }

  #show(isOpen) {
    const why = this.#part('[data-why]');
    this.#why ??= why.textContent;
    why.textContent = isOpen ? SHOWN : this.#why;
    this.#part('[data-write]').hidden = isOpen;
    this.#part('[data-note]').hidden = !isOpen;
  }

  begin() {
    this.#show(true);
    this.#part('textarea').focus();
  }

  #typed(words) {
    this.#note.words = words;
    clearTimeout(this.#timer);
    clearTimeout(this.#idle);
    this.#timer = setTimeout(() => this.keep(), PAUSE_MS);
    // Nor where nobody writes any more.
    this.#idle = setTimeout(() => this.done(), Number(document.body.dataset.idleMs) || IDLE_MS);
  }

  // One after the other. Resolves to whether every word of it is stored.
  keep() {
    clearTimeout(this.#timer);
    this.#keeping = this.#keeping.then(() => this.#keepNow());
    return this.#keeping;
  }

  async #keepNow() {
    const note = this.#note;
    const { id, words, after } = note;
    if (words === note.stored) return true;
    try {
      const kept = await saveNote(this.#vault, { id, words, after });
      Object.assign(note, { after: kept.serial, stored: words });
      this.#say(saved(kept.saved_at), 'Saved on this phone, sealed.');
      return true;
    } catch ({ name }) {
      this.#say(name === 'StorageFull' ? FULL : SILENT);
      if (this.#card.isConnected) this.#timer = setTimeout(() => this.keep(), AGAIN_MS);
      return false;
    }
  }

  // A screen reader hears each change of state once, not every save.
  #say(words, spoken = words) {
    this.#part('[data-note-line]').textContent = words;
    if (spoken !== this.#said) announce(spoken);
    this.#said = spoken;
  }

  // Put away, unless that would lose a word. Resolves to whether it was.
  async done() {
    if (!(await this.keep())) return false;
    if (this.#note.words !== this.#note.stored) return this.done(); // typed meanwhile
    this.#part('textarea').value = '';
    this.#note = blank();
    this.#show(false);
    return true;
  }

  leave() {
    document.removeEventListener('visibilitychange', this.#put);
    this.keep();
    clearTimeout(this.#timer);
    clearTimeout(this.#idle);
  }
}
