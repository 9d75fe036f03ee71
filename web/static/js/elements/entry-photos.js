// <entry-photos data-entry data-there data-most>: photographs taken for an entry, as long as they wait on this phone.
// Without `data-entry` they are for what is written in the form around them; with `all`, those of every entry.
import { announce } from 'weekbook/messages';
import { clock } from 'weekbook/clock';
import { lastOf } from 'weekbook/offline/turns';
import * as photographs from 'weekbook/offline/photographs';
import { begin } from 'weekbook/offline/photograph-sending';
import { current, whenLocked } from 'weekbook/offline/session';
import { show, small } from 'weekbook/picture';

const TYPED_MS = 400;
const UNREADABLE = 'This phone could not open that as a photograph. Take it with the camera, or choose another.';
const UNNAMED = 'Say what it is; then it goes, after your words.';
const UNNAMED_IN_PAGE = 'Say what it is. Until it has gone it waits in this page only: this phone is full.';
const SHUT = 'Sealed under an earlier passkey. It comes back with your next touch and signal.';
const SEALED = 'Waits on this phone, sealed. It goes after your words.';
const NO_ROOM = 'This phone is full: the photograph waits in this page only, and your words go first. Leave Weekbook open until it has gone.';
const IN_PAGE = 'Waits in this page and goes after your words.';

const safeSince = ({ at }) => `Photograph safe on the record since ${clock(at)}`;

function stateOf({ caption, reason }, isKept) {
  if (reason) return reason;
  const isCrowdedOut = !isKept && current();
  if (!caption.trim()) return isCrowdedOut ? UNNAMED_IN_PAGE : UNNAMED;
  if (isCrowdedOut) return NO_ROOM;
  return isKept ? SEALED : IN_PAGE;
}

class EntryPhotos extends HTMLElement {
  #away;
  #entry;
  #letGo;
  #gone = 0;
  #unsaid = new Map();
  #show = lastOf(() => this.#showAll());

  get #list() { return this.querySelector('[data-waiting]'); }
  get #input() { return this.querySelector('input[type="file"]'); }
  get #idField() { return this.closest('form')?.elements.namedItem('draft_id'); }

