import { assert } from '@diboas/kernel';
import { divideUp, type FeeEstimate, type FeeUrgency, percentileOf } from '../shape/fee.ts';
import { rentOf, TOKEN_ACCOUNT_BYTES } from './amount.ts';

export interface SolanaFeeFacts {
  readonly signatures: bigint;
  /** The compute units that the transaction asks for: they are paid for whether it needs them or not. */
  readonly computeUnits: bigint;
  /** Micro-lamports a unit that were paid of late: `getRecentPrioritizationFees`. Empty when nobody paid any. */
  readonly recentPrices: readonly bigint[];
  /** How many accounts for a token must be made. */
  readonly newTokenAccounts: bigint;
  /** What an account costs a byte now, when the node was asked. */
  readonly lamportsPerByte?: bigint;
}

export interface SolanaFee extends FeeEstimate {
  readonly microLamportsPerUnit: bigint;
  /** Part of `most` and `expected`: what stays in new accounts and is nobody's fee, but gone for whoever pays. */
  readonly rent: bigint;
}

/** Solana, "Fees": 5,000 lamports for each signature. */
const LAMPORTS_PER_SIGNATURE = 5_000n;
const MICRO = 1_000_000n;
const PERCENT: Readonly<Record<FeeUrgency, number>> = { slow: 25, normal: 50, fast: 90 };

/**
 * Signatures, the price of the compute units, rounded up, and rent for new accounts. There is nothing to wait for: what is
 * signed is what is charged, so the most is what is expected.
 */
export function estimateSolanaFee(urgency: FeeUrgency, facts: SolanaFeeFacts): SolanaFee {
  assert(facts.signatures > 0n, 'somebody signs a transaction', { signatures: facts.signatures });
  const microLamportsPerUnit = percentileOf(facts.recentPrices, PERCENT[urgency]) ?? 0n;
  const priority = divideUp(microLamportsPerUnit * facts.computeUnits, MICRO);
  const rent = facts.newTokenAccounts * rentOf(TOKEN_ACCOUNT_BYTES, facts.lamportsPerByte);
  const sum = facts.signatures * LAMPORTS_PER_SIGNATURE + priority + rent;
  return { asset: 'SOL', expected: sum, most: sum, microLamportsPerUnit, rent };
}
