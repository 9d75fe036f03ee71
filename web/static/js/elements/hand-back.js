// <hand-back data-address="/families/3">: around what a family holds. Nobody is signed in here any more; its address is
// another one from now on, so that a reload or a step back asks for that one, and ends at the lock or the sign-in.
const shown = globalThis.BroadcastChannel && new BroadcastChannel('weekbook-unlocked');

class HandBack extends HTMLElement {
  #watch = new MutationObserver(() => this.#look());

  connectedCallback() {
    history.replaceState(null, '', this.dataset.address);
    shown?.postMessage(null); // other tabs of this phone lock (session.js), or ask the server anew (here-is.js)
    this.#watch.observe(this, { subtree: true, attributeFilter: ['data-state'] });
    this.#lock.addEventListener('click', () => location.reload());
  }

  disconnectedCallback() {
    this.#watch.disconnect();
  }

  get #lock() { return this.querySelector('[data-lock]'); }

  // The worker's own page unlocks without signal; without a worker a reload would show nothing at all.
  #look() {
    const isAway = this.querySelector('passkey-button').dataset.state === 'network';
    this.#lock.hidden = !isAway || !navigator.serviceWorker?.controller;
  }
}

customElements.define('hand-back', HandBack);
