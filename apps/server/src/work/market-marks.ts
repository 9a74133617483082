import type { Clock, Instant } from '@diboas/kernel';
import type { Rate } from '@diboas/market';
import { marketMarkAt, markTimeBefore, type PortfolioStore } from '@diboas/portfolio';

export interface MarketMarksOptions {
  readonly portfolios: Pick<PortfolioStore, 'keepMark'>;
  readonly rates: () => readonly Rate[];
  readonly clock: Clock;
}

/**
 * Keeps what assets cost as each five minutes are over, of what this node knew a moment before: what it hears afterwards is from later.
 * Every node does, and the first one's is kept.
 */
export function createMarketMarks({ portfolios, rates, clock }: MarketMarksOptions) {
  let known: readonly Rate[] = [];
  let marked: Instant = markTimeBefore(clock.now());
  return {
    async lookOnce(): Promise<number> {
      const time = markTimeBefore(clock.now());
      const mark = time > marked ? marketMarkAt(time, known) : null;
      if (mark) await portfolios.keepMark(mark);
      marked = time;
      known = rates();
      return mark ? 1 : 0;
    },
  };
}
