import { createHash } from 'node:crypto';
import { unreachable } from '@diboas/kernel';
import { base58Length, encodeBase58 } from './base58.ts';

/** Every network that a provider here delivers on. */
export type Network =
  | 'solana'
  | 'bitcoin'
  | 'stellar'
  | 'ethereum'
  | 'polygon'
  | 'base'
  | 'avalanche'
  | 'sui';

const EVM = /^0x[0-9a-fA-F]{40}$/;
const SUI = /^0x[0-9a-fA-F]{64}$/;
const BITCOIN = /^(?:(?:bc1|tb1|bcrt1)[02-9ac-hj-np-z]{8,87}|[13mn2][1-9A-HJ-NP-Za-km-z]{25,34})$/;
const STELLAR = /^G[A-Z2-7]{55}$/;

/** Whether the text has the form of an address on that network. Checksums are not looked at. */
export function isWalletAddress(network: Network, text: string): boolean {
  switch (network) {
    case 'solana':
      return text.length <= 44 && base58Length(text) === 32;
    case 'bitcoin':
      return BITCOIN.test(text);
    case 'stellar':
      return STELLAR.test(text);
    case 'sui':
      return SUI.test(text);
    case 'ethereum':
    case 'polygon':
    case 'base':
    case 'avalanche':
      return EVM.test(text);
    default:
      return unreachable(network);
  }
}

/** The wallet that the person types in when the application gave none. */
export function ownWallet(network: Network): string {
  switch (network) {
    case 'solana':
      return encodeBase58(createHash('sha256').update('sandbox wallet').digest());
    case 'bitcoin':
      return `bc1q${'q'.repeat(38)}`;
    case 'stellar':
      return `G${'A'.repeat(55)}`;
    case 'sui':
      return `0x${'5a'.repeat(32)}`;
    case 'ethereum':
    case 'polygon':
    case 'base':
    case 'avalanche':
      return `0x${'5a'.repeat(20)}`;
    default:
      return unreachable(network);
  }
}

/** A transaction that no chain has ever seen, in the form that the network gives them; the same for the same session. */
export function fakeTransactionId(network: Network, sessionId: string): string {
  const digest = createHash('sha512').update(`transaction of ${sessionId}`).digest();
  switch (network) {
    case 'solana':
      return encodeBase58(digest);
    case 'bitcoin':
    case 'stellar':
      return digest.subarray(0, 32).toString('hex');
    case 'sui':
      return encodeBase58(digest.subarray(0, 32));
    case 'ethereum':
    case 'polygon':
    case 'base':
    case 'avalanche':
      return `0x${digest.subarray(0, 32).toString('hex')}`;
    default:
      return unreachable(network);
  }
}
