// Keeps the public shell and the fingerprinted files of this version; touches nothing else.
const CACHE = 'weekbook-' + {{ version|tojson }};
const SHELL = '/shell';
const FILES = {{ files|tojson }};
const STATIC = new Set(FILES);
// Not needed for the shell: kept when first used, so that a first visit stays light.
const LATER = /\/js\/(lib|elements|offline)\/(?!here-is)|\/vendor\/(idb|hpke)|\.png$/;
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

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all([SHELL, ...FILES.filter((path) => !LATER.test(path))].map((path) => keep(cache, path)));
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith('weekbook-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function fromCache(request, path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept) return kept;
  const response = await fetch(request);
  if (isOurs(response, path)) await cache.put(path, response.clone());
  return response;
}

async function orShell(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const shell = await (await caches.open(CACHE)).match(SHELL);
    if (shell) return shell;
    throw error;
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', ({ data }) => { if (data === 'update') self.skipWaiting(); });
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(orShell(request));
  else if (STATIC.has(pathname)) event.respondWith(fromCache(request, pathname));
});
