// "Open" on the list of what is on this phone: the form that comes next gets this item, whatever its state. It may come
// by another address than it was begun at, and where that entry is signed off by now, one step later, as an amendment.
import { clock } from 'weekbook/clock';
import { hide, show } from 'weekbook/messages';

let asked = null;

export function bringNext({ id, saved_at: at, attention }) {
  asked = { id, at, status: attention?.status, screens: 1 };
}

export function isAsked({ id }) {
  return asked?.id === id;
}

export function isAnswered() {
  if (asked) hide('file-bar');
  asked = null;
}

const isMain = ({ target }) => target?.id === 'main' || target === '#main';

document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  if (!asked || !isMain(ctx)) return;
  asked.screens -= 1;
  if (asked.screens < 0) isAnswered();
});

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (asked?.status !== 409 || !isMain(ctx) || document.querySelector('main draft-form')) return;
  asked.screens = 1;
  show('file-bar', `Your words of ${clock(asked.at)} are kept. Open “Add an amendment”: they go into it.`);
});

document.querySelector('[data-file-stop]')?.addEventListener('click', isAnswered);
