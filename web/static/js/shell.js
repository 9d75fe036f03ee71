// The shell: the card that unlocks where the phone has a vault, or where the server is there to make one; otherwise it
// stays the page without signal. What is needed for that is fetched only then.
async function mayHaveVault() {
  const named = await indexedDB.databases?.().catch(() => null);
  return !named || named.some(({ name }) => name === 'weekbook');
}

async function isReached() {
  return fetch('/health', { signal: AbortSignal.timeout(3000) }).then(({ ok }) => ok, () => false);
}

export async function startShell() {
  const here = await mayHaveVault();
  if (!here && !(await isReached())) return;
  const [{ current, showLock }, { listVaults }] = await Promise.all([import('weekbook/offline/session'), import('weekbook/offline/vault-rows')]);
  const vaults = here ? await listVaults().catch(() => []) : [];
  if (!current() && (vaults.length || await isReached())) showLock(vaults.length ? 'shell' : 'new');
}
