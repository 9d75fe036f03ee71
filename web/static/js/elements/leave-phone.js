// <leave-phone>: signing out with something unsent says so first; removing Weekbook from this phone is another act.
import { hide } from 'weekbook/messages';

const things = (number) => (number === 1 ? 'One note is' : `${number} notes are`);
const pictures = (number) => (number === 1 ? 'One photograph' : `${number} photographs`);
const UNSEEN = 'What is unsent here cannot be seen just now';
const isThere = () => import('weekbook/offline/signal').then(({ isThere: ask }) => ask());
const modules = () => Promise.all(['session', 'drafts', 'vault', 'database', 'unsent-words', 'photograph-rows'].map((name) => import(`weekbook/offline/${name}`)));

class LeavePhone extends HTMLElement {
  connectedCallback() {
    if (document.body.dataset.vault !== 'open') return;
    this.#form('sign-out').addEventListener('submit', (event) => this.#askFirst(event));
    this.#form('remove').addEventListener('submit', (event) => this.#remove(event));
    this.querySelector('[data-ask-removal]').addEventListener('click', () => this.#askRemoval());
  }

  #form(name) { return this.querySelector(`form[data-${name}]`); }

  // What becomes of each kind: only what was saved goes by itself. Nothing where nothing is unsent.
  async #staying() {
    const [{ current }, { list }, , , { inKinds, kindsOf }, photographs] = await modules();
    const [items, waiting] = [await list(current()), await photographs.count(current().handle)];
    return [this.#notes(items, inKinds, kindsOf), this.#pictures(waiting)].filter(Boolean).join(' ');
  }

  #pictures({ kept, inPage }) {
    const stays = kept && `${pictures(kept)} ${kept === 1 ? 'stays' : 'stay'} on this phone, sealed, until ${kept === 1 ? 'it is' : 'they are'} on the record.`;
    const lost = inPage && `${pictures(inPage)} for which this phone had no room will be lost.`;
    return [stays, lost].filter(Boolean).join(' ');
  }

  #notes(items, inKinds, kindsOf) {
    if (!items.length) return '';
    const goes = kindsOf(items).ready ? ' What is ready goes on the record after you have signed in here again.' : '';
    return `${things(items.length)} not on the record yet. ${items.length === 1 ? 'It stays' : 'They stay'} on this phone, sealed: ${inKinds(items)}.${goes}`;
  }

  async #askFirst(event) {
    event.preventDefault();
    const words = await this.#staying().catch(() => `${UNSEEN}. What there is stays on this phone, sealed.`);
    if (!words) return this.#signOut();
    const dialog = this.querySelector('#sign-out-dialog');
    dialog.querySelector('[data-words]').textContent = words;
    dialog.returnValue = '';
    dialog.addEventListener('close', () => dialog.returnValue === 'leave' && this.#signOut(), { once: true });
    dialog.showModal();
  }

  // The browser's own page of a server that is not there would stand where one has locked.
  async #signOut() {
    if (await isThere()) return this.#form('sign-out').submit();
    const { lock } = await import('weekbook/offline/session');
    lock('no-signal');
  }

  async #removal() {
    const { reached, removalInWords } = await import('weekbook/offline/handed-over');
    const [{ current }, { states }, , , , photographs] = await modules();
    const [unsent, waiting] = [await states(current().handle), await photographs.count(current().handle)];
    const { part, none } = reached(unsent);
    const some = waiting.kept + waiting.inPage;
    const words = [unsent.length ? removalInWords(unsent) : 'Everything that you wrote here is on the record.', some && `${pictures(some)} did not reach the council and will be lost.`];
    return { loses: part + none + some > 0, words: words.filter(Boolean).join(' ') };
  }

  // What cannot be seen is not offered for removal: it may be all that there is of somebody's words.
  async #askRemoval() {
    const removal = await this.#removal().catch(() => null);
    const sure = this.querySelector('#remove-sure');
    sure.checked = false;
    sure.closest('label').hidden = !removal?.loses;
    sure.required = Boolean(removal?.loses);
    this.#form('remove').hidden = !removal;
    this.querySelector('[data-remove-words]').textContent = removal?.words ?? `${UNSEEN}, so nothing can be removed yet. Try again later.`;
    this.querySelector('#remove-dialog').showModal();
  }

  // The keys first: without them nothing that is left over could be read. The sign-in ends last.
  async #remove(event) {
    event.preventDefault();
    const [{ current }, drafts, { eraseKeys }, { transact }, , photographs] = await modules();
    const { handle } = current();
    await eraseKeys(handle);
    for (const { id } of await drafts.rows(handle)) await drafts.remove(id);
    for (const { row } of await photographs.rows(handle)) await photographs.drop(row.id);
    await transact(['vaults'], 'readwrite', (tx) => tx.store.delete(handle));
    hide('full-bar');
    if (await isThere()) this.#form('remove').submit();
    else location.assign('/sign-in');
  }
}

customElements.define('leave-phone', LeavePhone);
