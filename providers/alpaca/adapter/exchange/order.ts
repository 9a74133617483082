import { accept, formatInstant, type Instant, isAsset, isStock, MINUTE_MS, refuse } from '@diboas/kernel';
import { addFractions, compareFractions, type Fraction, multiply, parseFraction, ZERO } from '@diboas/market';
import {
  isWordOf,
  keptText,
  type ReadShareOrder,
  type ShareStanding,
  type ToldShareOrder,
} from '@diboas/providers-kit';
import { z } from 'zod';
import type { AlpacaConnection } from '../wire/connection.ts';

const moment = z.iso.datetime({ offset: true });

export const orderSchema = z.object({
  id: keptText.min(1),
  client_order_id: z.string(),
  created_at: moment,
  symbol: z.string(),
  qty: z.string().nullable(),
  filled_qty: z.string(),
  side: z.enum(['buy', 'sell']),
  limit_price: z.string().nullable(),
  status: z.string(),
});
export type ToldAlpacaOrder = z.infer<typeof orderSchema>;

/**
 * Every status of Alpaca's client (`@alpacahq/alpaca-trade-api` 4.0.2). `replaced` is of an order that somebody changed, which nobody here
 * does, so it is not known what became of ours.
 */
export const STATUSES: Readonly<Record<string, ShareStanding | 'unexpected'>> = {
  new: 'stands',
  accepted: 'stands',
  pending_new: 'stands',
  accepted_for_bidding: 'stands',
  held: 'stands',
  stopped: 'stands',
  suspended: 'stands',
  calculated: 'stands',
  done_for_day: 'stands',
  partially_filled: 'stands',
  pending_cancel: 'stands',
  pending_replace: 'stands',
  filled: 'filled',
  canceled: 'cancelled',
  expired: 'expired',
  rejected: 'failed',
  replaced: 'unexpected',
};

/** The order with all of its fills, which are asked for only where there are any. */
export async function readWhole(
  connection: AlpacaConnection,
  told: ToldAlpacaOrder,
): Promise<ReadShareOrder> {
  const standing = isWordOf(STATUSES, told.status) ? STATUSES[told.status] : undefined;
  if (standing === undefined) return refuse('the order has a status that nobody knows');
  if (standing === 'unexpected') return refuse(`Alpaca says ${told.status}: somebody has to ask there`);
  const of = whatOf(told);
  const toldFilled = amountOf(told.filled_qty);
  if (of === null || toldFilled === null) return refuse(`what ${told.id} is of could not be read`);
  const fills = toldFilled.numerator === 0n ? [] : await askFills(connection, told);
  const filled = fills && sumOf(fills);
  if (filled === null) return refuse(`the fills of ${told.id} could not be read`);
  const isWhole = compareFractions(filled.shares, toldFilled) >= 0;
  const read = { reference: told.id, key: told.client_order_id, side: told.side };
  return accept({ ...read, of, standing, filled, isWhole });
}

function whatOf({ symbol, qty, limit_price }: ToldAlpacaOrder): ToldShareOrder['of'] {
  const [shares, limit] = [parseFraction(qty ?? ''), parseFraction(limit_price ?? '')];
  if (!isAsset(symbol) || !isStock(symbol) || shares === null || limit === null) return null;
  return { stock: symbol, shares, limit };
}

const fillSchema = z.object({
  id: keptText.min(1),
  order_id: z.string(),
  qty: z.string(),
  price: z.string(),
});
type ToldFill = z.infer<typeof fillSchema>;

const PAGE_SIZE = 100;
const PAGES_MAX = 50;
/** Their clock stamps both, and a list that begins a little earlier harms nobody. */
const BEFORE_MS = MINUTE_MS;

/** Fills are told of the whole account since a time: ours are those of the order, each once. Null where they cannot be read. */
async function askFills(
  connection: AlpacaConnection,
  { id, created_at }: ToldAlpacaOrder,
): Promise<readonly ToldFill[] | null> {
  const since: Instant = Date.parse(created_at) - BEFORE_MS;
  const fills = new Map<string, ToldFill>();
  let token: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const query = { after: formatInstant(since), direction: 'asc', page_size: String(PAGE_SIZE) };
    const body = await connection.list('/v2/account/activities/FILL', {
      ...{ ...query, ...(token === null ? {} : { page_token: token }) },
    });
    const read = z.array(fillSchema).safeParse(body);
    if (!read.success) return null;
    for (const fill of read.data) if (fill.order_id === id) fills.set(fill.id, fill);
    token = read.data.at(-1)?.id ?? null;
    if (read.data.length < PAGE_SIZE) return [...fills.values()];
  }
  return null;
}

/** Alpaca takes nothing of a trade; what authorities take of sales is taken of the account once a day. */
function sumOf(fills: readonly ToldFill[]): ToldShareOrder['filled'] | null {
  let [shares, dollars]: [Fraction, Fraction] = [ZERO, ZERO];
  for (const { qty, price } of fills) {
    const [size, each] = [parseFraction(qty), parseFraction(price)];
    if (size === null || each === null) return null;
    [shares, dollars] = [addFractions(shares, size), addFractions(dollars, multiply(size, each))];
  }
  return { shares, dollars, fees: ZERO };
}

function amountOf(text: string): Fraction | null {
  return /^0(\.0+)?$/.test(text) ? ZERO : parseFraction(text);
}
