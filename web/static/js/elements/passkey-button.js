// <passkey-button data-kind="get" data-options-url data-finish-url data-next="/week"><button type="button">…</button></passkey-button>
// With data-stay the page is kept as it is after signing in. Fields of the form it stands in go along with both posts.
// The ceremony itself is fetched at the first touch; what opens the vault afterwards comes meanwhile.
const ceremony = () => import('weekbook/offline/ceremony');

class PasskeyButton extends HTMLElement {
  #line;
  #button;
  #act = (event) => {
    event.preventDefault();
    this.#run();
  };

  connectedCallback() {
    this.#button = this.querySelector('button');
    this.#line ??= this.querySelector('[role="status"]') ?? this.#newLine();
    this.#button?.addEventListener('click', this.#act);
    if (this.dataset.kind !== 'door' && !window.PublicKeyCredential?.parseRequestOptionsFromJSON) ceremony().then(({ SAY }) => this.#state('unsupported', SAY.unsupported));
  }

  disconnectedCallback() {
    this.#button?.removeEventListener('click', this.#act);
  }

  #newLine() {
    const line = document.createElement('p');
    line.className = 'form-status';
    line.setAttribute('role', 'status');
    this.append(line);
    return line;
  }

  #state(state, words = '') {
    this.dataset.state = state;
    this.#line.textContent = words;
    this.#line.className = `form-status ${{ idle: '', waiting: 'waiting', checking: 'waiting', done: 'safe' }[state] ?? 'trouble'}`;
    this.#button.setAttribute('aria-busy', String(state === 'waiting' || state === 'checking'));
    this.#button.setAttribute('aria-disabled', String(state === 'waiting' || state === 'checking' || state === 'unsupported'));
  }

  #fields() {
    const form = this.closest('form');
    return form ? Object.fromEntries(new FormData(form, this.#button.type === 'submit' ? this.#button : null)) : {};
  }

  async #run() {
    if (this.#button.getAttribute('aria-disabled') === 'true') return;
    if (this.closest('form')?.reportValidity() === false) return;
    this.#state('waiting');
    const { kind, finishUrl, optionsUrl } = this.dataset;
    const { SAY, fetchVault, inWords, post, touch } = await ceremony();
    fetchVault();
    try {
      this.#state('waiting', kind === 'door' ? '' : SAY.waiting);
      const fields = this.#fields();
      if (kind === 'door') return await this.#finish(await post(finishUrl, fields), {}, SAY); // a demonstration has no passkeys
      const touched = await touch(kind, await post(optionsUrl, fields));
      this.#state('checking', SAY.checking);
      await this.#finish(await post(finishUrl, { ...fields, credential: touched.forServer }), touched, SAY);
    } catch (error) {
      this.#state(...inWords(error));
    }
  }

  // The PRF output goes to the vault on this phone, and nowhere else.
  async #finish(answer, { prf, credential }, SAY) {
    const isStaying = this.hasAttribute('data-stay');
    if (isStaying) this.#state('done', SAY.signedIn);
    const session = (answer.phone || document.body.dataset.vault) && await import('weekbook/offline/session');
    const vault = answer.phone && await session.begin(answer, { prf, credential });
    if (isStaying) {
      this.dispatchEvent(new CustomEvent('weekbook:signed-in', { bubbles: true, detail: answer }));
      this.#state('idle');
      return;
    }
    const next = answer.next ?? this.dataset.next ?? '/';
    const here = new URL(next, location.origin).origin === location.origin ? next : '/';
    document.addEventListener('htmx:error', () => this.#state('idle'), { once: true });
    if (session) session.goTo(session.onwardFrom(here, vault));
    else location.assign(here);
  }
}

customElements.define('passkey-button', PasskeyButton);
