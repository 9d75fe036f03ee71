// <hand-over><form method="post" action="/families/3/showings">…</form></hand-over>: the server is asked first whether
// these lines can be shown, as any form is sent. Then they are asked for as a document of their own: this one, and the
// keys in its memory, are gone with that.
const SAY = {
  asking: 'One moment…',
  signal: 'No signal. The server makes the page, and keeps everything else shut while somebody else holds the phone. Try again when there is signal.',
};

class HandOver extends HTMLElement {
  #busy = false;

  connectedCallback() {
    this.addEventListener('submit', this, { capture: true });
    for (const type of ['htmx:config:request', 'htmx:before:response', 'htmx:error', 'htmx:finally:request']) this.addEventListener(type, this);
  }

  handleEvent(event) {
    if (event.type === 'submit' && this.#busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (event.type === 'htmx:config:request') this.#hold(true, SAY.asking, 'waiting');
    if (event.type === 'htmx:before:response') this.#answer(event);
    if (event.type === 'htmx:error' && !event.detail.ctx?.response) this.#hold(false, SAY.signal, 'trouble');
    if (event.type === 'htmx:finally:request' && this.#busy !== 'leaving') this.#hold(false);
  }

  #answer(event) {
    if (event.detail.ctx.response.status !== 204) return this.#hold(false, '');
    event.preventDefault();
    this.#busy = 'leaving';
    this.querySelector('form').submit();
  }

  #hold(busy, words = null, look = '') {
    this.#busy = busy;
    const button = this.querySelector('button[type="submit"]');
    if (busy) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
    if (words !== null) Object.assign(this.querySelector('[data-line]'), { textContent: words, className: `form-status ${look}` });
  }
}

customElements.define('hand-over', HandOver);
