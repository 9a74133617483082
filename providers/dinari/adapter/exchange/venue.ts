import { type Instant, MINUTE_MS, type Network, type Stock } from '@diboas/kernel';
import type { TradingFees } from '@diboas/market';
import type { ShareVenue } from '@diboas/providers-kit';
import type { DinariConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { stopOrder } from './cancel.ts';
import { lookAtAccount } from './holdings.ts';
import { lookUpNamed, lookUpRequest } from './lookup.ts';
import type { OrderContext } from './order.ts';
import { askQuote } from './quote.ts';
import { askSession } from './session.ts';
import { askStocks, type ListedStock } from './stocks.ts';
import { placeOrder } from './submit.ts';

export interface DinariTrading {
  readonly accountId: string;
  /** The contract of the dollars that purchases are paid in; Dinari's own dollar token where it is null. */
  readonly paymentToken: string | null;
  readonly dollarNetwork: Network;
  readonly fees: TradingFees;
  readonly now: () => Instant;
}

/** Of an order with a price; one at any price may have two more, and is sent by nobody here. */
const SIZE_DIGITS = 4;

export function createDinariVenue(connection: DinariConnection, trading: DinariTrading): ShareVenue {
  const { now } = trading;
  const account = `/accounts/${encodeURIComponent(trading.accountId)}`;
  const orders: OrderContext = { connection, account, stocks: () => askStocks(connection) };
  // By whose id a share is priced and ordered: of the look at how it stands, which comes before both.
  let known: readonly ListedStock[] = [];
  const listed = (stock: Stock) => known.find((one) => one.stock === stock) ?? null;
  return {
    ...{ name: 'Dinari', sizeDigits: SIZE_DIGITS, listLagMs: MINUTE_MS, now },
    ...{ fees: trading.fees, dollarNetwork: trading.dollarNetwork },
    sortFault: (error) => sortFault(error, now()),
    session: () => askSession(connection),
    async status(stock) {
      const all = await askStocks(connection);
      known = all ?? known;
      return all && (listed(stock)?.isTradable ? 'trading' : 'halted');
    },
    async quote(stock) {
      const one = listed(stock);
      return one && askQuote(connection, one.id);
    },
    named: (key) => lookUpNamed(orders, key),
    order: (reference) => lookUpRequest(orders, reference),
    async place(order) {
      const one = listed(order.stock);
      return (
        one && (await placeOrder(orders, order, { stockId: one.id, paymentToken: trading.paymentToken }))
      );
    },
    stop: (reference) => stopOrder(orders, reference),
    holdings: () => lookAtAccount(orders, trading.dollarNetwork),
  };
}
