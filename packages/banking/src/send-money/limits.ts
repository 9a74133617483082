import { DAY_MS, type Money, money } from '@diboas/kernel';
import type { UseLimit } from '@diboas/orchestration';

/** The least that may be sent: what is smaller is most often a slip of the finger. */
export const SEND_MONEY_MINIMUM: Money = money('USDC', 10_000n);

/** What nobody may send in a day and a month, however well they are known. */
export const SEND_MONEY_LIMITS: readonly UseLimit[] = [
  { windowMs: DAY_MS, most: money('USDC', 100_000_000_000n) },
  { windowMs: 30 * DAY_MS, most: money('USDC', 1_000_000_000_000n) },
];
