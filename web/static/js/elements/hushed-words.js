// <hushed-words hidden>: the phrases for which one wanted no hint on this phone, each with its way back.
import { announce } from 'weekbook/messages';

class HushedWords extends HTMLElement {
  #away = new AbortController();

  async connectedCallback() {
    document.addEventListener('weekbook:words', () => this.#show(), { signal: this.#away.signal });
    await this.#show();
  }

  disconnectedCallback() { this.#away.abort(); }

  async #show() {
    const { hushed, unhush } = await import('weekbook/offline/hushed');
    const phrases = [...await hushed()].sort();
    if (!this.isConnected) return;
    this.hidden = !phrases.length;
    this.querySelector('[data-hushed]').replaceChildren(...phrases.map((phrase) => this.#row(phrase, () => unhush(phrase))));
  }

  #row(phrase, bringBack) {
    const row = this.querySelector('template').content.firstElementChild.cloneNode(true);
    const button = row.querySelector('button');
    row.querySelector('[data-phrase]').textContent = `“${phrase}”`;
    button.setAttribute('aria-label', `Show it again: “${phrase}”`);
    button.addEventListener('click', async () => {
      await bringBack();
      announce(`“${phrase}” is shown again`);
      (this.hidden ? document.querySelector('main h1') : this.querySelector('h2')).focus({ preventScroll: true });
    });
    return row;
  }
}

customElements.define('hushed-words', HushedWords);
