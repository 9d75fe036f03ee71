// A note that was begun while the phone was locked belongs to no form yet. "File it" carries it into the first text of
// the next form that its author opens; the note goes when that form's words are stored.
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
  show('file-bar', `Choose the family and what it is: your note of ${clock(at)} goes into the first text of that form.`);
  goTo('/record');
}

export function stopFiling() {
  filing = null;
  hide('file-bar');
}

document.querySelector('[data-file-stop]')?.addEventListener('click', stopFiling);

function firstText({ form }) {
  return form.querySelector('textarea:not([readonly])');
}

// The words stand in the form's first text; the item that held them is let go when the form's own draft is stored.
export function pourInto(element, words, { id, serial }) {
  const text = firstText(element);
  text.value = [text.value, words].filter(Boolean).join('\n');
  text.dispatchEvent(new Event('input', { bubbles: true }));
  const away = drafts.changes;
  const stored = ({ detail }) => {
    if (detail.id !== element.draftId || !detail.state) return;
    away.removeEventListener('change', stored);
    drafts.remove(id, { serial });
  };
  away.addEventListener('change', stored);
}

// The note's words, put into this form; null where none is being filed or the form has no text. The form's own draft
// is stored first, then the note is let go.
export async function takeNote(element, open) {
  if (!filing || !firstText(element)) return null;
  const note = await drafts.read(open, filing).catch(() => null);
  stopFiling();
  if (!note) return null;
  pourInto(element, wordsOfNote(note), note);
  return note;
}
