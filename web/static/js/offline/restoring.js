// Brings back what was begun in this form and not saved: of this address, this action and this person only.
import { clock } from 'weekbook/clock';
import { announce } from 'weekbook/messages';
import * as drafts from 'weekbook/offline/drafts';
import { fill, wordsOf } from 'weekbook/offline/filling';
import { takeNote } from 'weekbook/offline/notes';

const OWN = ['opened_version', 'written_on_phone_at'];
let asked = null;

// "Open" on the list of what is on this phone: the next form of that address gets this item, whatever its state.
export function bringNext(id) {
  asked = id;
}

// What came back as 409 may be on its way to another address than the form that it began in.
function fits(draft, { address, form }) {
  const same = draft.action === form.getAttribute('action') || (draft.id === asked && document.querySelectorAll('main draft-form').length === 1);
  return !draft.unreadable && !draft.note && draft.form === address && same;
}

async function isFree(id) {
  if (!navigator.locks) return true;
  return navigator.locks.request(`weekbook-form-${id}`, { ifAvailable: true }, (mine) => mine !== null);
}

async function find(element, open) {
  const wanted = asked;
  const here = (await drafts.list(open)).filter((draft) => fits(draft, element) && (draft.id === wanted || draft.state === 'draft'));
  const found = here.find(({ id }) => id === wanted) ?? here[0];
  if (found?.id === wanted) asked = null;
  return found && await isFree(found.id) ? found : null;
}

function line(words, label, act) {
  const box = document.createElement('div');
  box.className = 'notice info back-again';
  box.append(Object.assign(document.createElement('p'), { textContent: words }));
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button quiet' });
  button.append(Object.assign(document.createElement('span'), { textContent: label }));
  button.addEventListener('click', act, { once: true });
  box.append(button);
  return box;
}

function tell(element, box) {
  element.querySelector('.back-again')?.remove();
  element.prepend(box);
  announce(box.querySelector('p').textContent);
}

function offerAfresh(element, draft, acts) {
  const words = draft.note ? `Your note of ${clock(draft.saved_at)} is in the first field.` : `Your words of ${clock(draft.saved_at)} are back.`;
  tell(element, line(words, 'Start afresh', async () => {
    const before = { ...draft, fields: wordsOf(element.form) };
    await acts.afresh();
    empty(element);
    tell(element, line('The form is empty again.', 'Bring my words back', () => {
      fill(element.form, before.fields, ['draft_id', 'opened_version']);
      element.form.dispatchEvent(new Event('input', { bubbles: true }));
      offerAfresh(element, before, acts);
    }));
    element.form.querySelector('textarea, input:not([type="hidden"])')?.focus();
  }));
}

function empty({ form }) {
  const hidden = ['draft_id', 'opened_version'].map((name) => [name, form.elements.namedItem(name)?.value]);
  for (const label of form.querySelectorAll('label.also')) label.remove();
  form.reset();
  for (const [name, value] of hidden) if (value !== undefined) form.elements.namedItem(name).value = value;
}

// Fills the form and says so. `acts`: {goOn(draft), afresh()}.
export async function bringBack(element, open, acts) {
  if (!element.form.querySelector('textarea, select, input:not([type="hidden"])')) return null;
  const note = await takeNote(element, open);
  if (note) return offerAfresh(element, note, acts);
  const draft = await find(element, open);
  if (!draft || element.isTyped) return null;
  const version = draft.fields.find(([name]) => name === 'opened_version')?.[1];
  fill(element.form, draft.fields, OWN);
  const opened = element.field('opened_version');
  if (opened && version !== undefined) opened.value = version;
  acts.goOn(draft);
  return offerAfresh(element, draft, acts);
}