  connectedCallback() {
    begin();
    this.#away = new AbortController();
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.#away.signal });
    if (this.#input) on(this.#input, 'change', () => this.#take());
    on(this, 'keydown', (event) => { if (event.key === 'Enter' && event.target.matches('[data-caption]')) event.preventDefault(); });
    on(document, 'visibilitychange', () => { if (document.visibilityState === 'hidden') this.#flush(); });
    this.#away.signal.addEventListener('abort', whenLocked(() => this.#flush()));
    on(photographs.changes, 'change', ({ detail }) => this.#hear(detail));
    if (this.#idField) {
      const observer = new MutationObserver(() => this.#about(this.#idField?.value));
      observer.observe(this.#idField, { attributes: true, attributeFilter: ['value'] });
      this.#away.signal.addEventListener('abort', () => observer.disconnect());
    }
    this.#about(this.dataset.entry ?? this.#idField?.value);
  }

  disconnectedCallback() {
    this.#away?.abort();
    this.#flush();
    this.#letGo?.();
    this.#list.replaceChildren();
    this.#unsaid.clear();
  }

  // What is being typed, where no `change` may come any more.
  #flush() { for (const say of this.#unsaid.values()) say(true); }

  // Which entry they are for: a form's id is another one where a draft of another day goes on in it. Without one yet,
  // nothing can be chosen; what a browser has put back into the field is taken then.
  #about(entry) {
    this.hidden = !entry;
    if (!entry) return;
    this.#letGo?.();
    this.#entry = entry;
    this.#letGo = this.dataset.entry ? null : photographs.holdBack(entry);
    this.#show();
    if (this.#input?.files.length) this.#take();
  }

  #hear({ id, entry, receipt }) {
    if (!this.#isAbout(entry)) return;
    const item = this.#itemOf(id);
    if (receipt && item) this.#isSafe(item, receipt);
    else this.#show();
  }

  #isAbout(entry) { return this.#entry === 'all' || entry === this.#entry; }

  #itemOf(id) { return this.#list.querySelector(`[data-id="${id}"]`); }

  #isSafe(item, receipt) {
    this.#gone += 1;
    item.dataset.safe = '';
    item.querySelector('[data-caption]').readOnly = true;
    item.querySelector('[data-discard]').remove();
    const text = safeSince(receipt);
    this.#say(item, text);
    announce(text);
  }

  #say(item, text) {
    const line = item.querySelector('[data-state]');
    if (line.textContent !== text) line.textContent = text;
  }

  async #take() {
    const [file] = this.#input.files;
    if (!file || !this.#entry) return;
    this.#input.value = '';
    this.#tell('Making it small…');
    try {
      await photographs.add(this.#entry, await small(file));
      this.#tell('');
      await this.#show();
      this.#list.querySelector('li:last-child [data-caption]')?.focus();
    } catch {
      this.#tell(UNREADABLE);
    }
  }

  #tell(text) { this.querySelector('[data-photograph-line]').textContent = text; }

  async #showAll() {
    const open = current();
    if (!this.isConnected || (!open && document.body.dataset.vault)) return;
    const here = (await photographs.mine()).filter(({ row }) => this.#isAbout(row.entry));
    for (const item of this.#list.querySelectorAll('li:not([data-safe])')) {
      if (!here.some(({ row }) => row.id === item.dataset.id)) item.remove();
    }
    for (const one of here) await this.#showOne(open, one).catch(() => null);
    for (const one of photographs.arrivedAt(this.#entry)) this.#showArrived(one);
    if (this.#entry !== 'all') this.#count(here);
  }

  // It went after this screen had left the server, and would be missed here.
  #showArrived({ id, entry, receipt }) {
    if (!this.dataset.entry || this.dataset.known.includes(id) || this.#itemOf(id)) return;
    const item = document.createElement('li');
    item.className = 'photograph stack';
    item.dataset.id = id;
    item.dataset.safe = '';
    const picture = Object.assign(new Image(), { src: `/entries/${entry}/photographs/${id}`, alt: `Photograph: ${receipt.caption}` });
    const line = Object.assign(document.createElement('p'), { className: 'small quiet', textContent: safeSince(receipt) });
    item.append(picture, line);
    this.#list.append(item);
    this.#gone += 1;
  }

  #count(here) {
    const all = Number(this.dataset.there) + this.#gone + here.length;
    this.querySelector('.add-photograph').hidden = all >= Number(this.dataset.most);
    if (all >= Number(this.dataset.most)) this.#tell(`${this.dataset.most} photographs are the most. Take one out to add another.`);
  }

  async #showOne(open, { row, isKept }) {
    if (photographs.isShut(open, row)) return this.#showShut(row);
    this.#list.querySelector(`[data-shut][data-id="${row.id}"]`)?.remove();
    const words = await photographs.wordsOf(open, row);
    const item = this.#itemOf(row.id) ?? await this.#newItem(open, row, words);
    item.querySelector('canvas').setAttribute('aria-label', words.caption || 'Photograph');
    this.#say(item, stateOf(words, isKept));
  }

  #showShut(row) {
    if (this.#itemOf(row.id)) return;
    const item = this.#blankItem(row);
    item.dataset.shut = '';
    item.querySelector('canvas').remove();
    item.querySelector('[data-caption]').closest('.field').remove();
    this.#say(item, SHUT);
    this.#list.append(item);
  }

  #blankItem(row) {
    const item = this.querySelector('template').content.firstElementChild.cloneNode(true);
    item.dataset.id = row.id;
    item.querySelector('[data-discard]').addEventListener('click', () => photographs.remove(row.id, row.entry));
    return item;
  }

  async #newItem(open, row, { caption }) {
    const item = this.#blankItem(row);
    const field = item.querySelector('[data-caption]');
    field.value = field.defaultValue = caption;
    let timer;
    let said = caption;
    const say = (isDone) => {
      clearTimeout(timer);
      if (field.value === said && !(isDone && photographs.isTyped(row.id))) return;
      said = field.value;
      photographs.say(row.id, said, { isDone });
    };
    field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(say, TYPED_MS, false); });
    field.addEventListener('change', () => say(true));
    this.#unsaid.set(row.id, say);
    await show(await photographs.pictureOf(open, row), item.querySelector('canvas'));
    if (this.isConnected) this.#list.append(item);
    return item;
  }
}

customElements.define('entry-photos', EntryPhotos);
