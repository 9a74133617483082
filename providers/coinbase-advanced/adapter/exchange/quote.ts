import {
  accept,
  type Instant,
  type Money,
  type Network,
  type Outcome,
  refuse,
  SECOND_MS,
} from '@diboas/kernel';
import {
  amountAt,
  boughtAt,
  feeAtMost,
  fitOrder,
  type Instrument,
  onPriceIncrement,
  planOrder,
  type TradingFees,
  unitPriceOf,
} from '@diboas/market';
import type { ProviderQuote, ProviderQuoteRefusal, ProviderQuoteRequest } from '@diboas/orchestration';
import { conversionFee, PLAN_REFUSALS } from '@diboas/providers-kit';
import { askBook, askInstrument } from '../market-data/ask-market.ts';
import type { AdvancedConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { withoutFee } from './limit.ts';
import { askRates } from './rates.ts';
import { type Trade, tradeOf } from './trade.ts';

const NAME = 'Coinbase Advanced';

/** How long a trade at the price of now takes, news of it included. */
const AT_ONCE_SECONDS = 30;

type Quoted = Outcome<ProviderQuote, ProviderQuoteRefusal>;

/** What the trade would come to by the rules, the book and our fees of this moment. Nothing is made by asking. */
export async function quoteTrade(
  connection: AdvancedConnection,
  request: ProviderQuoteRequest,
  { dollarNetwork, now }: { dollarNetwork: Network; now: () => Instant },
): Promise<Quoted> {
  const trade = tradeOf(request, dollarNetwork);
  if (trade === null) return refuse('unsupported');
  try {
    const instrument = await askInstrument(connection, trade.pair);
    const rates = await askRates(connection);
    if (instrument === null || rates === null) return refuse('unavailable');
    if (trade.how.type === 'limit') return quoteLimit(trade, { instrument, rates, now: now() });
    const book = await askBook(connection, trade.pair);
    if (book === null) return refuse('unavailable');
    const wish = { leaves: trade.leaves, toleranceBps: BigInt(trade.how.toleranceBps) };
    const plan = planOrder(wish, { instrument, book, now: now() });
    if (!plan.ok) return refuse(PLAN_REFUSALS[plan.refusal.reason]);
    // What its book hardly bears goes in several orders, one after the other; here an order is one.
    if (plan.value.splitBecause !== null) return refuse('amount_too_large');
    const { size, whole, arrivesAtLeast } = plan.value;
    const arrives = trade.side === 'buy' ? whole.filled.base : whole.filled.quote;
    const quote = quoteOf(trade, {
      ...{ size, least: arrivesAtLeast, expected: arrives, rates, seconds: AT_ONCE_SECONDS },
    });
    return accept(withRest(quote, plan.value.remains));
  } catch (error) {
    const fault = sortFault(error, now());
    return refuse(fault.kind === 'rejected' && fault.code === 'unsupported' ? 'unsupported' : 'unavailable');
  }
}

/** At a person's own price, put on the venue's step in their favour. It is filled at that or better, if at all. */
function quoteLimit(
  trade: Trade,
  { instrument, rates, now }: { instrument: Instrument; rates: TradingFees; now: Instant },
): Quoted {
  const { how, leaves, side } = trade;
  if (how.type !== 'limit' || how.goodTill <= now) return refuse('unsupported');
  const price = onPriceIncrement(
    unitPriceOf(how.price),
    instrument.priceIncrement,
    side === 'buy' ? 'down' : 'up',
  );
  if (price.numerator === 0n) return refuse('unsupported');
  const sized = side === 'buy' ? boughtAt(leaves, price, instrument) : leaves;
  const fitted = fitOrder(instrument, { amount: sized, kind: 'limit' });
  if (!fitted.ok) return refuse(PLAN_REFUSALS[fitted.refusal.reason]);
  const base = fitted.value.size;
  const quote = amountAt(base, {
    to: instrument.quote,
    price: price,
    rounding: side === 'buy' ? 'up' : 'down',
  });
  const isSmall = fitOrder(instrument, { amount: quote, kind: 'limit' });
  if (!isSmall.ok) return refuse(PLAN_REFUSALS[isSmall.refusal.reason]);
  const [size, least] = side === 'buy' ? [quote, base] : [base, quote];
  const seconds = Math.ceil((how.goodTill - now) / SECOND_MS);
  const quoted = quoteOf(trade, { size, least, expected: null, rates, seconds });
  return accept(withRest(quoted, fitted.value.remains.asset === leaves.asset ? fitted.value.remains : null));
}

/** With what of an amount is less than a step of Coinbase's. */
function withRest(quote: ProviderQuote, rest: Money | null): ProviderQuote {
  return rest !== null && rest.units > 0n ? { ...quote, rest } : quote;
}

/** With the dearer of the two rates: nobody knows beforehand whether an order finds its match or is found by it. */
function quoteOf(
  { side }: Trade,
  {
    size,
    least,
    expected,
    rates,
    seconds,
  }: { size: Money; least: Money; expected: Money | null; rates: TradingFees; seconds: number },
): ProviderQuote {
  const estimate = { fromSeconds: 1, toSeconds: seconds, source: 'provider' } as const;
  if (side === 'buy') {
    const fee = conversionFee(feeAtMost({ base: least, quote: size }, rates, 'taker'), {
      of: size,
      by: NAME,
    });
    return { fees: [fee], deliver: least, ...(expected ? { expected } : {}), estimate };
  }
  const deliver = withoutFee(least, rates.taker);
  const fee = conversionFee(
    { asset: least.asset, units: least.units - deliver.units },
    { of: least, by: NAME },
  );
  const more = expected ? { expected: withoutFee(expected, rates.taker) } : {};
  return { fees: [], deliver, keeps: [fee], ...more, estimate };
}
