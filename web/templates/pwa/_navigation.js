// Opening the app: from the server while it answers, else the shell, at any path.
const PATIENCE_MS = 3000;
const ARRIVED_MS = 10000;
const arrived = new Map();

function isOfTheApp(path) {
  return !path.startsWith('/static/') && path !== '/worker.js' && path !== '/manifest.webmanifest';
}

// Our server names itself in each page's policy; a captive portal's page, or that of a proxy whose server is gone, does not.
function isFromHere(response) {
  return response.type === 'basic' && (response.headers.get('Content-Security-Policy') ?? '').includes('weekbook');
}

function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new TypeError('no answer')), PATIENCE_MS); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// Where a redirect leads is hidden from workers. It is followed here, and only within this origin; the browser then
// asks for the goal, and gets the answer that has come already. It lies in memory, once, and for seconds only.
async function follow(url) {
  const response = await fetch(url, { mode: 'same-origin', credentials: 'same-origin', cache: 'no-store' });
  if (!isFromHere(response)) throw new TypeError('not ours');
  arrived.set(response.url, { response, at: Date.now() });
  return Response.redirect(response.url, 303);
}

function takeArrived(url) {
  const found = arrived.get(url);
  arrived.clear();
  if (!found || Date.now() - found.at > ARRIVED_MS) return null;
  const { body, status, statusText, headers } = found.response;
  return new Response(body, { status, statusText, headers });
}

async function fromServer(request) {
  const response = await inTime(fetch(request));
  if (response.type === 'opaqueredirect') return inTime(follow(request.url));
  if (!isFromHere(response)) throw new TypeError('not ours');
  return response;
}

async function navigate(event) {
  const waiting = takeArrived(event.request.url);
  if (waiting) return waiting;
  try {
    const response = await fromServer(event.request);
    // There is signal, and perhaps something that waits for it.
    event.waitUntil(deliver().catch(() => {}));
    return response;
  } catch {
    event.waitUntil(tidy().catch(() => {}));
    return (await (await caches.open(CACHE)).match(SHELL)) ?? Response.error();
  }
}
