import {
  accept,
  formatInstant,
  type Instant,
  type Money,
  money,
  type Outcome,
  refuse,
  SECOND_MS,
  unitsPerOne,
} from '@diboas/kernel';
import { amountAt, HISTORY_QUOTE, inBasisPoints, type OrderBook, walkBook } from '@diboas/market';
import type { AmountPriceView } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import type { HttpRefusal } from '../../refusals/refusal.ts';
import { readMoney } from '../money/amount.ts';
import { showMoney } from '../money/view.ts';

/** From here on a book is told as old: a venue that is well tells a newer one every second. */
const OLD_AFTER_MS = 10 * SECOND_MS;

export function createAmountPriceHandlers({
  books,
  past,
  clock,
}: Pick<Parts, 'books' | 'past' | 'clock'>): Pick<ApiHandlers, 'amountPrice'> {
  return {
    async amountPrice({ params: { asset }, query: { side, amount } }) {
      const leaves = readMoney({ asset: side === 'buy' ? HISTORY_QUOTE : asset, amount });
      if (!leaves.ok) return leaves;
      if (leaves.value.units <= 0n) return refuse({ code: 'amount_too_small' });
      const book = await books.book({ base: asset, quote: HISTORY_QUOTE });
      if (book === null)
        return refuse({ code: 'no_market', detail: 'nobody tells a book that can be relied on' });
      const shown = showAmountPrice(leaves.value, book, clock.now());
      if (!shown.ok) return shown;
      return accept({ body: { ...shown.value, asset, source: past.nameOf(book.source) } });
    },
  };
}

function showAmountPrice(
  leaves: Money,
  book: OrderBook,
  now: Instant,
): Outcome<Omit<AmountPriceView, 'asset' | 'source'>, HttpRefusal<'amount_too_small' | 'amount_too_large'>> {
  const { side, filled, aboveBook, average, againstBest } = walkBook(book, leaves);
  if (aboveBook.units > 0n) return refuse({ code: 'amount_too_large', detail: 'the book takes less' });
  const gets = side === 'buy' ? filled.base : filled.quote;
  if (gets.units === 0n) return refuse({ code: 'amount_too_small', detail: 'nothing would arrive for it' });
  const one = amountAt(oneOf(book), {
    to: book.quote,
    price: average,
    rounding: side === 'buy' ? 'up' : 'down',
  });
  return accept({
    ...{
      asOf: formatInstant(now),
      side,
      amount: showMoney(leaves),
      gets: showMoney(gets),
      price: showMoney(one),
    },
    worseBps: Number(inBasisPoints(againstBest, 'up')),
    ...{ at: formatInstant(book.at), isOld: now - book.at >= OLD_AFTER_MS },
  });
}

function oneOf({ base }: OrderBook): Money {
  return money(base, unitsPerOne(base));
}
