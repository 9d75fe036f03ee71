// <on-this-phone>: everything that is not on the record yet, opened here, with what is to be done about each.
import { clock } from 'weekbook/clock';
import { announce } from 'weekbook/messages';

const STATES = { draft: ['Being written', ''], outbox: ['Waits for signal', 'due'], attention: ['Needs attention', 'overdue'], note: ['To be filed', 'due'], put: ['In a form', 'due'], unreadable: ['Sealed', 'overdue'] };
const UNREADABLE = 'It was sealed for a passkey that is gone. It is opened with signal, after the next touch; nothing is lost.';

const stateOf = ({ note, unreadable, state, putOn }) => (unreadable ? 'unreadable' : note ? (putOn ? 'put' : 'note') : state);
// A note with the form in which its words stand by now, if any.
const withForm = (item, items) => (item.note ? { ...item, putOn: items.find(({ took }) => took?.includes(item.id)) } : item);
const putOnInWords = ({ title, about }) => `Its words stand in: ${[title || 'a form', about].filter(Boolean).join(', ')}. It stays here until that is safe on the record.`;

class OnThisPhone extends HTMLElement {
  #modules;
  #away;
  #discarded = null;
  #show;

  async connectedCallback() {
    if (document.body.dataset.vault !== 'open') return;
    this.#say('coming');
    this.#away = new AbortController();
    const names = ['drafts', 'outbox', 'session', 'asked', 'notes', 'labels', 'sent', 'unsent-words', 'handed-over', 'discarded', 'turns'];
    const loaded = await Promise.all(names.map((name) => import(`weekbook/offline/${name}`))).catch(() => null);
    if (!loaded) return this.#say('later');
    this.#modules = Object.fromEntries(names.map((name, at) => [name, loaded[at]]));
    const { drafts, turns } = this.#modules;
    this.#show = turns.lastOf(() => this.#showAll());
    drafts.changes.addEventListener('change', () => this.#show(), { signal: this.#away.signal });
    document.addEventListener('weekbook:outbox', () => this.#show(), { signal: this.#away.signal });
    this.querySelector('#send-now').addEventListener('click', () => this.#sendNow());
    this.querySelector('[data-bring-back]').addEventListener('click', () => this.#bringBack());
    await this.#show();
    this.querySelector('[data-may-clear]').hidden = await navigator.storage?.persisted?.().catch(() => true) ?? true;
  }

  disconnectedCallback() {
    this.#away?.abort();
    this.#discarded = null;
  }

  #say(when) {
    for (const part of this.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== when;
  }

  async #showAll() {
    const open = this.#modules.session.current();
    if (!open || !this.isConnected) return;
    const all = await this.#modules.drafts.list(open);
    const items = all.map((item) => withForm(item, all));
    this.#say(items.length ? 'some' : 'none');
    this.querySelector('[data-total]').textContent = this.#modules['unsent-words'].inKinds(items);
    this.#showSent();
    const opened = new Set([...this.querySelectorAll('details[open]')].map((details) => details.closest('li').id));
    this.querySelector('[data-items]').replaceChildren(...items.map((item) => this.#row(item, opened)));
  }

  #showSent() {
    const { lastSent, nameOf } = this.#modules.sent;
    const lines = lastSent().map((one) => Object.assign(document.createElement('li'), { textContent: `${nameOf(one)}: safe on the record since ${clock(one.at)}` }));
    this.querySelector('[data-sent]').hidden = !lines.length;
    this.querySelector('[data-sent] ul').replaceChildren(...lines);
  }

  #row(item, opened) {
    const row = this.querySelector(':scope > template').content.firstElementChild.cloneNode(true);
    const part = (name) => row.querySelector(`[data-${name}]`);
    const state = stateOf(item);
    row.id = `item-${item.id}`;
    part('title').textContent = item.title || 'A note';
    part('about').textContent = [item.about, item.saved_at && `saved ${clock(item.saved_at)}`].filter(Boolean).join(' · ');
    [part('state').textContent] = STATES[state];
    part('state').classList.add(...[STATES[state][1]].filter(Boolean));
    part('reason').textContent = item.unreadable ? UNREADABLE : item.putOn ? putOnInWords(item.putOn) : item.attention?.reason ?? '';
    part('reason').hidden = !part('reason').textContent;
    const words = this.#words(item);
    part('words').replaceChildren(...words.map(([label, text]) => this.#fact(label, text)));
    row.querySelector('details').open = opened.has(row.id);
    row.querySelector('details').hidden = !words.length;
    this.#acts(row, item, state);
    return row;
  }

  #words(item) { return this.#modules.labels.wordsIn(item); }

  #fact(label, text) {
    const fact = document.createElement('div');
    fact.append(Object.assign(document.createElement('dt'), { textContent: label }), Object.assign(document.createElement('dd'), { textContent: text, className: 'prose' }));
    return fact;
  }

  #acts(row, item, state) {
    const acts = {
      open: state === 'unreadable' || state === 'note' ? null : () => this.#open(item.putOn ?? item),
      file: state === 'note' ? () => this.#modules.notes.fileNote(item) : null,
      copy: state === 'unreadable' || !this.#words(item).length ? null : (button) => this.#copy(item, button),
      discard: () => this.#discard(item),
    };
    for (const [name, act] of Object.entries(acts)) {
      const button = row.querySelector(`[data-act="${name}"]`);
      button.hidden = !act;
      button.setAttribute('aria-label', `${button.textContent.trim()}: ${item.title || 'a note'}${item.about ? `, ${item.about}` : ''}`);
      if (act) button.addEventListener('click', () => act(button));
    }
  }

  #open(item) {
    this.#modules.asked.bringNext(item);
    this.#modules.session.goTo(item.form);
  }

  async #copy(item, button) {
    await navigator.clipboard.writeText(this.#words(item).map(([label, text]) => `${label}\n${text}`).join('\n\n'));
    button.querySelector('span').textContent = 'Copied';
    announce('Copied');
  }

  async #sendNow() {
    const listed = async () => this.#modules.drafts.list(this.#modules.session.current());
    this.#tell('Sending…');
    const before = await listed();
    await this.#modules.outbox.sendAll({ again: true });
    if (this.#modules.session.current()) this.#tell(this.#modules['unsent-words'].whyLeft(before, await listed()));
    await this.#show();
  }

  #tell(words) {
    this.querySelector('[data-told]').textContent = words;
  }

  async #discard(item) {
    const dialog = this.querySelector('#discard-dialog');
    // The worker may have handed it over since it was listed.
    const now = (await this.#modules.drafts.states(this.#modules.session.current().handle)).find(({ id }) => id === item.id) ?? item;
    dialog.querySelector('[data-discard-words]').textContent = `“${item.title || 'A note'}”${item.about ? `, ${item.about}` : ''}: ${this.#modules['handed-over'].discardInWords(now)}.`;
    dialog.returnValue = '';
    dialog.addEventListener('close', () => dialog.returnValue === 'discard' && this.#letGo(item), { once: true });
    dialog.showModal();
  }

  async #letGo(item) {
    this.#discarded = item.unreadable ? null : item;
    await this.#modules.drafts.discard(item.id);
    this.#modules.discarded.tellDiscarded(this.#modules.session.current()).catch(() => null);
    this.querySelector('[data-undo]').hidden = !this.#discarded;
    announce('Discarded');
  }

  async #bringBack() {
    const open = this.#modules.session.current();
    await this.#modules.discarded.forgetDiscarded(open, this.#discarded.id);
    await this.#modules.drafts.save(open, this.#discarded);
    this.#discarded = null;
    this.querySelector('[data-undo]').hidden = true;
    announce('It is back');
  }
}

customElements.define('on-this-phone', OnThisPhone);
