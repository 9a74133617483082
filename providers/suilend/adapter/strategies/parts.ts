import type { SuiParts } from '@diboas/providers-kit/sui';
import type { SuilendMarket } from '../wire/contracts.ts';

/** What the desk works with. */
export interface SuilendParts extends SuiParts {
  readonly market: SuilendMarket;
}

/** Its name, which never changes: part of stored rows. */
export const STRATEGY = 'suilend-usdc';
export const ASSET = 'USDC';

/** By how much less than it is worth now a stop may bring, in basis points: what nobody pays back is lost to all who lend. */
export const TOLERANCE_BPS = 50n;

/** What cannot be taken out at once takes several transactions: so many are paid for at most. */
export const PARTS_MOST = 4n;
