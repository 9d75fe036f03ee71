// The phrases for which one wants no hint on this phone. They tell what somebody wrote, so they lie sealed in the vault's
// row; without a vault they are known to the page alone.
import { text, utf8 } from 'weekbook/offline/bytes';
import { open as unseal, seal } from 'weekbook/offline/envelope';
import { current, whenLocked } from 'weekbook/offline/session';
import { listVaults, placeFor, renew } from 'weekbook/offline/vault-rows';

// Version 1 of a vault is its private key, version 2 who it belongs to.
const HUSHED = 3;
let here = new Set();
whenLocked(() => { here = new Set(); });

async function rowOf({ record }) {
  return (await listVaults()).find(({ vault_id: id }) => id === record.vault_id);
}

async function kept(open) {
  const { hushed } = await rowOf(open) ?? {};
  if (!hushed) return [];
  return JSON.parse(text(await unseal(hushed, placeFor(open.record, HUSHED), open.pair)));
}

async function keep(open, phrases) {
  const hushed = await seal(utf8(JSON.stringify(phrases)), placeFor(open.record, HUSHED), { phone: open.record.public_key });
  open.record = await renew(open.record, { hushed }) ?? open.record;
}

// A store that does not answer: the page remembers what it was told.
export async function hushed() {
  const open = current();
  const lying = open ? await kept(open).catch(() => []) : [];
  return new Set([...lying, ...here]);
}

async function change(phrases) {
  const open = current();
  const isKept = open && await keep(open, [...phrases].sort()).then(() => true, () => false);
  here = isKept ? new Set() : phrases;
  document.dispatchEvent(new Event('weekbook:words'));
}

export async function hush(phrase) {
  await change(new Set([...await hushed(), phrase]));
}

export async function unhush(phrase) {
  const left = await hushed();
  left.delete(phrase);
  await change(left);
}
