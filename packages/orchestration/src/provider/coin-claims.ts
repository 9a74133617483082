// Who pays with what from a wallet that many orders are paid from at once: docs/decisions/0018-coins-are-claimed.md.
import type { Id, Instant, Network, Outcome } from '@diboas/kernel';

/** A wallet of ours on one network. */
export interface CoinWallet {
  /** As its provider names it; where it has an address only, that. */
  readonly wallet: string;
  readonly network: Network;
}

/** One attempt's part of a wallet. */
export interface CoinsOfAttempt extends CoinWallet {
  readonly attemptId: Id;
}

export interface CoinClaim extends CoinsOfAttempt {
  readonly transactionId: Id;
  readonly now: Instant;
  /**
   * Chooses among what the network says is there: names of coins, of objects at a version, or of nonces. `isFree` says
   * which were promised to nobody else and not spent. Null where what is free will not do. It asks nobody and waits for
   * nothing: the wallet is locked meanwhile.
   */
  wanted(isFree: (name: string) => boolean): readonly string[] | null;
}

/**
 * `not_enough`: what is free will not do, and may later. `too_many`: so much of the wallet is promised that something must
 * be wrong.
 */
export type CoinClaimRefusal = 'not_enough' | 'too_many';

/** How many names of a wallet may be taken at a time, and by one attempt; how long a name is. */
export const COIN_CLAIMS_MAX = 20_000;
export const COINS_OF_ATTEMPT_MAX = 500;
export const COIN_NAME_LENGTH_MAX = 200;

export interface CoinClaimStore {
  /**
   * Promises what `wanted` chose to the attempt, under the wallet's lock, in a commit of its own: whatever comes at once,
   * no name is promised twice. The same attempt again has what it had, and nothing is chosen.
   */
  claimCoins(claim: CoinClaim): Promise<Outcome<readonly string[], CoinClaimRefusal>>;
  /** Nothing will ever be carried out with them: they are free. What was noted as spent stays so. */
  releaseCoins(coins: CoinsOfAttempt): Promise<void>;
  /**
   * The network was seen to have spent them: they are never free again. They are forgotten a day later, when nobody can
   * think any more that they are there. Where not all of the attempt were needed, `spent` says which were: the others are free.
   */
  noteCoinsSpent(coins: CoinsOfAttempt, now: Instant, spent?: readonly string[]): Promise<void>;
}
