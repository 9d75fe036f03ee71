// A blank form that was carried is as old as the last signal. Its day and time are the phone's, as London's clocks have
// them; what was typed stays.
const FIELDS = { on: 0, at: 1 };

// ["2026-11-22", "14:05"]
function londonNow() {
  return new Date().toLocaleString('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' }).split(' ');
}

export function setClock(element) {
  if (!element.hasAttribute('data-new') || !document.querySelector('main [data-stamp]')) return;
  const now = londonNow();
  for (const [name, part] of Object.entries(FIELDS)) {
    const control = element.field(name);
    if (control?.value && control.value === control.defaultValue) control.value = control.defaultValue = now[part];
  }
}
