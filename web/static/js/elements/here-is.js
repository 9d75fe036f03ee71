// <here-is place="week" places="week find you" me="103">: every screen says which of the five places it belongs to, and whose it is; the bar outside main follows.
class HereIs extends HTMLElement {
  connectedCallback() {
    const [place, places, me] = ['place', 'places', 'me'].map((name) => this.getAttribute(name));
    for (const link of document.querySelectorAll('[data-place]')) {
      if (link.dataset.place === place) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
      if (places) link.parentElement.hidden = !places.split(' ').includes(link.dataset.place);
    }
    if (!me) return;
    document.querySelector('.places').hidden = false;
    document.body.dataset.me = me;
  }
}

// In another tab this phone was handed to a family (hand-back.js): nobody is signed in here any more. With a vault it locks.
globalThis.BroadcastChannel && new BroadcastChannel('weekbook-unlocked').addEventListener('message', ({ data }) => {
  if (data === null && document.body.dataset.me && !document.body.dataset.vault) location.reload();
});

customElements.define('here-is', HereIs);
