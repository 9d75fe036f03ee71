// A form's words out, and back in again.
export function wordsOf(form, submitter = null) {
  return [...new FormData(form, submitter)].filter(([, value]) => typeof value === 'string');
}

function byName(fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...values.get(name) ?? [], value]);
  return values;
}

function put(control, values) {
  if (control.type === 'checkbox' || control.type === 'radio') control.checked = values.includes(control.value);
  else if (control.matches('select[multiple]')) for (const option of control.options) option.selected = values.includes(option.value);
  else control.value = values.shift() ?? '';
}

function unfold(control) {
  if (control.type === 'hidden' || !control.value || (control.type === 'radio' && !control.checked)) return;
  for (let folded; (folded = control.closest('details:not([open])'));) folded.open = true;
}

// A row that the blank form has not yet: its words stand at the end, to be seen and sent.
function append(form, name, value) {
  const label = document.createElement('label');
  label.className = 'field also';
  label.append(Object.assign(document.createElement('span'), { className: 'label', textContent: 'Also in what you wrote' }));
  label.append(Object.assign(document.createElement('textarea'), { className: 'control rows-1', name, value, rows: 1, autocomplete: 'off', spellcheck: false }));
  (form.querySelector('.save-line') ?? form.lastElementChild).before(label);
}

// What the page around the form showed is its page's to say, whatever the words were begun on.
const OF_THE_PAGE = 'shown';

// `keep`: names whose values in the form stand as they are.
export function fill(form, fields, keep = []) {
  const values = byName(fields);
  const named = new Set([...keep, OF_THE_PAGE]);
  for (const control of form.elements) {
    if (!control.name || control.matches('button, [type="submit"]') || keep.includes(control.name) || control.name === OF_THE_PAGE) continue;
    named.add(control.name);
    put(control, values.get(control.name) ?? []);
    unfold(control);
  }
  for (const button of form.querySelectorAll('button[name]')) named.add(button.name);
  for (const [name, left] of values) {
    if (!named.has(name)) for (const value of left) if (value) append(form, name, value);
  }
}
