/** Signatures on Sui, which stand beside what they are for. Source: Sui's documentation, "Signatures". */
import { ed25519 } from '@noble/curves/ed25519.js';
import { blake2b } from '@noble/hashes/blake2.js';
import type { WalletKey } from '../keys/wallet-key.ts';

/** The scope (a transaction), the version and the application that a signature of a transaction is for. */
const INTENT = Uint8Array.of(0, 0, 0);
const ED25519_FLAG = 0;

/** Flag, signature and key, in hex. @param transaction `TransactionData` in hex */
export function signSuiTransaction(transaction: string, { privateKey, publicKey }: WalletKey): string | null {
  if (!/^([0-9a-f]{2}){2,}$/.test(transaction)) return null;
  const digest = blake2b(Uint8Array.of(...INTENT, ...Buffer.from(transaction, 'hex')), { dkLen: 32 });
  const signature = ed25519.sign(digest, privateKey);
  return Buffer.from(Uint8Array.of(ED25519_FLAG, ...signature, ...publicKey)).toString('hex');
}
