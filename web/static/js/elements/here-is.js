// <here-is data-place="week">: every screen says which of the five places it belongs to; the bar outside main follows.
class HereIs extends HTMLElement {
  connectedCallback() {
    for (const link of document.querySelectorAll('[data-place]')) {
      if (link.localName !== 'a') continue;
      if (link.dataset.place === this.dataset.place) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }
}

customElements.define('here-is', HereIs);
