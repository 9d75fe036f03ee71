import 'weekbook/screen';
import 'weekbook/refusals';
import { startWorker } from 'weekbook/worker';

// An element's code is fetched when the first of its kind is seen on a screen.
const ELEMENTS = ['here-is', 'draft-form', 'passkey-button', 'copy-button', 'print-button', 'on-this-phone', 'install-card', 'leave-phone', 'kept-draft', 'kept-count', 'hushed-words', 'hand-over', 'hand-back', 'live-room', 'entry-photos'];

const coming = new Map();

function summon(root) {
  for (const name of ELEMENTS) {
    if (customElements.get(name) || coming.has(name) || !root.querySelector(`${name}:not([hidden] *)`)) continue;
    coming.set(name, import(`weekbook/elements/${name}`).catch(() => null).finally(() => coming.delete(name)));
  }
}

// What is asked for before its element's code is there waits for it: a form gets its id by its code, and would be on the
// record twice.
function waits(type, names, again) {
  const notYet = names.map((name) => `${name}:not(:defined)`).join();
  document.addEventListener(type, (event) => {
    const code = coming.get(event.target.closest?.(notYet)?.localName);
    if (!code) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    code.then(() => again(event));
  }, { capture: true });
}
waits('click', ['passkey-button', 'copy-button', 'print-button', 'kept-draft', 'leave-phone'], ({ target }) => target.closest('button, a')?.click());
waits('submit', ['draft-form', 'hand-over'], ({ target, submitter }) => target.requestSubmit(submitter));

summon(document);
document.addEventListener('htmx:after:swap', () => summon(document));
document.addEventListener('weekbook:shown', () => summon(document));
addEventListener('load', startWorker, { once: true });
if (document.readyState === 'complete') startWorker();
if ('shell' in document.body.dataset) import('weekbook/shell').then(({ startShell }) => startShell());
