// <kept-count hidden>: how many of one's notes the council keeps that are not on the record, and not on this phone either.
import { whose } from 'weekbook/whose';

class KeptCount extends HTMLElement {
  #away = new AbortController();

  async connectedCallback() {
    if (document.body.dataset.vault !== 'open') return;
    const [{ changes }, { lastOf }] = await Promise.all(['drafts', 'turns'].map((name) => import(`weekbook/offline/${name}`)));
    const show = lastOf(() => this.#show());
    changes.addEventListener('change', show, { signal: this.#away.signal });
    await show();
  }

  disconnectedCallback() { this.#away.abort(); }

  async #show() {
    const [{ current }, { rows }] = await Promise.all(['session', 'drafts'].map((name) => import(`weekbook/offline/${name}`)));
    const answer = await fetch('/recovered/drafts', { headers: { Accept: 'application/json', ...whose() }, cache: 'no-store' }).catch(() => null);
    if (!answer?.ok || !current()) return;
    const lying = await rows(current().handle).catch(() => null);
    if (!lying) return;
    const here = new Set(lying.map(({ id }) => id));
    const number = (await answer.json()).drafts.filter((id) => !here.has(id)).length;
    this.hidden = !number;
    this.querySelector('[data-kept]').textContent = `${number} kept for you`;
  }
}

customElements.define('kept-count', KeptCount);
