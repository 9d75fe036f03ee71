// What a form calls its fields, kept beside them in the seal: the words can then be read without the form, on this
// phone and by whom the council's key opens them for. For each field [label], or [label, words] where the value itself
// is none, or null where it is for the form alone.
const ROW = 'fieldset, .agreed';
const TYPED = 'textarea, input:not([type="hidden"], [type="checkbox"], [type="radio"], [type="date"])';

const textOf = (node) => node?.textContent.replace(/\s+/g, ' ').trim() ?? '';
const inWords = (day) => new Date(`${day}T12:00`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

// Not `control.labels`: that is empty once the form has left the page, and its last words are sealed just then.
// Without the remark that may follow in a label.
export function labelOf(control) {
  const label = control.closest('label')?.querySelector('.label') ?? control.form.querySelector(`label[for="${CSS.escape(control.id)}"]`);
  return textOf(label?.firstChild);
}

const answerOf = (control) => textOf(control.closest('label'));

// The question of a group of answers; none where something is ticked for itself.
function questionOf(control) {
  const group = control.closest('.choice, fieldset');
  const asked = group?.matches('fieldset') ? group : group?.parentElement;
  return textOf(asked?.querySelector(':scope > legend'));
}

function ticked(control) {
  const question = questionOf(control);
  return question ? [question, answerOf(control)] : [answerOf(control), 'Yes'];
}

// Who does what nobody wrote down stands in every blank row.
function isOfBlankRow(select) {
  const typed = [...select.closest(ROW)?.querySelectorAll(TYPED) ?? []];
  return typed.length > 0 && typed.every(({ value }) => !value.trim());
}

function said(control, value) {
  const { type, name, dataset } = control;
  if (type === 'hidden') return dataset.words ? [dataset.label ?? questionOf(control), dataset.words] : null;
  if (type === 'submit') return name === 'then' ? null : [textOf(control), 'Yes']; // where one goes on is for the form alone
  if (type === 'checkbox' || type === 'radio') return ticked(control);
  if (type === 'date') return [labelOf(control), inWords(value)];
  if (type !== 'select-one') return [labelOf(control)];
  return isOfBlankRow(control) ? null : [labelOf(control), textOf([...control.options].find((one) => one.value === value))];
}

export function labelsOf(form, fields) {
  const byName = new Map();
  for (const control of form.elements) byName.set(control.name, [...byName.get(control.name) ?? [], control]);
  return fields.map(([name, value]) => {
    if (!value.trim()) return null;
    const here = byName.get(name) ?? [];
    const control = here.find((one) => one.value === value) ?? here[0];
    return control ? said(control, value) : null;
  });
}

// A draft of a release that kept no labels is read by the names of its fields.
const OWN = new Set(['draft_id', 'opened_version', 'written_on_phone_at']);

function named(name, value) {
  if (OWN.has(name) || !value.trim() || /^(yes|no|\d+)$/.test(value)) return null;
  const words = name.replace(/[-_]\d+$/, '').replace(/[-_]/g, ' ');
  return [words[0].toUpperCase() + words.slice(1)];
}

// What the draft says, in the form's order: [label, words]; answers to one question stand together.
export function wordsIn({ fields = [], labels }) {
  const found = [];
  fields.forEach(([name, value], at) => {
    const [label, words] = (labels ? labels[at] : named(name, value)) ?? [];
    const last = found.at(-1);
    if (words && last?.[0] === label) last[1] += `, ${words}`;
    else if (label !== undefined) found.push([label, words ?? value]);
  });
  return found;
}
