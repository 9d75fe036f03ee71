// A note that was begun while the phone was locked belongs to no form yet. "File it" carries it into the field that takes
// one, of the next form that has such a field. The note stays on the phone until that form is on the record.
import { clock } from 'weekbook/clock';
import { hide, show } from 'weekbook/messages';
import * as drafts from 'weekbook/offline/drafts';
import { goTo } from 'weekbook/offline/session';

let filing = null;

export async function saveNote(vault, { id, words, after }) {
  const note = { id, form: '', action: '', title: 'Note', about: '', fields: [['note', words]], submitted: false, submitted_at: null, attention: null, note: true };
  return drafts.save(vault, note, { after });
}

export function wordsOfNote({ fields }) {
  return fields.find(([name]) => name === 'note')?.[1] ?? '';
}

export function fileNote({ id, saved_at: at }) {
  filing = id;
  show('file-bar', `Choose the family and what it is: your note of ${clock(at)} goes into it.`);
  goTo('/record');
}

export function stopFiling() {
  filing = null;
  hide('file-bar');
}

document.querySelector('[data-file-stop]')?.addEventListener('click', stopFiling);

function noteField({ form }) {
  return form.querySelector('[data-takes-note]');
}

// Puts the words where the form takes them, to be seen; returns the field.
export function pourInto(element, words) {
  const text = noteField(element);
  text.value = [text.value, words].filter(Boolean).join('\n');
  text.dispatchEvent(new Event('input', { bubbles: true }));
  for (const folded of element.querySelectorAll('details:not([open])')) if (folded.contains(text)) folded.open = true;
  text.focus();
  return text;
}

// The item that held the words is let go when the form's own draft is stored.
export function letGoOnceStored(element, { id, serial }) {
  const stored = ({ detail }) => {
    if (detail.id !== element.draftId || !detail.state) return;
    drafts.changes.removeEventListener('change', stored);
    drafts.remove(id, { serial });
  };
  drafts.changes.addEventListener('change', stored);
}

// The note that is being filed, where this form takes one; null otherwise.
export async function takeNote(element, open) {
  if (!filing || !noteField(element)) return null;
  const note = await drafts.read(open, filing).catch(() => null);
  stopFiling();
  return note;
}
