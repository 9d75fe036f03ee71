// The worker holds the public shell. A new one waits until the app is next started, or until the person taps "Update".
import { show } from 'weekbook/messages';

function workerUrl() {
  const url = '/worker.js';
  if (!window.trustedTypes) return url;
  return trustedTypes.createPolicy('weekbook', {
    createScriptURL(asked) {
      if (asked !== url) throw new TypeError('only the worker');
      return asked;
    },
  }).createScriptURL(url);
}

function offer(registration) {
  if (!registration.waiting || !navigator.serviceWorker.controller) return;
  show('update-bar');
  document.querySelector('[data-update]')?.addEventListener('click', () => {
    if (!registration.waiting) return location.reload(); // another tab was quicker
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    registration.waiting.postMessage('update');
  }, { once: true });
}

let started = false;

export async function startWorker() {
  if (started || !navigator.serviceWorker) return;
  started = true;
  try {
    const registration = await navigator.serviceWorker.register(workerUrl(), { updateViaCache: 'none' });
    offer(registration);
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => offer(registration));
    });
  } catch (error) {
    console.warn('Weekbook works without its worker:', error.message);
  }
}
