// <install-card>: how this browser puts Weekbook on the home screen, and whether the passkey alone opens this phone yet.
import { current } from 'weekbook/offline/session';

const IOS = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1);
let offered = null;

class InstallCard extends HTMLElement {
  #away;

  connectedCallback() {
    this.#away = new AbortController();
    const { signal } = this.#away;
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      offered = event;
      this.#show();
    }, { signal });
    addEventListener('appinstalled', () => this.#show('done'), { signal });
    document.addEventListener('weekbook:touched', ({ detail }) => this.#touched(detail.by), { signal });
    this.querySelector('[data-install]').addEventListener('click', () => this.#install(), { signal });
    this.#show();
    const { wrapped, door_key: isDoor } = current()?.record ?? {};
    if (wrapped?.by === 'prf') this.#touched('prf');
    else if (isDoor) this.#tell('door');
  }

  disconnectedCallback() {
    this.#away.abort();
  }

  #show(how = this.#how()) {
    for (const line of this.querySelectorAll('[data-how]')) line.hidden = line.dataset.how !== how;
  }

  #how() {
    if (matchMedia('(display-mode: standalone)').matches || navigator.standalone) return 'done';
    if (offered) return 'ask';
    return IOS ? 'ios' : 'other';
  }

  async #install() {
    const { outcome } = await offered.prompt();
    offered = null;
    this.#show(outcome === 'accepted' ? 'done' : undefined);
  }

  #touched(by) {
    this.#tell(by === 'prf' ? 'done' : 'cannot');
  }

  #tell(state) {
    for (const line of this.querySelectorAll('[data-touch]')) line.hidden = line.dataset.touch !== state;
    if (state !== 'cannot') this.querySelector('[data-second] passkey-button')?.remove();
  }
}

customElements.define('install-card', InstallCard);
