// Whether those have signed who must, the sender and whoever pays for gas: Ed25519 over the hash of the intent and the
// transaction's bytes. Other schemes, of several signers or of a login, are refused, as no wallet of ours uses them.

import { ed25519 } from '@noble/curves/ed25519.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';

/** The scope (a transaction), the version and the application that a signature of a transaction is for. */
const TRANSACTION_INTENT = new Uint8Array([0, 0, 0]);
const ED25519_FLAG = 0x00;
const SIGNATURE_BYTES = 64;
const KEY_BYTES = 32;

/** Why the signatures are not those of the signers, each once, in a validator's words; null when they are. */
export function findBadSuiSignature(
  bytes: Uint8Array,
  {
    signatures,
    signers,
  }: { readonly signatures: readonly Uint8Array[]; readonly signers: ReadonlySet<string> },
): string | null {
  if (signatures.length !== signers.size)
    return `Expect ${signers.size} signer signatures but got ${signatures.length}`;
  const missing = new Set(signers);
  for (const signature of signatures) {
    if (signature[0] !== ED25519_FLAG || signature.length !== 1 + SIGNATURE_BYTES + KEY_BYTES)
      return 'this local chain verifies Ed25519 signatures of one signer only';
    const key = signature.subarray(1 + SIGNATURE_BYTES);
    const signer = addressOfKey(key);
    if (!missing.delete(signer))
      return `Signature key generated account address ${signer}, expected ${[...missing].join(' or ')}`;
    if (!ed25519.verify(signature.subarray(1, 1 + SIGNATURE_BYTES), hashToSign(bytes), key))
      return 'Signature is not valid: Fail to verify user sig';
  }
  return null;
}

/** A serialized signature, as wallets send it. */
export function signSuiTransaction(bytes: Uint8Array, secret: Uint8Array): Uint8Array {
  const signature = ed25519.sign(hashToSign(bytes), secret);
  return concatBytes(new Uint8Array([ED25519_FLAG]), signature, ed25519.getPublicKey(secret));
}

export function addressOfKey(key: Uint8Array): string {
  return `0x${bytesToHex(blake2b(concatBytes(new Uint8Array([ED25519_FLAG]), key), { dkLen: 32 }))}`;
}

function hashToSign(bytes: Uint8Array): Uint8Array {
  return blake2b(concatBytes(TRANSACTION_INTENT, bytes), { dkLen: 32 });
}
