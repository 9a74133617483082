/**
 * The market of shares as the sandbox has it, around the price that all sandboxes walk. No state but what whoever tries something
 * has set: whether the exchange is open, whether anything is filled, and what is told.
 */
import { type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { Store } from '../keeping/store.ts';
import { walkedPrice } from '../market/walked-price.ts';
import { parseDecimal } from '../text/decimal.ts';
import { isOpenByClock, nextClose, nextOpening } from './session.ts';

export const SHARES = ['AAPL', 'NVDA', 'SPY', 'TSLA'] as const;
export type Share = (typeof SHARES)[number];

export function isShare(symbol: string): symbol is Share {
  return SHARES.some((one) => one === symbol);
}

/** What whoever tries something has set. */
export interface ShareSetting {
  /** By the clock of New York, or whatever the clock says. */
  readonly exchange: 'by_clock' | 'open' | 'closed';
  readonly isTradable: boolean;
  /** `half`: of what is sent, half is filled at once. `hold`: nothing is, and a cancel stays in its queue. */
  readonly filling: 'all' | 'half' | 'hold';
  readonly quote: 'good' | 'crossed' | 'empty' | 'old';
  /** By how much the price is off the walk, in basis points. */
  readonly shiftBps: number;
}

const PLAIN: ShareSetting = {
  ...{ exchange: 'by_clock', isTradable: true, filling: 'all', quote: 'good', shiftBps: 0 },
};

/** Prices in cents, how many whole shares there are at each, and when it was so. */
export interface ShownQuote {
  readonly bid: bigint;
  readonly ask: bigint;
  readonly shares: bigint;
  readonly at: Instant;
}

export interface ShareSession {
  readonly isOpen: boolean;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
}

export interface ShareMarket {
  setting(): ShareSetting;
  set(change: Partial<ShareSetting>): void;
  session(): ShareSession;
  /** What is paid and asked in truth. */
  best(share: Share): { readonly bid: bigint; readonly ask: bigint };
  /** What is told of it. */
  told(share: Share): ShownQuote;
}

const SPREAD_BPS = 4n;
const SHARES_THERE = 2_000n;

export function createShareMarket({
  store,
  name,
  now,
}: {
  readonly store: Store;
  readonly name: string;
  readonly now: () => Instant;
}): ShareMarket {
  const shelf = store.shelf<ShareSetting>(`${name}_market`);
  const setting = (): ShareSetting => shelf.get('all') ?? PLAIN;
  const best: ShareMarket['best'] = (share) => {
    const second = Math.floor(now() / SECOND_MS) * SECOND_MS;
    const walked = (parseDecimal(walkedPrice(share, 'USD', second), 8) ?? 0n) / 1_000_000n;
    const mid = (walked * BigInt(10_000 + setting().shiftBps)) / 10_000n;
    const off = (mid * SPREAD_BPS) / 20_000n + 1n;
    return { bid: mid - off, ask: mid + off };
  };
  return {
    ...{ setting, best },
    set: (change) => shelf.put('all', { ...setting(), ...change }),
    session() {
      const { exchange } = setting();
      const isOpen = exchange === 'by_clock' ? isOpenByClock(now()) : exchange === 'open';
      return { isOpen, opensAt: nextOpening(now() + 1), closesAt: nextClose(now() + 1) };
    },
    told(share) {
      const { bid, ask } = best(share);
      const { quote } = setting();
      const at = quote === 'old' ? now() - 10 * MINUTE_MS : now();
      if (quote === 'crossed') return { bid: ask, ask: bid, shares: SHARES_THERE, at };
      return quote === 'empty' ? { bid, ask: 0n, shares: 0n, at } : { bid, ask, shares: SHARES_THERE, at };
    },
  };
}
