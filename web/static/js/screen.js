// What a change of screen means for the person: where the focus is, what is heard, where one is in the history.
import { announce, hide } from 'weekbook/messages';

const isMain = (target) => target?.id === 'main' || target === '#main';
let slow;

function arrive({ title, request }) {
  const main = document.getElementById('main');
  hide('refused-bar');
  if (!request?.anchor) scrollTo(0, 0);
  if (main.querySelector('[autofocus]')) announce(title || document.title);
  else (main.querySelector('.error-summary') ?? main.querySelector('h1') ?? main).focus({ preventScroll: !main.querySelector('.error-summary') });
}

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (isMain(ctx.target)) arrive(ctx);
});

document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  if (!isMain(ctx.target)) return;
  clearTimeout(slow);
  slow = setTimeout(() => document.body.classList.add('slow'), 250);
});

document.addEventListener('htmx:finally:request', () => {
  clearTimeout(slow);
  document.body.classList.remove('slow');
});

// A form that was sent back, or answered in place, has no address of its own: only what can be opened again goes into the history.
document.addEventListener('htmx:before:history:update', (event) => {
  const { history: step, sourceElement, response } = event.detail;
  const posted = sourceElement?.matches?.('form') && sourceElement.method !== 'get';
  const named = response?.headers?.get('HX-Push-Url') || response?.headers?.get('HX-Replace-Url');
  if (posted && !named && !response?.raw?.redirected) event.preventDefault();
  else if (step.path === location.pathname + location.search) step.type = 'replace';
});

// Links of an error summary lead into the field, not only near it.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('.error-summary a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.matches('fieldset') ? field.querySelector('input, textarea, select') ?? field : field).focus({ preventScroll: true });
  (field.closest('.field') ?? field).scrollIntoView({ block: 'start' });
});

// Without a vault what comes back from the back-forward cache was shown to whoever was signed in then.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && !document.body.dataset.vault) location.reload();
});

// Browsers that do not know command="show-modal" yet.
if (!('command' in HTMLButtonElement.prototype)) {
  document.addEventListener('click', ({ target }) => {
    const button = target.closest?.('button[commandfor]');
    const dialog = button && document.getElementById(button.getAttribute('commandfor'));
    if (dialog) button.getAttribute('command') === 'show-modal' ? dialog.showModal() : dialog.close();
  });
}
