// When nobody is there any more: five minutes hidden, or ten without a touch. Signal or none makes no difference.
const TOUCHES = ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove'];
let ends = null;

// Two clocks: the one may be set by hand, the other may stand still while the phone sleeps.
function stopwatch() {
  const began = [Date.now(), performance.now()];
  return () => Math.max(Date.now() - began[0], performance.now() - began[1]);
}

function watchHidden(limit, lock, signal) {
  let timer;
  let since = null;
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') {
      since ??= stopwatch();
      timer = setTimeout(() => lock('hidden'), limit);
    } else {
      if (since && since() >= limit) lock('hidden');
      since = null;
    }
  };
  document.addEventListener('visibilitychange', look, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  look();
}

function watchIdle(limit, lock, signal) {
  let since = stopwatch();
  let timer;
  const look = () => {
    clearTimeout(timer);
    const left = limit - since();
    if (left <= 0) lock('idle');
    else timer = setTimeout(look, left);
  };
  const touched = () => {
    if (since() >= limit) lock('idle');
    else since = stopwatch();
  };
  for (const type of TOUCHES) document.addEventListener(type, touched, { signal, capture: true, passive: true });
  document.addEventListener('visibilitychange', look, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  look();
}

// A page that goes into the back-forward cache locks, as a reload does: nothing lies there that could come back to be read.
function watchBack(lock, signal) {
  for (const type of ['pagehide', 'pageshow']) addEventListener(type, ({ persisted }) => { if (persisted) lock('back'); }, { signal });
}

export function watch({ hiddenMs, idleMs }, lock) {
  rest();
  ends = new AbortController();
  watchHidden(Number(hiddenMs) || 300_000, lock, ends.signal);
  watchIdle(Number(idleMs) || 600_000, lock, ends.signal);
  watchBack(lock, ends.signal);
}

export function rest() {
  ends?.abort();
  ends = null;
}
