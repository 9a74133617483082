import type { Asset, Clock, Money } from '@diboas/kernel';
import { newestRates, type Rate, worthOf } from '@diboas/market';

/** What this node knows of the market: of each pair the newest that anybody told. Each node knows its own, in memory. */
export interface PriceBoard {
  rates(): readonly Rate[];
  take(told: readonly Rate[]): void;
  /** From now on called after each time that something was told. */
  onTaken(listener: () => void): void;
  /**
   * What an amount costs in another asset, rounded up. Null where a rate is missing or too old to price from, so that a
   * price which nobody stands by is never told.
   */
  worth(money: Money, asset: Asset): Money | null;
}

export function createPriceBoard({ now }: Clock): PriceBoard {
  let known: readonly Rate[] = [];
  const listeners: (() => void)[] = [];
  return {
    rates: () => known,
    take(told) {
      known = newestRates(known, told);
      for (const listener of listeners) listener();
    },
    onTaken: (listener) => void listeners.push(listener),
    worth(money, asset) {
      const worth = worthOf(money, asset, { rates: known, now: now(), rounding: 'up' });
      return typeof worth === 'string' ? null : worth.money;
    },
  };
}
