import {
  type Asset,
  accept,
  type Money,
  money,
  type Network,
  type Outcome,
  type Rounding,
  refuse,
  scaleUnits,
  unitsPerOne,
} from '@diboas/kernel';
import type { Movement, Observation, OrderEnd } from '@diboas/orchestration';
import { isWordOf, keptText } from '@diboas/providers-kit';
import { z } from 'zod';
import { COINS, type Coin } from './coins.ts';

/** Every status that Kraken documents: docs.kraken.com, "Order lifecycle" and the fields of `QueryOrders`. */
export const ORDER_STATUSES = {
  pending: 'lives',
  open: 'lives',
  closed: 'ended',
  canceled: 'ended',
  expired: 'ended',
} as const satisfies Readonly<Record<string, 'lives' | 'ended'>>;

/** The parts of an order that we use: loose about others, strict about these. */
const orderSchema = z.object({
  status: keptText,
  cl_ord_id: keptText.nullish(),
  reason: keptText.nullish(),
  expiretm: z.number().nullish(),
  closetm: z.number().nullish(),
  descr: z.object({ pair: keptText, type: z.enum(['buy', 'sell']), price: keptText }),
  vol: keptText,
  vol_exec: keptText,
  oflags: keptText.nullish(),
  trades: z.array(keptText.min(1)).nullish(),
});

export interface ToldOrder extends z.output<typeof orderSchema> {
  readonly id: string;
}

/** An order of the list or of a question by its id; in words why it is none. */
export function readOrder(id: string, body: unknown): Outcome<ToldOrder, string> {
  const read = orderSchema.safeParse(body);
  if (read.success) return accept({ id, ...read.data });
  const fields = read.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
  return refuse(`not an order: ${fields}`);
}

/** The parts of a trade, which is what an order met of somebody else's. */
export const tradeSchema = z.object({
  ordertxid: keptText,
  time: z.number(),
  trade_id: z.number().nullish(),
  vol: keptText,
  cost: keptText,
  fee: keptText,
});

export interface ToldTrade extends z.output<typeof tradeSchema> {
  readonly id: string;
}

/** What an order of ours says, with all of its trades; in words, for operators, why it says nothing certain. */
export function observeOrder(
  order: ToldOrder,
  trades: readonly ToldTrade[],
  { key, usdcNetwork }: { key: string; usdcNetwork: Network },
): Outcome<Observation, string> {
  const { id, status, descr } = order;
  if (order.cl_ord_id !== key) return refuse(`order ${id} is not of ${key}`);
  if (!isWordOf(ORDER_STATUSES, status)) return refuse(`order ${id} has a status nobody knows: ${status}`);
  const coin = COINS.find(({ pair }) => pair === descr.pair);
  if (coin === undefined) return refuse(`order ${id} is of a pair nobody knows: ${descr.pair}`);
  // Else the fee would be in the coin, and no figure here would be what it seems.
  if (order.oflags?.split(',').includes('fciq') !== true) return refuse(`order ${id} pays no fee in USDC`);
  const [whole, executed] = [readFigure(order.vol), readFigure(order.vol_exec)];
  const met = readTrades(trades, descr.type);
  if (whole === null || executed === null || met === null)
    return refuse(`the figures of order ${id} cannot be read exactly`);
  if (met.reduce((sum, { coins }) => sum + coins, 0n) !== executed)
    return refuse(`the trades of order ${id} are not all told`);
  const movements = movementsOf(met, { side: descr.type, coin, usdcNetwork });
  const common = { reference: id, actionUrl: null, movements };
  const isBegun = executed > 0n;
  if (ORDER_STATUSES[status] === 'ended') {
    const end = executed === whole ? 'done' : endOf(order);
    return accept({ ...common, stage: 'ended', end, milestone: isBegun ? 'trade_complete' : 'failed' });
  }
  return isBegun
    ? accept({ ...common, stage: 'working', end: null, milestone: 'order_filled' })
    : accept({ ...common, stage: 'open', end: null, milestone: 'order_placed' });
}

