import { accept, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { ToldBook } from '@diboas/market';
import type { NoMarketData } from '@diboas/providers-kit';
import { expect, it } from 'vitest';
import { createBooks } from './books.ts';

const PAIR = { base: 'BTC', quote: 'USDC' } as const;
const level = (price: bigint) => ({ price: { numerator: price, denominator: 1n }, size: 10n ** 8n });

it('M32 a book is asked for once for all, of the next venue where the first tells none to rely on', async () => {
  const clock = { at: Date.UTC(2026, 10, 29, 12), now: () => clock.at };
  const asked: string[] = [];
  const says: Record<string, 'good' | 'crossed' | 'nothing'> = { first: 'crossed', second: 'good' };
  const source = (id: string) => ({
    async book(): Promise<Outcome<ToldBook, NoMarketData>> {
      asked.push(id);
      if (says[id] === 'nothing') return refuse('unavailable');
      const [bid, ask] = says[id] === 'good' ? [99n, 101n] : [101n, 99n];
      const told: ToldBook = { ...PAIR, bids: [level(bid)], asks: [level(ask)], at: clock.at, source: id };
      return accept(told);
    },
  });
  const books = createBooks({ clock, sources: [source('first'), source('second')] });
  const both = await Promise.all([books.book(PAIR), books.book(PAIR)]);
  expect(both.map((book) => book?.source)).toEqual(['second', 'second']);
  expect(asked.splice(0)).toEqual(['first', 'second']);
  clock.at += SECOND_MS;
  expect((await books.book(PAIR))?.source).toBe('second');
  expect(asked).toEqual([]);
  says.first = 'good';
  clock.at += SECOND_MS;
  expect((await books.book(PAIR))?.source).toBe('first');
  // Nobody tells anything more: what is known stands until it is a minute old.
  Object.assign(says, { first: 'nothing', second: 'nothing' });
  clock.at += 50 * SECOND_MS;
  expect((await books.book(PAIR))?.source).toBe('first');
  clock.at += 11 * SECOND_MS;
  expect(await books.book(PAIR)).toBeNull();
});
