import 'weekbook/screen';
import 'weekbook/refusals';
import { startWorker } from 'weekbook/worker';

// An element's code is fetched when the first of its kind is seen on a screen.
const ELEMENTS = ['here-is', 'draft-form', 'passkey-button', 'copy-button', 'print-button', 'on-this-phone', 'install-card', 'leave-phone', 'kept-draft', 'kept-count'];

function summon(root) {
  for (const name of ELEMENTS) {
    if (!customElements.get(name) && root.querySelector(`${name}:not([hidden] *)`)) import(`weekbook/elements/${name}`);
  }
}

// A touch that comes before its element's code is not lost.
document.addEventListener('click', ({ target }) => {
  const waiting = target.closest?.('passkey-button:not(:defined)');
  if (waiting) customElements.whenDefined(waiting.localName).then(() => target.click());
});

summon(document);
document.addEventListener('htmx:after:swap', () => summon(document));
document.addEventListener('weekbook:shown', () => summon(document));
addEventListener('load', startWorker, { once: true });
if (document.readyState === 'complete') startWorker();
if ('shell' in document.body.dataset) import('weekbook/shell').then(({ startShell }) => startShell());
