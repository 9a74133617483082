/** What a book fills of an order, level by level, the best price first. Pure. */
import { smallerUnits } from '@diboas/kernel';
import { PRICE_ONE, readPrice, readSize, sizeFor, valueAt } from './decimals.ts';
import type { Book, Level } from './market.ts';
import { filledOf, type TradedOrder } from './order.ts';

export interface Matched {
  readonly levels: readonly Level[];
  /** Whether nothing of the order is left then. */
  readonly isWhole: boolean;
}

/** What is not filled yet: of the base, or of the quote where the order is for so much of that. */
function restOf(order: TradedOrder): { readonly rest: bigint; readonly inQuote: boolean } {
  const { size, value } = filledOf(order);
  if (order.quoteSize !== null) return { rest: (readSize(order.quoteSize) ?? 0n) - value, inQuote: true };
  return { rest: (readSize(order.baseSize ?? '0') ?? 0n) - size, inQuote: false };
}

export function matchOrder(order: TradedOrder, book: Book): Matched {
  const { rest: whole, inQuote } = restOf(order);
  const limit = order.limitPrice === null ? null : (readPrice(order.limitPrice) ?? 0n);
  const levels: Level[] = [];
  let rest = whole;
  for (const { price, size } of order.side === 'BUY' ? book.asks : book.bids) {
    const isBeyond = limit !== null && (order.side === 'BUY' ? price > limit : price < limit);
    if (isBeyond || rest <= 0n) break;
    const there = inQuote ? valueAt(size, price) : size;
    const taken = smallerUnits(there, rest);
    levels.push({ price, size: inQuote ? sizeFor(taken, price) : taken });
    rest -= taken;
  }
  return { levels, isWhole: rest <= 0n };
}

/** All that is left of the order, at its own limit: as somebody who comes to a resting order fills it. */
export function restAtLimit(order: TradedOrder): Level | null {
  const { rest, inQuote } = restOf(order);
  const price = order.limitPrice === null ? null : readPrice(order.limitPrice);
  if (price === null || rest <= 0n) return null;
  return { price, size: inQuote ? sizeFor(rest, price) : rest };
}

/** A fill that goes wrong, as faults ask for: less is given than was agreed, or more is taken. */
export function spoiled(level: Level, { plan, side }: TradedOrder): Level {
  const share = (units: bigint, bps: number): bigint => (units * BigInt(10_000 + bps)) / 10_000n;
  const { size, price } = level;
  if (plan.deliverBps !== 0) {
    if (side === 'SELL') return { size, price: share(price, plan.deliverBps) };
    const less = share(size, plan.deliverBps);
    return { size: less, price: (valueAt(size, price) * PRICE_ONE) / less };
  }
  const more = plan.chargeBps ?? 0;
  if (more === 0 || side === 'BUY') return level;
  const taken = share(size, more);
  return { size: taken, price: (valueAt(size, price) * PRICE_ONE) / taken };
}
