// Strategies as a test says that they are, with everything that is made of them.
import { addDays, dayAt } from '@diboas/calendars';
import { RISK_FILES, type StrategyDay } from '@diboas/defi';
import { accept, DAY_MS, type Instant, money, refuse } from '@diboas/kernel';
import type { Rate } from '@diboas/market';
import type { StrategyFacts } from '@diboas/orchestration';
import { createStrategyShelf } from '../shelf.ts';

const [file] = RISK_FILES;
if (file === undefined) throw new Error('people of ours looked into something');

/** One that people of ours looked into. */
export const LOOKED_INTO = file;

export const OWN_SOURCE = 'northlend';
export const SECOND_SOURCE = 'allyields';

/** A strategy in dollars of which all is well, at a moment. */
export function someFacts(at: Instant, changes: Partial<StrategyFacts> = {}): StrategyFacts {
  return {
    ...{ id: LOOKED_INTO.strategy, asset: 'USDC', network: 'ethereum', protocol: 'Northlend', state: 'open' },
    ...{ room: null, rate: { ppm: 41_000, at }, exit: 'when_free', contracts: [], at },
    total: money('USDC', 900_000_000_000_000n),
    free: money('USDC', 300_000_000_000_000n),
    ...changes,
  };
}

/** So many days of a source, up to the day before. */
export function pastDays(
  now: Instant,
  { source, count, ratePpm }: { source: string; count: number; ratePpm: (index: number) => number },
): StrategyDay[] {
  const today = dayAt(now);
  return Array.from({ length: count }, (_, index) => ({
    ...{ strategy: LOOKED_INTO.strategy, source, day: addDays(today, index - count) },
    ...{ ratePpm: ratePpm(index), total: null, at: now - (count - index) * DAY_MS },
  }));
}

/** What a dollar token costs, so many ten-thousandths of a dollar. */
export function dollarRate(at: Instant, tenThousandths = 10_000n): Rate {
  const price = { numerator: tenThousandths, denominator: 10_000n };
  return { asset: 'USDC', currency: 'USD', price, at, source: 'northpay' };
}

/** A provider that tells what it is set to, or does not answer. */
export function createToldStrategies(clock: { readonly at: Instant; now(): Instant }) {
  let told: readonly StrategyFacts[] | null = [someFacts(clock.at)];
  const desk = {
    id: OWN_SOURCE,
    strategies: async () => (told === null ? refuse('unavailable' as const) : accept(told)),
    value: async () => refuse('unknown' as const),
  };
  return {
    shelf: createStrategyShelf([desk], { now: clock.now, elapsed: clock.now }),
    /** Null: it does not answer. */
    tell(next: readonly StrategyFacts[] | null) {
      told = next;
    },
  };
}
