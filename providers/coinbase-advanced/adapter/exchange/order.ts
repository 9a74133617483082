import { accept, isAsset, type Network, type Outcome, refuse, unitsPerOne } from '@diboas/kernel';
import {
  addFractions,
  divide,
  type Fraction,
  multiply,
  parseFraction,
  roundFraction,
  subtractFractions,
  ZERO,
} from '@diboas/market';
import type { Movement, Observation } from '@diboas/orchestration';
import { isWordOf, keptText } from '@diboas/providers-kit';
import { z } from 'zod';
import { QUOTE } from '../market-data/instrument.ts';
import { homeOf } from './trade.ts';

export const orderSchema = z.object({
  order_id: keptText.min(1),
  client_order_id: z.string(),
  product_id: z.string(),
  side: z.enum(['BUY', 'SELL']),
  status: z.string(),
  order_configuration: z.record(z.string(), z.unknown()),
  number_of_fills: z.string().regex(/^\d{1,9}$/),
  settled: z.boolean(),
});

export type ToldOrder = z.infer<typeof orderSchema>;

export const fillSchema = z.object({
  entry_id: z.string().min(1),
  order_id: z.string(),
  price: z.string(),
  size: z.string(),
  commission: z.string(),
  /** Then the size is of the quote. */
  size_in_quote: z.boolean(),
});

export type ToldFill = z.infer<typeof fillSchema>;

/** What each status means. One that is not here, or that Coinbase itself does not know, is not guessed. */
const STATUSES = {
  PENDING: 'stands',
  QUEUED: 'stands',
  OPEN: 'stands',
  CANCEL_QUEUED: 'stands',
  EDIT_QUEUED: 'stands',
  FILLED: 'filled',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
  FAILED: 'failed',
} as const;

/** What one look at an order says, once all of its fills are there. */
export function observeOrder(
  order: ToldOrder,
  fills: readonly ToldFill[],
  dollarNetwork: Network,
): Outcome<Observation, string> {
  if (!isWordOf(STATUSES, order.status)) return refuse(`the order has a status that nobody knows`);
  const moved = movementsOf(order, fills, dollarNetwork);
  if (moved === null) return refuse('a fill of the order could not be read');
  const meaning = STATUSES[order.status];
  const told = { reference: order.order_id, actionUrl: null, movements: moved };
  // What was filled is told late, and is ours only once it is settled: until then more may come.
  const isWhole = fills.length >= Number(order.number_of_fills) && (order.settled || fills.length === 0);
  if (meaning === 'stands' || !isWhole) {
    const hasMoved = moved.length > 0 || Number(order.number_of_fills) > 0;
    const [stage, milestone] = hasMoved
      ? (['working', 'order_filled_in_part'] as const)
      : (['open', 'order_open'] as const);
    return accept({ ...told, stage, end: null, milestone });
  }
  if (meaning === 'filled' && moved.length === 0) return refuse('the order is filled, by nothing');
  const end = endOf(meaning, order);
  return accept({
    ...told,
    stage: 'ended',
    end,
    milestone: end === 'done' ? 'order_filled' : `order_${meaning}`,
  });
}

/** A limit that is filled at once or let go is let go because the price was no longer there. */
function endOf(meaning: 'filled' | 'cancelled' | 'expired' | 'failed', order: ToldOrder): Observation['end'] {
  if (meaning === 'filled') return 'done';
  if (meaning === 'failed') return 'other';
  const isAtOnce = Object.keys(order.order_configuration).some((name) => name.endsWith('_ioc'));
  if (isAtOnce) return 'price_changed';
  return meaning === 'cancelled' ? 'cancelled' : 'lapsed';
}

interface Totals {
  readonly base: Fraction;
  readonly quote: Fraction;
  readonly fees: Fraction;
}

/**
 * What left and what came, in all: exact sums of the fills that are rounded once and against us, so that they only grow, and so
 * that the roundings of many fills never add up to more than was agreed. Null where a figure makes no sense.
 */
function movementsOf(
  order: ToldOrder,
  fills: readonly ToldFill[],
  dollarNetwork: Network,
): readonly Movement[] | null {
  const [base = '', quote = ''] = order.product_id.split('-');
  const network = isAsset(base) ? homeOf(base) : null;
  if (!isAsset(base) || network === null || quote !== QUOTE) return null;
  const totals = totalsOf(fills);
  if (totals === null) return null;
  if (fills.length === 0) return [];
  const isBuy = order.side === 'BUY';
  const dollars = isBuy
    ? addFractions(totals.quote, totals.fees)
    : subtractFractions(totals.quote, totals.fees);
  const movement = (kind: 'taken' | 'given', what: 'base' | 'quote'): Movement => {
    const asset = what === 'base' ? base : QUOTE;
    const sum = multiply(what === 'base' ? totals.base : dollars, {
      numerator: unitsPerOne(asset),
      denominator: 1n,
    });
    const units = roundFraction(sum, kind === 'taken' ? 'up' : 'down');
    const told = { id: order.order_id, destination: null, networkReference: null, reason: null };
    return { ...told, kind, money: { asset, units }, network: what === 'base' ? network : dollarNetwork };
  };
  return [movement('taken', isBuy ? 'quote' : 'base'), movement('given', isBuy ? 'base' : 'quote')];
}

function totalsOf(fills: readonly ToldFill[]): Totals | null {
  let totals: Totals = { base: ZERO, quote: ZERO, fees: ZERO };
  for (const fill of fills) {
    const [price, size] = [parseFraction(fill.price), parseFraction(fill.size)];
    const fee = /^0(\.0+)?$/.test(fill.commission) ? ZERO : parseFraction(fill.commission);
    if (price === null || size === null || fee === null) return null;
    const [base, quote] = fill.size_in_quote ? [divide(size, price), size] : [size, multiply(size, price)];
    totals = {
      base: addFractions(totals.base, base),
      quote: addFractions(totals.quote, quote),
      fees: addFractions(totals.fees, fee),
    };
  }
  return totals;
}
