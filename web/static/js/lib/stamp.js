// When a form's words were written, by the phone's clock. Never before words of the same form that were stamped
// already: the clock may have been put right meanwhile, and the record takes what was written later.
export function stamp(field) {
  if (!field) return;
  const before = Date.parse(field.value);
  field.value = new Date(Math.max(Date.now(), before + 1 || 0)).toISOString();
}
