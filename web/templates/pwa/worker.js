// Keeps the public shell and the fingerprinted files of this version, and carries envelopes that it cannot read.
const CACHE = 'weekbook-' + {{ version|tojson }};
const SHELL = '/shell';
const FILES = {{ files|tojson }};
const STATIC = new Set(FILES);
// Not needed for the shell of a first visit, which stays light: kept when first used, or all of them after the first
// unlocking. Pictures only when used.
const LATER = /\/js\/(lib|elements|offline)\/(?!here-is)|\/vendor\/(idb|hpke)|\/css\/shown|\.png$/;
const PICTURE = /\.png$/;
const KINDS = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', png: 'image/png', html: 'text/html' };

function isOurs(response, path) {
  const kind = KINDS[path.split('.').pop()] ?? KINDS.html;
  // A captive portal answers 200 with a page of its own.
  return response.status === 200 && response.type === 'basic' && !response.redirected
    && (response.headers.get('Content-Type') ?? '').startsWith(kind);
}

async function keep(cache, path) {
  const response = await fetch(path, { cache: path === SHELL ? 'no-store' : 'default', credentials: 'omit', redirect: 'error' });
  if (!isOurs(response, path)) throw new TypeError(`not ours: ${path}`);
  await cache.put(path, response);
}

async function keepMissing(paths) {
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await Promise.all(paths.filter((path) => !kept.has(path)).map((path) => keep(cache, path)));
}

// What the release before kept offline, this one keeps before it takes over: else the next start without signal fails.
async function keptEverything() {
  for (const name of await caches.keys()) {
    const kept = name.startsWith('weekbook-') ? await (await caches.open(name)).keys() : [];
    if (kept.some((request) => request.url.includes('/js/offline/vault.js'))) return true;
  }
  return false;
}

async function install() {
  await keepMissing([SHELL, ...FILES.filter((path) => !LATER.test(path))]);
  if (await keptEverything()) await keepEverything();
}

async function keepEverything() {
  await keepMissing(FILES.filter((path) => !PICTURE.test(path)));
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith('weekbook-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function fromCache(request, path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept) return kept;
  const response = await fetch(request).catch(() => Response.error()); // no signal: for the page, not for the console
  if (isOurs(response, path)) await cache.put(path, response.clone());
  return response;
}

{% include "pwa/_navigation.js" %}

{% include "pwa/_delivery.js" %}

const ASKED = {
  update: () => self.skipWaiting(),
  'keep-all': async (source) => {
    const isKept = await keepEverything().then(() => true, () => false);
    if (isKept) source?.postMessage({ kind: 'kept-all' });
  },
  deliver: async (source) => {
    const outcome = await deliver().catch((error) => ({ failed: error.message }));
    source?.postMessage({ kind: 'delivered', ...outcome });
  },
};

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => event.waitUntil(ASKED[event.data?.kind ?? event.data]?.(event.source)));
self.addEventListener('sync', (event) => {
  if (event.tag === 'envelopes') event.waitUntil(deliver());
});
// Nothing but GET is looked at: a form passes as the page sent it, byte for byte.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') isOfTheApp(pathname) && event.respondWith(navigate(event));
  else if (STATIC.has(pathname)) event.respondWith(fromCache(request, pathname));
});
