// <here-is place="week">: every screen says which of the five places it belongs to; the bar outside main follows.
class HereIs extends HTMLElement {
  connectedCallback() {
    const place = this.getAttribute('place');
    for (const link of document.querySelectorAll('[data-place]')) {
      if (link.dataset.place === place) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }
}

customElements.define('here-is', HereIs);
