// HPKE, RFC 9180, single shot: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. What is sealed is enc || ciphertext.
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { concat } from 'weekbook/offline/bytes';

const SUITE = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
const ENC = 65;

export async function sealTo(publicRaw, info, bytes) {
  const recipient = await SUITE.DeserializePublicKey(publicRaw);
  const { encapsulatedSecret, ciphertext } = await SUITE.Seal(recipient, bytes, { info });
  return concat(encapsulatedSecret, ciphertext);
}

// The public key goes along because it cannot be had from a private key that may not be exported.
export async function openWith({ publicKey, privateKey }, info, sealed) {
  return SUITE.Open({ publicKey, privateKey }, sealed.slice(0, ENC), sealed.slice(ENC), { info });
}
