/** What a route gives: the price of the sandbox's market, less a share, and worse the more is asked for. */
import type { Instant } from '@diboas/kernel';
import { walkedPrice } from '@diboas/sandbox-kit';

/** What the pools on the way keep. */
const SHARE_BPS = 8n;
/** Dollars, in millionths, that move the price by a hundredth of a percent. */
const DEPTH = 200_000_000_000n;

/** How somebody who tries it sets the market: to a price that stands still, or moved from what it is. */
export interface Steering {
  readonly dollars?: number | null;
}

export interface Pricing {
  steer(to: Steering): void;
  /** Minor units of what comes for these of what is paid, and by how many basis points the price gets worse. */
  quote(side: 'buy' | 'sell', units: bigint): { readonly out: bigint; readonly impactBps: bigint };
}

export function createPricing(now: () => Instant): Pricing {
  let dollars: number | null = null;
  const micros = (): bigint => {
    const walked = dollars === null ? walkedPrice('SOL', 'USD', now()) : dollars.toFixed(6);
    const [whole = '0', part = ''] = walked.split('.');
    return BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, '0').slice(0, 6));
  };
  return {
    steer: (to) => {
      dollars = to.dollars ?? null;
    },
    quote(side, units) {
      const price = micros();
      const spent = side === 'buy' ? units : (units * price) / 10n ** 9n;
      const impactBps = spent / DEPTH;
      const kept = 10_000n - SHARE_BPS - (impactBps > 9_000n ? 9_000n : impactBps);
      const plain = side === 'buy' ? (units * 10n ** 9n) / price : spent;
      return { out: (plain * kept) / 10_000n, impactBps };
    },
  };
}
