import 'weekbook/screen';
import 'weekbook/refusals';
import { startWorker } from 'weekbook/worker';

// An element's code is fetched when the first of its kind is seen on a screen.
const ELEMENTS = ['here-is', 'draft-form', 'passkey-button', 'copy-button', 'print-button', 'on-this-phone', 'install-card', 'leave-phone', 'kept-draft', 'kept-count'];

const coming = new Map();

function summon(root) {
  for (const name of ELEMENTS) {
    if (customElements.get(name) || coming.has(name) || !root.querySelector(`${name}:not([hidden] *)`)) continue;
    coming.set(name, import(`weekbook/elements/${name}`).catch(() => null).finally(() => coming.delete(name)));
  }
}

// A touch that comes before its element's code is not lost: what it asks for waits until the code is there, or does not
// come. A form gets its id by its code: sent without and then with it, it would be on the record twice.
function waits(event, name, again) {
  const code = event.target.closest?.(`${name}:not(:defined)`) && coming.get(name);
  if (!code) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  code.then(again);
}
document.addEventListener('click', (event) => waits(event, 'passkey-button', () => event.target.click()), { capture: true });
document.addEventListener('submit', (event) => waits(event, 'draft-form', () => event.target.requestSubmit(event.submitter)), { capture: true });

summon(document);
document.addEventListener('htmx:after:swap', () => summon(document));
document.addEventListener('weekbook:shown', () => summon(document));
addEventListener('load', startWorker, { once: true });
if (document.readyState === 'complete') startWorker();
if ('shell' in document.body.dataset) import('weekbook/shell').then(({ startShell }) => startShell());
