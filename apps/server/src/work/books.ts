// Order books, asked for when somebody would like to see one, and once for all who would at that moment.
import { type Clock, type Instant, SECOND_MS } from '@diboas/kernel';
import { createOrderBook, type OrderBook, type TradingPair } from '@diboas/market';
import type { MarketData } from '@diboas/providers-kit';

export interface Books {
  /** The newest book that can be relied on, of whichever venue told one first; null where none did within a minute. */
  book(pair: TradingPair): Promise<OrderBook | null>;
}

/** A book is asked for again after so long. */
const ASK_EVERY_MS = 2 * SECOND_MS;

interface Known {
  askedAt: Instant;
  asking: Promise<void> | null;
  book: OrderBook | null;
}

/** @param sources in the order in which they are asked: each stands in for those before it */
export function createBooks({
  sources,
  clock,
}: {
  readonly sources: readonly Pick<MarketData, 'book'>[];
  readonly clock: Pick<Clock, 'now'>;
}): Books {
  const byPair = new Map<string, Known>();

  async function ask(pair: TradingPair, known: Known): Promise<void> {
    for (const source of sources) {
      const told = await source.book(pair);
      const checked = told.ok ? createOrderBook(told.value, clock.now()) : told;
      if (!checked.ok) continue;
      known.book = checked.value;
      return;
    }
  }

  return {
    async book(pair) {
      const name = `${pair.base}/${pair.quote}`;
      const known = byPair.get(name) ?? { askedAt: 0, asking: null, book: null };
      byPair.set(name, known);
      if (known.asking === null && clock.now() - known.askedAt >= ASK_EVERY_MS) {
        known.askedAt = clock.now();
        known.asking = ask(pair, known).finally(() => {
          known.asking = null;
        });
      }
      await known.asking;
      // What was good when it was told may be too old by now.
      return known.book && createOrderBook(known.book, clock.now()).ok ? known.book : null;
    },
  };
}
