// What 64 bytes in base58 are on Solana: the signature that a transaction is known by, or a key pair.
import { ed25519 } from '@noble/curves/ed25519.js';
import { base58 } from '@scure/base';
import { BASE58_ALPHABET, findForeign } from '../shape/alphabet.ts';

const BYTES = 64;
/** 64 bytes have 64 characters when all are zero, and at most 88. */
const LENGTHS = { least: 64, most: 88 };

/** The bytes of a text that is 64 of them in base58; null for all others, of which the longer are not even decoded. */
export function signatureBytes(text: string): Uint8Array | null {
  const isLength = text.length >= LENGTHS.least && text.length <= LENGTHS.most;
  if (!isLength || findForeign(text, BASE58_ALPHABET) !== null) return null;
  const bytes = base58.decode(text);
  return bytes.length === BYTES ? bytes : null;
}

/** A key pair is a private key with its public key after it (RFC 8032, section 5.1.5), which no signature is but by chance. */
export function isKeyPair(bytes: Uint8Array): boolean {
  const half = BYTES / 2;
  const publicKey = ed25519.getPublicKey(bytes.slice(0, half));
  return bytes.slice(half).every((byte, index) => byte === publicKey[index]);
}