/**
 * Why an order ended before all of it was filled. Kraken's words for it differ between its lists (`closed` stands there for
 * whatever was filled in part), so it goes by the order itself: one that may not rest was not met at its price.
 */
function endOf({ status, expiretm, closetm, reason }: ToldOrder): OrderEnd {
  if (!expiretm) return 'price_changed';
  if (status === 'expired' || reason === 'Order expired' || (closetm ?? 0) >= expiretm) return 'lapsed';
  return reason === 'User requested' ? 'cancelled' : 'other';
}

/** Figures are counted in units of this digit. */
export const SCALE = 18;

/** No figure of Kraken's has more digits. */
const DECIMAL = /^[0-9]{1,20}(\.[0-9]{1,18})?$/;

/** A figure of nothing or more in units of its eighteenth digit, exactly; null where it is none. */
export function readFigure(text: string): bigint | null {
  if (!DECIMAL.test(text)) return null;
  const [whole = '', part = ''] = text.split('.');
  return BigInt(whole + part.padEnd(SCALE, '0'));
}

interface Moving {
  readonly side: 'buy' | 'sell';
  readonly coin: Coin;
  readonly usdcNetwork: Network;
}

/** A trade in exact figures: how much of the coin, and of the dollars with Kraken's fee in them. */
interface Met {
  readonly id: string;
  readonly coins: bigint;
  readonly dollars: bigint;
}

/** In the order in which they were; null when a figure cannot be read. */
function readTrades(trades: readonly ToldTrade[], side: 'buy' | 'sell'): Met[] | null {
  const sorted = trades.toSorted(
    (one, other) => one.time - other.time || (one.trade_id ?? 0) - (other.trade_id ?? 0),
  );
  const met: Met[] = [];
  for (const { id, vol, cost, fee } of sorted) {
    const [coins, costs, fees] = [readFigure(vol), readFigure(cost), readFigure(fee)];
    if (coins === null || costs === null || fees === null || (side === 'sell' && fees > costs)) return null;
    met.push({ id, coins, dollars: side === 'buy' ? costs + fees : costs - fees });
  }
  return met;
}

/**
 * What each trade took and gave. Kraken counts USDC in more digits than it has, so all that was taken and given up to each
 * trade is rounded to its unit, for the person and never for us, and each trade has the difference to the one before.
 */
function movementsOf(trades: readonly Met[], { side, coin, usdcNetwork }: Moving): Movement[] {
  const isBuy = side === 'buy';
  let [coins, dollars] = [0n, 0n];
  return trades.flatMap((one): Movement[] => {
    const ofCoin = rise(coin.asset, { before: coins, by: one.coins, rounding: isBuy ? 'up' : 'down' });
    const ofDollars = rise('USDC', { before: dollars, by: one.dollars, rounding: isBuy ? 'down' : 'up' });
    coins += one.coins;
    dollars += one.dollars;
    const common = { id: one.id, destination: null, networkReference: null, reason: null };
    const [taken, given] = [
      { money: isBuy ? ofDollars : ofCoin, network: isBuy ? usdcNetwork : coin.network },
      { money: isBuy ? ofCoin : ofDollars, network: isBuy ? coin.network : usdcNetwork },
    ];
    return [
      { ...common, ...taken, kind: 'taken' },
      { ...common, ...given, kind: 'given' },
    ];
  });
}

/** By how many minor units a sum rises, of which only the whole is rounded. */
function rise(
  asset: Asset,
  { before, by, rounding }: { before: bigint; by: bigint; rounding: Rounding },
): Money {
  const at = (units: bigint): bigint =>
    scaleUnits(units, { numerator: unitsPerOne(asset), denominator: 10n ** BigInt(SCALE), rounding });
  return money(asset, at(before + by) - at(before));
}
