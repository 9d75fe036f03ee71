// <print-button><button type="button">Print</button></print-button>
class PrintButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', this);
  }

  disconnectedCallback() {
    this.removeEventListener('click', this);
  }

  handleEvent() {
    print();
  }
}

customElements.define('print-button', PrintButton);
