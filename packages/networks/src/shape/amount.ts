import type { Asset } from '@diboas/kernel';

/** An asset as it exists on one chain. */
export interface NetworkAsset {
  readonly asset: Asset;
  /** Minor units in one unit, as a power of ten, on this chain. The same as in the ledger, which a test holds. */
  readonly decimals: number;
  /** The contract, mint or coin type by which the chain knows it; null for the chain's own coin. */
  readonly token: string | null;
}

/** The least that a chain carries to an address, in minor units. */
export interface LeastSend {
  readonly units: bigint;
  /** The least when the address has never been used: an account must be paid for on Solana. */
  readonly unitsIfNew: bigint;
}

/** One minor unit: for assets of which the chain carries any amount. */
export const ANY_AMOUNT: LeastSend = { units: 1n, unitsIfNew: 1n };
