// An answer that is not the screen asked for. Whoever was writing keeps the page and the words; whoever was only going somewhere gets the designed page.
import { announce, hide, show } from 'weekbook/messages';
import { whose } from 'weekbook/whose';

const WORDS = {
  404: 'That is not there, or not yours to see. What you have written is still on this page.',
  413: 'That is too large to send. Make it shorter, or send it in two parts. What you have written is still on this page.',
  429: 'Too many tries in a short time. Wait a minute, then press Save again. What you have written is still on this page.',
  another: 'Somebody else has signed in on this phone. Copy what you have written here before you leave this page, and do not save it under their name.',
  other: 'Weekbook could not take that just now. What you have written is still on this page: try again in a minute.',
};
const AGAIN = {
  401: ['You have been signed out.', 'Sign in again'],
  403: ['This needs a fresh touch of your passkey.', 'Touch again'],
};
let signIn;

// Signed out: whoever holds the passkey. A fresh touch: only who is signed in.
function ways(status, { dataset }) {
  signIn ??= { kind: dataset.kind, optionsUrl: dataset.optionsUrl, finishUrl: dataset.finishUrl };
  const touch = { kind: dataset.touchKind, optionsUrl: '/touches/options', finishUrl: dataset.touchFinishUrl };
  Object.assign(dataset, status === 403 ? touch : signIn);
}

function askForPasskey(status) {
  const bar = document.getElementById('again-bar');
  if (!bar) return;
  const [title, label] = AGAIN[status];
  bar.querySelector('[data-title]').textContent = title;
  bar.querySelector('passkey-button span').textContent = label;
  ways(status, bar.querySelector('passkey-button'));
  show('again-bar');
}

function isWriting(ctx) {
  return ctx.request.method !== 'GET' || ctx.target?.id !== 'main';
}

// Saved, or a whole screen shown: the passkey that was asked for has been used, perhaps in another tab.
function arrives(ctx) {
  return ctx.request.method !== 'GET' || ctx.target?.id === 'main';
}

document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
  if (ctx.request.method !== 'GET' || document.body.dataset.vault) Object.assign(ctx.request.headers, whose());
});

document.addEventListener('htmx:before:response', (event) => {
  const { ctx } = event.detail;
  const { status } = ctx.response;
  hide('offline-bar');
  if (status < 400 && arrives(ctx)) hide('again-bar');
  if (status < 400 || status === 409 || status === 422) return;
  if (status !== 401 && !isWriting(ctx)) return;
  event.preventDefault();
  if (ctx.kept) return;
  if (AGAIN[status]) askForPasskey(status);
  else show('refused-bar', WORDS[status] ?? WORDS.other);
});

document.addEventListener('htmx:error', ({ detail: { ctx } }) => {
  if (ctx && !ctx.response) show('offline-bar');
});

// On a shared phone, what one person wrote must not go out under another's name.
document.addEventListener('weekbook:signed-in', ({ detail: { phone } }) => {
  hide('again-bar');
  if (phone && String(phone.practitioner) !== document.body.dataset.me) show('refused-bar', WORDS.another);
  else announce('Signed in. Try once more.');
});

addEventListener('offline', () => show('offline-bar'));
addEventListener('online', () => hide('offline-bar'));
