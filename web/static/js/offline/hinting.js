// While somebody writes: under the field, after a moment without a key, one line for a phrase that blames or hides.
// Nothing is asked of the server with it, and nothing of the form is touched.
import { announce } from 'weekbook/messages';
import { hush, hushed } from 'weekbook/offline/hushed';
import { current, whenLocked } from 'weekbook/offline/session';
import { readWords } from 'weekbook/offline/words';
import { indexOf, phrasesIn } from 'weekbook/phrases';
import 'weekbook/elements/word-hint';

const QUIET_MS = 500;
const LEFT_ALONE = '[data-no-hints], [data-as-said], label';
const watched = new WeakSet();
const heard = new WeakMap();
let knowing = null;
let timer;

const forget = () => { knowing = null; };
document.addEventListener('weekbook:words', forget);
whenLocked(forget);

async function known() {
  const [list, hushedNow] = await Promise.all([readWords(current()), hushed()]);
  if (!list) return null;
  return { index: indexOf(list), hushed: hushedNow };
}

// The list is read once; where it could not be had, it is asked for at the next pause.
async function whatIsKnown() {
  knowing ??= known();
  const mine = knowing;
  const found = await mine.catch(() => null);
  if (!found && knowing === mine) knowing = null;
  return found;
}

const hintUnder = (textarea) => (textarea.nextElementSibling?.localName === 'word-hint' ? textarea.nextElementSibling : null);

// One for each phrase, that which was written last before the caret first: it is the one that somebody thinks of.
function inTurn(found, caret) {
  const before = found.filter(({ at }) => at < caret).reverse();
  const byPhrase = new Map();
  for (const one of [...before, ...found.filter(({ at }) => at >= caret)]) {
    if (!byPhrase.has(one.hint.phrase)) byPhrase.set(one.hint.phrase, one);
  }
  return [...byPhrase.values()];
}

function say(textarea, line, phrase) {
  const told = heard.get(textarea) ?? new Set();
  if (!told.has(phrase)) announce(line);
  heard.set(textarea, told.add(phrase));
}

async function dismiss(textarea, { phrase, written }) {
  await hush(phrase);
  const all = await whatIsKnown();
  for (const box of document.querySelectorAll('word-hint')) draw(box.previousElementSibling, all);
  textarea.focus({ preventScroll: true });
  announce(`No more hints for “${written}” on this phone. Words, under You, brings them back.`);
}

function boxUnder(textarea) {
  const box = document.createElement('word-hint');
  box.addEventListener('weekbook:not-here', ({ detail }) => dismiss(textarea, detail));
  textarea.after(box);
  return box;
}

function draw(textarea, all) {
  if (!all) return;
  const found = phrasesIn(textarea.value, all.index).filter(({ hint }) => !all.hushed.has(hint.phrase));
  const hints = inTurn(found, textarea.selectionStart).map(({ hint, at, end }) => ({ ...hint, written: textarea.value.slice(at, end) }));
  if (!hints.length) return hintUnder(textarea)?.remove();
  const line = (hintUnder(textarea) ?? boxUnder(textarea)).show(hints);
  if (line) say(textarea, line, hints[0].phrase);
}

// Not once the field is left: what stands below would move under the finger that is on its way there.
function soon({ currentTarget: textarea }) {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const all = await whatIsKnown();
    if (document.activeElement === textarea) draw(textarea, all);
  }, QUIET_MS);
}

// From now on, for as long as that field is there.
export function hintIn(textarea) {
  if (watched.has(textarea) || textarea.closest(LEFT_ALONE)) return;
  watched.add(textarea);
  textarea.addEventListener('input', soon);
  textarea.addEventListener('focus', soon);
  soon({ currentTarget: textarea });
}
