// <copy-button data-text="…"><button type="button">Copy</button></copy-button>, or data-from="#id" to copy what stands there.
import { announce } from 'weekbook/messages';

class CopyButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', this);
  }

  disconnectedCallback() {
    this.removeEventListener('click', this);
  }

  async handleEvent() {
    const source = this.dataset.from && document.querySelector(this.dataset.from);
    await navigator.clipboard.writeText(this.dataset.text ?? source?.value ?? source?.textContent.trim() ?? '');
    const words = this.querySelector('button span') ?? this.querySelector('button');
    const before = words.textContent;
    words.textContent = 'Copied';
    announce('Copied');
    setTimeout(() => { words.textContent = before; }, 2500);
  }
}

customElements.define('copy-button', CopyButton);
