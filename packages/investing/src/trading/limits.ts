import { DAY_MS, type Money, money } from '@diboas/kernel';
import type { CheckName, UseLimit } from '@diboas/orchestration';

/** What is less would be eaten by fees. What a venue takes at least is its own word, and asked for with the price. */
export const TRADE_MINIMUM: Money = money('USDC', 1_000_000n);

/** What nobody may buy, or sell, in a day and a month, however well they are known. A dollar token counts as a dollar. */
export const TRADE_LIMITS: readonly UseLimit[] = [
  { windowMs: DAY_MS, most: money('USDC', 250_000_000_000n) },
  { windowMs: 30 * DAY_MS, most: money('USDC', 2_500_000_000_000n) },
];

/**
 * What is looked at before a trade: it moves within what is the person's own, so no rule about where money goes, or how much
 * and how often, counts it; and whoever trades at the price of now is not kept waiting for a reviewer.
 */
export const TRADE_CHECKS: readonly CheckName[] = ['sanctions'];

/** Our own fee for a trade, in basis points of the dollars on its one side: mission row M11. */
export const TRADE_FEE_BPS = 25n;
