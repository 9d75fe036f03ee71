// A phone that was reported lost: it erases what opens it, says so to the council, and tells whoever holds it what now.
import { count } from 'weekbook/offline/drafts';
import { eraseKeys, listVaults, renew } from 'weekbook/offline/vault-rows';
import { onlyOurs } from 'weekbook/ours';

async function ask(vault) {
  const answer = onlyOurs(await fetch(`/phones/state?vault=${vault.vault_id}`, { cache: 'no-store' }));
  return answer.ok ? answer.json() : {};
}

async function tellErased({ vault_id: vault }) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  return onlyOurs(await fetch('/phones/erasures', { method: 'POST', headers, body: JSON.stringify({ vault }) })).ok;
}

// Resolves to since when it is lost, or to null. Rejects where there is no signal.
async function lookAfter(vault) {
  const { state, lost_at: lost = null } = await ask(vault);
  if (state === 'ended' && vault.wrapped) await eraseKeys(vault.handle, { lost, id: vault.vault_id });
  if (state === 'ended' && !vault.told) await renew(vault, { lost, told: await tellErased(vault) });
  if (state === 'known' && vault.lost) await renew(vault, { lost: null, told: false });
  return lost;
}

async function unsentOf(vaults) {
  const numbers = await Promise.all(vaults.map(({ handle }) => count(handle)));
  return numbers.reduce((sum, one) => sum + one, 0);
}

function unsentInWords(number) {
  if (!number) return 'Nothing unsent is on it.';
  return `${number === 1 ? 'One note that was not sent is' : `${number} notes that were not sent are`} still on it, sealed. ${number === 1 ? 'It comes' : 'They come'} back to whoever wrote ${number === 1 ? 'it' : 'them'} once it is found.`;
}

async function unlockable() {
  return (await listVaults()).some(({ wrapped }) => wrapped);
}

// In the lock's card. Where somebody else's vault still opens here, the card stays theirs.
async function say(card, lost, times) {
  const part = (name) => card.querySelector(`[data-${name}]`);
  part('lost').hidden = !lost.length;
  if (!lost.length) return;
  const since = new Date(times.filter(Boolean).sort().at(-1));
  const when = since.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
  part('lost-since').textContent = `This phone was reported lost on ${when}`;
  part('lost-unsent').textContent = unsentInWords(await unsentOf(lost));
  if (await unlockable()) return;
  part('title').textContent = 'Reported lost';
  for (const name of ['words', 'write', 'why']) part(name).hidden = true;
  part('unlock').querySelector('span').textContent = 'Sign in with your passkey';
}

// What the phone knows already is said at once, and then what the council says.
export async function seeIfLost(card, vaults) {
  const known = vaults.map(({ lost }) => lost ?? null);
  const lostBy = (times) => say(card, vaults.filter((_, at) => times[at]), times);
  await lostBy(known);
  await lostBy(await Promise.all(vaults.map((vault, at) => lookAfter(vault).catch(() => known[at]))));
}
