// The family that was opened last on this phone, for Record without signal: sealed beside what is carried, and gone with it.
import { keepRecord, readRecord } from 'weekbook/offline/carried-store';
import { current, whenLocked } from 'weekbook/offline/session';

export const LAST = 'last';
let last = null;

export function familyOf(url) {
  return Number(/^\/families\/(\d+)|[?&]family=(\d+)/.exec(url)?.slice(1).find(Boolean));
}

function remember(open, path) {
  const family = familyOf(path);
  if (!family || family === last) return;
  last = family;
  keepRecord(open, LAST, { family }).catch(() => null);
}

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  const isScreen = (ctx.target?.id === 'main' || ctx.target === '#main') && ctx.request?.method === 'GET';
  if (isScreen && current()) remember(current(), new URL(ctx.request.action, location.href).pathname);
});

whenLocked(() => { last = null; });

// Its number, or null.
export async function lastFamily(open) {
  return last ?? (await readRecord(open, LAST))?.family ?? null;
}
