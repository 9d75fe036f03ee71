// <unlock-card>: one touch opens what is on this phone, with signal or without. A note can be begun before that.
import { LockedNote } from 'weekbook/elements/locked-note';
import { SAY, Refused, inWords, isNoAnswer, post, touch, touchHere } from 'weekbook/offline/ceremony';
import { changes, count } from 'weekbook/offline/drafts';
import { begin, current, goTo, onwardFrom, unlockHere } from 'weekbook/offline/session';
import { CannotUnlock, listVaults } from 'weekbook/offline/vault';

const SIGNAL_MS = 3000;
const NO_SIGNAL = 'No signal. The passkey of this phone opens Weekbook only with signal for now.';
const TWO = 'Several people use this phone: unlock first, so that a note lands with the right one.';
const REASONS = {
  'no-signal': 'No signal: the council signs you out after 15 quiet minutes. ',
  'signed-out': 'You were signed out. ',
  another: 'Somebody else signed in. ',
  shown: 'This phone shows a family their page. ',
};
const CANNOT = 'This passkey does not open what is sealed here. Use the one that you made on this phone.';
const DOOR = 'In this demonstration one touch opens without a passkey: its key lies on this phone openly. A real Weekbook opens for your passkey alone.';
const NOTE_FIRST = 'Your note is not saved yet. Make room or copy it, then clear it, and unlock.';

class UnlockCard extends HTMLElement {
  #vaults = [];
  #counted = () => this.#describe();
  #note = null;

  async connectedCallback() {
    this.#on('[data-unlock]', 'click', () => this.#run(() => this.#open()));
    const all = await listVaults().catch(() => []);
    this.#vaults = all.filter(({ wrapped }) => wrapped);
    // Until here a touch would be lost, or would not know whose vault it opens.
    this.querySelector('[data-unlock]').disabled = false;
    await this.#describe();
    if (this.#vaults.length === 1) this.#offerNote();
    if (this.#vaults.length > 1) this.querySelector('[data-why]').textContent = TWO;
    else if (this.#vaults[0]?.door_key) this.querySelector('[data-why]').textContent = DOOR;
    changes.addEventListener('change', this.#counted);
    import('weekbook/offline/lost').then(({ seeIfLost }) => seeIfLost(this, all)).catch(() => null);
  }

  disconnectedCallback() {
    changes.removeEventListener('change', this.#counted);
    this.#note?.leave();
  }

  #on(selector, type, act) { this.querySelector(selector).addEventListener(type, act); }

  #offerNote() {
    this.#note = new LockedNote(this, this.#vaults[0]);
    this.#on('[data-write]', 'click', () => this.#note.begin());
    this.#on('[data-note]', 'submit', (event) => this.#done(event));
    this.querySelector('[data-write]').hidden = false;
  }

  async #done(event) {
    event.preventDefault();
    const isPutAway = await this.#note.done();
    this.querySelector(isPutAway ? '[data-unlock]' : 'textarea').focus();
  }

  async #describe() {
    if (!this.#vaults.length) {
      this.querySelector('[data-title]').textContent = 'Sign in';
      this.querySelector('[data-words]').textContent = 'Nothing of yours is open on this phone. One touch of your passkey signs you in.';
      return;
    }
    // On a shared phone nobody knows yet whose it is: what is another's is not counted out.
    const total = this.#vaults.length === 1 ? await count(this.#vaults[0].handle).catch(() => 0) : 0;
    const unsent = total ? `${total === 1 ? 'One note is' : `${total} notes are`} not sent yet and ${total === 1 ? 'lies' : 'lie'} on this phone, sealed until you unlock.` : 'What is on this phone is sealed until you unlock.';
    this.querySelector('[data-words]').textContent = (REASONS[this.dataset.reason] ?? '') + unsent;
  }

  #say(words, look = 'trouble') {
    const line = this.querySelector('[data-line]');
    line.className = `form-status ${look}`;
    line.textContent = words;
  }

  // `open`: how; the buttons wait meanwhile, and what goes wrong is said under them.
  async #run(open) {
    const button = this.querySelector('[data-unlock]');
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    this.#say(SAY.waiting, 'waiting');
    try {
      if (this.#note && !(await this.#note.keep())) throw new Refused(NOTE_FIRST);
      await open();
      this.#onward();
    } catch (error) {
      this.#say(error instanceof CannotUnlock ? CANNOT : inWords(error)[1]);
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }

  async #open() {
    if (document.body.hasAttribute('data-demonstration') && !this.#isPasskeys) return this.#throughDoor();
    const options = await post('/sign-in/options', {}, { within: SIGNAL_MS }).catch((error) => {
      if (!isNoAnswer(error)) throw error;
      return null;
    });
    return options ? this.#withSignal(options) : this.#without();
  }

  // Whether whoever used this phone last did so with a passkey.
  get #isPasskeys() { return Boolean(this.#vaults[0]?.credentials.length && !this.#vaults[0].door_key); }

  // The demonstration's door of whoever used this phone last; without signal the key that it left here.
  async #throughDoor() {
    const [{ handle, door_key: wrappingKey } = {}] = this.#vaults;
    if (!handle) return location.assign('/sign-in');
    const answer = await post('/demonstration/sign-ins', { handle }, { within: SIGNAL_MS }).catch((error) => {
      if (!wrappingKey || !isNoAnswer(error)) throw error;
      return null;
    });
    return answer ? begin(answer) : unlockHere(handle, { wrappingKey });
  }

  async #withSignal(options) {
    const touched = await touch('get', options);
    const vault = this.#vaults.find(({ handle }) => handle === touched.handle);
    if (vault?.wrapped.by === 'prf' && !touched.prf) {
      this.#offerInstead(touched);
      throw new Refused(CANNOT);
    }
    return this.#signIn(touched, vault);
  }

  // The passkey that was made here may be gone for good: with another one of the same person the phone begins anew,
  // and the council opens for them what is sealed here.
  #offerInstead(touched) {
    const button = this.querySelector('[data-instead]');
    button.hidden = false;
    button.onclick = () => this.#run(() => this.#signIn(touched));
  }

  async #signIn(touched, vault = null) {
    this.#say(SAY.checking, 'waiting');
    try {
      return await begin(await post('/sign-in', { credential: touched.forServer }), touched);
    } catch (error) {
      // The signal went between touch and answer: the touch still opens what is here.
      if (isNoAnswer(error) && vault?.wrapped.by === 'prf') return unlockHere(vault.handle, { prf: touched.prf });
      throw error;
    }
  }

  async #without() {
    const able = this.#vaults.filter(({ wrapped }) => wrapped.by === 'prf');
    if (!able.length) throw new Refused(NO_SIGNAL);
    const { prf, handle } = await touchHere(able.flatMap(({ credentials }) => credentials));
    const vault = able.find((one) => one.handle === handle) ?? (able.length === 1 && !handle ? able[0] : null);
    if (!vault || !prf) throw new Refused(CANNOT);
    return unlockHere(vault.handle, { prf });
  }

  #onward() {
    const here = location.pathname + location.search;
    const goal = /^\/(shell|sign-in|i\/.*)?$/.test(location.pathname) ? '/week' : here;
    const onward = onwardFrom(goal, current());
    goTo(onward, { push: onward !== goal });
  }
}

customElements.define('unlock-card', UnlockCard);
