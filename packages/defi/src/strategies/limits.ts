import { DAY_MS, type Money, money } from '@diboas/kernel';
import type { CheckName, UseLimit } from '@diboas/orchestration';

/** What is less would be eaten by what networks take. */
export const STRATEGY_MINIMUM: Money = money('USDC', 1_000_000n);

/** What nobody may put into strategies in a day and a month, however well they are known. A dollar token counts as a dollar. */
export const STRATEGY_LIMITS: readonly UseLimit[] = [
  { windowMs: DAY_MS, most: money('USDC', 250_000_000_000n) },
  { windowMs: 30 * DAY_MS, most: money('USDC', 2_500_000_000_000n) },
];

/** What is looked at before anything is put in or taken out: it stays the person's own, so no rule of where money goes counts it. */
export const STRATEGY_CHECKS: readonly CheckName[] = ['sanctions'];

/** Our own fee for a start, in basis points of what is put in: mission row M11. A stop is free. */
export const START_FEE_BPS = 25n;

/** How a start or a stop is asked for: by the strategy's own network. */
export const BY_STRATEGY = 'strategy';

/** For how long somebody may have a lower fee waited for. */
export const FEE_WAIT_MAX_MS = DAY_MS;

/** How much less than was named may arrive, as what it is worth moves: in basis points. */
export const STRATEGY_TOLERANCE_BPS = 50n;
