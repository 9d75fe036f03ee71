// Brings back what was begun in this form and not saved: of this address, this action and this person only.
import { clock } from 'weekbook/clock';
import { announce } from 'weekbook/messages';
import { isAnswered, isAsked } from 'weekbook/offline/asked';
import { asText, besideOf, suits } from 'weekbook/offline/beside';
import * as drafts from 'weekbook/offline/drafts';
import { fill, wordsOf } from 'weekbook/offline/filling';
import { claim } from 'weekbook/offline/form-watching';
import { labelOf } from 'weekbook/offline/labels';
import { letGoOnceStored, pourInto, takeNote, wordsOfNote } from 'weekbook/offline/notes';

const OWN = ['opened_version'];
const AMENDMENTS = /^\/entries\/[^/]+\/amendments$/;
const actionOf = ({ form }) => form.getAttribute('action');

// What was asked for may have begun at another address: the record has an entry there by now, or came back as 409.
function fits(draft, element) {
  if (draft.unreadable || draft.note) return false;
  const [here, same] = [draft.form === element.address, draft.action === actionOf(element)];
  if (!isAsked(draft)) return here && same && (draft.state === 'draft' || draft.attention?.status === 409);
  const alone = document.querySelectorAll('main draft-form').length === 1;
  return here && same || alone && (here || suits(element.form, draft) || AMENDMENTS.test(actionOf(element)));
}

// The first that stands in no other tab: {draft, claimed}; {elsewhere} where all do.
async function choose(found) {
  const inOrder = [...found.filter(isAsked), ...found.filter((draft) => !isAsked(draft))];
  for (const draft of inOrder) {
    const claimed = await claim(draft.id);
    if (claimed) return { draft, claimed };
  }
  return { elsewhere: inOrder[0] };
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

function saidOf({ note, field, saved_at: at }, beside) {
  if (note) return `Your note of ${clock(at)} stands under “${field}”.`;
  return `Your words of ${clock(at)} are back.${beside ? ' The record has others by now: they stand below. Take from both what belongs together, then save.' : ''}`;
}

function offerAfresh(element, draft, acts, beside = null) {
  tell(element, line(saidOf(draft, beside), 'Start afresh', async () => {
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
  element.querySelector('.back-again').after(...[beside].filter(Boolean));
}

function empty({ form }) {
  const hidden = ['draft_id', 'opened_version'].map((name) => [name, form.elements.namedItem(name)?.value]);
  for (const label of form.querySelectorAll('label.also')) label.remove();
  form.reset();
  for (const [name, value] of hidden) if (value !== undefined) form.elements.namedItem(name).value = value;
}

// The words are in the form, as they were begun; where the record has others by now, as a change of those.
function bringIn(element, { draft, claimed }, acts) {
  const opened = element.field('opened_version');
  const version = draft.fields.find(([name]) => name === 'opened_version')?.[1];
  const isOfRecord = Number(opened?.value) > 0 && isAsked(draft) && (draft.action !== actionOf(element) || draft.attention?.status === 409);
  const beside = isOfRecord ? besideOf(element.form, draft) : null;
  fill(element.form, draft.fields, OWN);
  if (opened && version !== undefined && !isOfRecord) opened.value = version;
  acts.goOn(draft, claimed);
  offerAfresh(element, draft, acts, beside);
}

function bringAsAmendment(element, { draft, claimed }, acts) {
  pourInto(element, asText(draft));
  letGoOnceStored(element, draft);
  claimed();
  offerAfresh(element, draft, acts);
}

// Said in the draft before its words are stored there: the note goes with it, not before.
function bringNote(element, note, acts) {
  acts.take(note);
  offerAfresh(element, { ...note, field: labelOf(pourInto(element, wordsOfNote(note))) }, acts);
}

function say(element, { saved_at: at }, again) {
  tell(element, line(`Your words of ${clock(at)} are open in another tab. What you write here is kept beside them.`, 'Look again', () => {
    element.querySelector('.back-again').remove();
    again();
  }));
}

// Saved from this very form, and not sent yet.
function waitsFrom({ form, action, state, unreadable, note }, element) {
  return !unreadable && !note && state === 'outbox' && form === element.address && action === actionOf(element);
}

function sayWaiting(element, draft, acts) {
  if (!draft) return;
  tell(element, line(`“${draft.title}” of ${clock(draft.saved_at)} is saved and waits to be sent. Open it, or write another here.`, 'Open it', async () => {
    const claimed = await claim(draft.id);
    if (claimed) bringIn(element, { draft, claimed }, acts);
    else say(element, draft, () => sayWaiting(element, draft, acts));
  }));
}

const sealedAsYet = (all) => all.filter(({ unreadable }) => unreadable).length;

// What an earlier vault sealed comes back once it is rescued, whoever rescued it, if nothing was typed meanwhile.
async function bringRescued(element, open, acts, before) {
  const { rescue } = await import('weekbook/offline/rescue');
  const later = new Promise((resolve) => { document.addEventListener('weekbook:rescued', resolve, { once: true }); });
  await rescue(open).catch(() => later);
  if (element.isConnected && sealedAsYet(await drafts.list(open)) < before) await bringBack(element, open, acts);
}

// Fills the form and says so. `acts`: {goOn(draft, claimed), afresh()}.
export async function bringBack(element, open, acts) {
  if (!element.form.querySelector('textarea, select, input:not([type="hidden"])')) return;
  const note = await takeNote(element, open);
  if (note) return bringNote(element, note, acts);
  const all = await drafts.list(open);
  const found = all.filter((draft) => fits(draft, element));
  if (!found.length && sealedAsYet(all)) bringRescued(element, open, acts, sealedAsYet(all)).catch(() => null);
  if (element.isTyped) return;
  if (!found.length) return sayWaiting(element, all.find((draft) => waitsFrom(draft, element)), acts);
  const chosen = await choose(found);
  if (chosen.elsewhere) return say(element, chosen.elsewhere, () => bringBack(element, open, acts));
  if (element.isTyped || !element.isConnected) return chosen.claimed();
  (AMENDMENTS.test(actionOf(element)) && actionOf(element) !== chosen.draft.action ? bringAsAmendment : bringIn)(element, chosen, acts);
  if (isAsked(chosen.draft)) isAnswered();
}
