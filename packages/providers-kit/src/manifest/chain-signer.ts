import { type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer } from '@diboas/orchestration';

/** The networks whose transactions are signed whole, for whoever makes them and sends them. */
export type SignedNetwork = 'ethereum' | 'solana';

/** All on which somebody signs: on Sui a signature stands beside its transaction. */
export type SigningNetwork = SignedNetwork | 'sui';

/**
 * Keeps a key of ours on a network and signs with it what others of ours have made: swaps, and whatever else is no plain transfer.
 * It is no key that transfers are paid from: whoever makes transactions with it gives their nonces, and nobody else does.
 */
export interface ChainSigner {
  readonly id: string;
  readonly name: string;
  /** Whose transactions it signs. `unavailable`: it does not tell. `unsupported`: there is none on this network. */
  address(network: SigningNetwork): Promise<Outcome<string, 'unavailable' | 'unsupported'>>;
  /**
   * Signs a whole transaction, and sends nothing. In hex, without anything before it, both ways: on Ethereum the envelope of
   * EIP-2718 without a signature, on Solana the transaction with zeros for its one signature. On Sui it is `TransactionData`, and what comes
   * back is the signature of whose address sends: the flag of its scheme, itself and the key. Whoever asks looks that what was
   * signed is what was to be signed. Refused with what the attempt comes to by it: nothing was sent, whatever it is.
   */
  sign(ask: {
    readonly network: SigningNetwork;
    readonly transaction: string;
  }): Promise<Outcome<string, PrepareAnswer>>;
}

/**
 * For what somebody signs: each has a key of its own, so that what lies at its address, and the order of what is sent from there,
 * is one provider's alone.
 */
export const SIGNING_USES = [
  'swaps',
  'lending',
  'vaults',
  'crossings',
  'pools',
  'routes',
  'reserves',
  'orders',
] as const;
export type SigningUse = (typeof SIGNING_USES)[number];

/** Whoever signs: a key a use. */
export interface SigningDesk {
  forUse(use: SigningUse): ChainSigner;
}

/** Where nobody signs. */
export const NO_SIGNER: SigningDesk = {
  forUse: () => ({
    ...{ id: 'nobody', name: 'Nobody' },
    address: async () => refuse('unsupported'),
    sign: async () =>
      refuse({ kind: 'rejected', code: 'unsupported', elsewhere: true, detail: 'nobody signs' }),
  }),
};
