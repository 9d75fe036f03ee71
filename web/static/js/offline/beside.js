// Words that were begun where the record had none, opened where it has: both stand there, and nobody's are overwritten.
import { wordsOf } from 'weekbook/offline/filling';
import { labelsOf, wordsIn } from 'weekbook/offline/labels';

const joined = (pair) => pair.join('\n');

// Whether this form has the texts that the draft says something in.
export function suits(form, { fields }) {
  return fields.some(([name, value]) => value.trim() && form.elements.namedItem(name)?.matches?.('textarea'));
}

// All of it as one text, to stand where there is one field only.
export function asText(draft) {
  return wordsIn(draft).map(joined).join('\n\n');
}

function fact([label, words]) {
  const row = document.createElement('div');
  row.append(Object.assign(document.createElement('dt'), { textContent: label }), Object.assign(document.createElement('dd'), { textContent: words, className: 'prose' }));
  return row;
}

// What the form says that the draft does not, to be read while one writes; null where that is nothing.
export function besideOf(form, draft) {
  const fields = wordsOf(form);
  const typed = new Set(wordsIn(draft).map(joined));
  const other = wordsIn({ fields, labels: labelsOf(form, fields) }).filter((pair) => !typed.has(joined(pair)));
  if (!other.length) return null;
  const [box, list] = [document.createElement('details'), document.createElement('dl')];
  list.className = 'facts';
  list.append(...other.map(fact));
  box.className = 'card more beside';
  box.open = true;
  box.append(Object.assign(document.createElement('summary'), { textContent: 'On the record now' }), list);
  return box;
}
