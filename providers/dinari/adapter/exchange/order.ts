// Dinari has two objects of one order. An OrderRequest is what was asked for; once it was submitted there is an Order on a chain, and
// fulfilments of that. What neither knows by our list of its words, and what asks for a person, is not guessed.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { addFractions, compareFractions, type Fraction, parseFraction, ZERO } from '@diboas/market';
import {
  isWordOf,
  keptText,
  type ReadShareOrder,
  type ShareStanding,
  type ToldShareOrder,
} from '@diboas/providers-kit';
import { z } from 'zod';
import type { DinariConnection } from '../wire/connection.ts';
import type { ListedStock } from './stocks.ts';

const side = z.enum(['BUY', 'SELL']);

export const requestSchema = z.object({
  id: keptText.min(1),
  client_order_id: z.string().nullish(),
  order_id: keptText.nullish(),
  order_side: side,
  status: z.string(),
});
export type ToldRequest = z.infer<typeof requestSchema>;

const orderSchema = z.object({
  id: z.string(),
  client_order_id: z.string().nullish(),
  order_side: side,
  status: z.string(),
  stock_id: z.string().nullish(),
  asset_token_quantity: z.string().nullish(),
  limit_price: z.string().nullish(),
});
type ToldOrder = z.infer<typeof orderSchema>;

const fulfilmentSchema = z.object({
  id: z.string().min(1),
  order_id: z.string(),
  asset_token_filled: z.string(),
  asset_token_spent: z.string(),
  payment_token_filled: z.string(),
  payment_token_spent: z.string(),
  payment_token_fee: z.string().nullish(),
});
type ToldFulfilment = z.infer<typeof fulfilmentSchema>;

const pageSchema = z.object({
  data: z.array(z.unknown()),
  pagination_metadata: z.object({ next: z.string().nullish() }),
});

/** What needs a person: Dinari says that it does not know what became of it, or wants to be spoken to. */
type Read = ShareStanding | 'asks_for_a_person';

/** `SUBMITTED` has its Order, of which more is known. */
export const REQUEST_STATUSES: Readonly<Record<string, Read>> = {
  QUOTED: 'stands',
  PENDING: 'stands',
  PENDING_BRIDGE: 'stands',
  SUBMITTED: 'stands',
  ERROR: 'asks_for_a_person',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
  REJECTED: 'failed',
};

export const ORDER_STATUSES: Readonly<Record<string, Read>> = {
  PENDING_SUBMIT: 'stands',
  PENDING_CANCEL: 'stands',
  PENDING_ESCROW: 'stands',
  PENDING_FILL: 'stands',
  ESCROWED: 'stands',
  SUBMITTED: 'stands',
  PARTIALLY_FILLED: 'stands',
  CANCELLED: 'cancelled',
  FILLED: 'filled',
  REJECTED: 'failed',
  REQUIRING_CONTACT: 'asks_for_a_person',
  ERROR: 'asks_for_a_person',
};

export interface OrderContext {
  readonly connection: DinariConnection;
  /** /accounts/<id> */
  readonly account: string;
  stocks(): Promise<readonly ListedStock[] | null>;
}

/** The whole of an order: its request, and where there is one its Order with all that was fulfilled. */
export async function readWhole(context: OrderContext, told: ToldRequest): Promise<ReadShareOrder> {
  const order = told.order_id ? await askOrder(context, told.order_id) : null;
  if (order === 'unreadable') return refuse(`the order of ${told.id} could not be read`);
  const word = order?.status ?? told.status;
  const standing = standingOf(order ? ORDER_STATUSES : REQUEST_STATUSES, word);
  if (!standing.ok) return standing;
  const of = order ? await whatOf(context, order) : null;
  const key = order?.client_order_id ?? told.client_order_id;
  if (of === 'unreadable' || key == null) return refuse(`what ${told.id} is of could not be read`);
  const fills = order ? await askFulfilments(context, order.id) : [];
  const filled = fills && sumOf(fills);
  if (filled === null) return refuse(`what was fulfilled of ${told.id} could not be read`);
  // Of what is filled all is told, be it a moment later.
  const read = { reference: told.id, key, of, standing: standing.value, filled };
  return accept({
    ...read,
    side: told.order_side === 'BUY' ? 'buy' : 'sell',
    isWhole: standing.value !== 'filled' || (of !== null && compareFractions(filled.shares, of.shares) >= 0),
  });
}

async function whatOf(context: OrderContext, order: ToldOrder): Promise<ToldShareOrder['of'] | 'unreadable'> {
  const stock = (await context.stocks())?.find(({ id }) => id === order.stock_id)?.stock;
  const [shares, limit] = [
    parseFraction(order.asset_token_quantity ?? ''),
    parseFraction(order.limit_price ?? ''),
  ];
  return stock === undefined || shares === null || limit === null ? 'unreadable' : { stock, shares, limit };
}

function standingOf(table: Readonly<Record<string, Read>>, word: string): Outcome<ShareStanding, string> {
  const read = isWordOf(table, word) ? table[word] : undefined;
  if (read === undefined) return refuse('the order has a status that nobody knows');
  return read === 'asks_for_a_person'
    ? refuse(`Dinari says ${word}: somebody has to ask there`)
    : accept(read);
}

async function askOrder(
  { connection, account }: OrderContext,
  id: string,
): Promise<ToldOrder | 'unreadable'> {
  const read = orderSchema.safeParse(await connection.get(`${account}/orders/${encodeURIComponent(id)}`));
  return read.success && read.data.id === id ? read.data : 'unreadable';
}

const PAGES_MAX = 50;

/** Each once, whatever pages say; null where one is of another order, or could not be read. */
async function askFulfilments(
  { connection, account }: OrderContext,
  id: string,
): Promise<readonly ToldFulfilment[] | null> {
  const told = new Map<string, ToldFulfilment>();
  let next: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const query = { limit: '100', ...(next === null ? {} : { next }) };
    const body = pageSchema.safeParse(
      await connection.get(`${account}/orders/${encodeURIComponent(id)}/fulfillments`, query),
    );
    const read = z.array(fulfilmentSchema).safeParse(body.data?.data);
    if (!body.success || !read.success || read.data.some(({ order_id }) => order_id !== id)) return null;
    for (const one of read.data) told.set(one.id, one);
    next = body.data.pagination_metadata.next ?? null;
    if (next === null) return [...told.values()];
  }
  return null;
}

function sumOf(fills: readonly ToldFulfilment[]): ToldShareOrder['filled'] | null {
  let sum: ToldShareOrder['filled'] = { shares: ZERO, dollars: ZERO, fees: ZERO };
  for (const fill of fills) {
    const figures = [
      addAmounts(fill.asset_token_filled, fill.asset_token_spent),
      addAmounts(fill.payment_token_filled, fill.payment_token_spent),
      amountOf(fill.payment_token_fee ?? '0'),
    ];
    const [shares, dollars, fees] = figures;
    if (!shares || !dollars || !fees) return null;
    sum = {
      shares: addFractions(sum.shares, shares),
      dollars: addFractions(sum.dollars, dollars),
      fees: addFractions(sum.fees, fees),
    };
  }
  return sum;
}

/** Of a purchase the one is zero, and of a sale the other. */
function addAmounts(left: string, right: string): Fraction | null {
  const [one, other] = [amountOf(left), amountOf(right)];
  return one && other && addFractions(one, other);
}

function amountOf(text: string): Fraction | null {
  return /^0(\.0+)?$/.test(text) ? ZERO : parseFraction(text);
}
