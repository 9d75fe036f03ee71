// The shell: the card that unlocks where the phone has a vault, or where the server is there to make one; otherwise it
// stays the page without signal. What is needed for that is fetched only then.
const TO_UNLOCK = [
  'offline/session', 'offline/vault-rows', 'elements/unlock-card', 'elements/locked-note',
  // Asked for by those, one by the other: at once it is one visit to the worker, not six.
  'offline/vault', 'offline/envelope', 'offline/hpke', 'offline/database', 'offline/wrapping', 'offline/ceremony',
  'offline/watching', 'offline/drafts', 'offline/draft-rows', 'offline/notes', 'offline/bytes', 'offline/turns',
];

async function mayHaveVault() {
  const named = await indexedDB.databases?.().catch(() => null);
  return !named || named.some(({ name }) => name === 'weekbook');
}

// By our own server, which names itself in its policy, and not by a captive portal. As lib/ours.js says it, which a
// phone that was here for the first time does not keep.
async function isReached() {
  const isOurs = ({ ok, headers }) => ok && (headers.get('Content-Security-Policy') ?? '').includes('weekbook');
  return fetch('/health', { signal: AbortSignal.timeout(3000) }).then(isOurs, () => false);
}

// What unlocking needs, while the person moves the finger; and what is unsent goes sealed, if there is signal.
function prepare() {
  for (const name of ['going', 'start', 'carried']) import(`weekbook/offline/${name}`).catch(() => null);
  import('weekbook/offline/delivery').then(({ atStart }) => atStart()).catch(() => null);
}

export async function startShell() {
  const here = await mayHaveVault();
  if (!here && !(await isReached())) return;
  const [{ current, showLock }, { listVaults }] = await Promise.all(TO_UNLOCK.map((name) => import(`weekbook/${name}`)));
  const vaults = here ? await listVaults().catch(() => []) : [];
  if (!current() && (vaults.length || await isReached())) showLock(vaults.length ? 'shell' : 'new');
  if (vaults.length) prepare();
}
