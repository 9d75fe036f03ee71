// What the phone hands to the council unopened, signed by the phone. The worker's file includes this one after bytes.js.
import { toBase64url, utf8 } from 'weekbook/offline/bytes';

export function canonicalDeposit({ vault, id, handle, serial, iv, body, keys }) {
  return ['weekbook/1/deposit', vault, id, handle, serial, iv, body, keys.phone, keys.council].join('\n');
}

// From rows of the stores `vaults` and `drafts`; the outcome is the JSON for POST /envelopes.
export async function depositOf(vault, { id, serial, envelope }) {
  const { v, iv, body, keys } = envelope;
  const deposit = {
    v,
    vault: vault.vault_id,
    id,
    handle: vault.handle,
    serial,
    iv: toBase64url(iv),
    body: toBase64url(body),
    keys: { phone: toBase64url(keys.phone), council: toBase64url(keys.council) },
  };
  const signed = utf8(canonicalDeposit(deposit));
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, vault.signing_key, signed);
  return { ...deposit, signature: toBase64url(new Uint8Array(signature)) };
}
