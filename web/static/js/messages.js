// The bars above a screen, and the line that only a screen reader hears.
const timers = new Map();
// Long enough to be read aloud; what stays would be met on later screens.
const HEARD_MS = 5000;
let heard;

export function announce(words) {
  const line = document.getElementById('announce');
  if (!line) return;
  clearTimeout(heard);
  line.textContent = '';
  setTimeout(() => { line.textContent = words; }, 60);
  heard = setTimeout(() => { line.textContent = ''; }, HEARD_MS);
}

export function hide(id) {
  clearTimeout(timers.get(id));
  const bar = document.getElementById(id);
  if (bar) bar.hidden = true;
}

export function show(id, words = '', forMs = 0) {
  const bar = document.getElementById(id);
  if (!bar) return;
  if (words) bar.querySelector('[data-words]').textContent = words;
  bar.hidden = false;
  document.dispatchEvent(new Event('weekbook:shown'));
  clearTimeout(timers.get(id));
  if (forMs) timers.set(id, setTimeout(() => hide(id), forMs));
}

document.addEventListener('click', ({ target }) => {
  const id = target.closest?.('[data-hide]')?.dataset.hide;
  if (id) hide(id);
});
