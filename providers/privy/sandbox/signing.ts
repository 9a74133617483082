/** What Privy signs without sending it. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { signSolanaPlan } from '@diboas/sandbox-kit/chains';
import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ERRORS, notHere, type PrivyError } from './errors.ts';
import type { OpenWallet } from './wallets.ts';

/** The transaction with the wallet's signature in it, both in base64. */
export function signTransaction(transaction: string, wallet: OpenWallet): Outcome<string, PrivyError> {
  if (wallet.chainType !== 'solana') return refuse(ERRORS.BAD_BODY);
  const unsignedTransaction = Buffer.from(transaction, 'base64').toString('hex');
  const plan = { unsignedTransaction, signWiths: [wallet.address] };
  const signed = signSolanaPlan(plan, () => wallet.privateKey);
  return signed.ok ? accept(signed.value.raw) : refuse(ERRORS.BAD_BODY);
}

/** The signature over a hash as it is, in hex: `r` and `s`, and what tells the key on secp256k1. */
export function signRaw(hash: string, { chainType, privateKey }: OpenWallet): Outcome<string, PrivyError> {
  const digest = Buffer.from(hash.slice(2), 'hex');
  switch (chainType) {
    case 'sui':
      return accept(inHex(ed25519.sign(digest, privateKey)));
    case 'bitcoin-segwit': {
      const signature = secp256k1.sign(digest, privateKey, { prehash: false, format: 'recovered' });
      // The library puts first what tells the key, and Privy last.
      return accept(inHex(Uint8Array.of(...signature.subarray(1), 27 + (signature[0] ?? 0))));
    }
    case 'ethereum':
    case 'solana':
      return refuse(notHere(`raw signatures of ${chainType}`));
  }
}

function inHex(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString('hex')}`;
}
