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
  feeAtMost,
  fitOrder,
  type Instrument,
  type PlanRefusal,
  planOrder,
  type TradingFees,
} from '@diboas/market';
import type {
  FeePart,
  ProviderQuote,
  ProviderQuoteRefusal,
  ProviderQuoteRequest,
} from '@diboas/orchestration';
import { basisOf } from '@diboas/providers-kit';
import { askBook, askInstrument } from '../market-data/ask-market.ts';
import type { AdvancedConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { baseFor, onStep, ownPrice, quoteFor, withoutFee } from './limit.ts';
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
    if (!plan.ok) return refuse(REFUSALS[plan.refusal.reason]);
    // What its book hardly bears goes in several orders, one after the other; here an order is one.
    if (plan.value.splitBecause !== null) return refuse('amount_too_large');
    const { size, whole, arrivesAtLeast } = plan.value;
    const arrives = trade.side === 'buy' ? whole.filled.base : whole.filled.quote;
    return accept(
      quoteOf(trade, { size, least: arrivesAtLeast, expected: arrives, rates, seconds: AT_ONCE_SECONDS }),
    );
  } catch (error) {
    const fault = sortFault(error, now());
    return refuse(fault.kind === 'rejected' && fault.code === 'unsupported' ? 'unsupported' : 'unavailable');
  }
}

const REFUSALS: Readonly<Record<PlanRefusal['reason'], ProviderQuoteRefusal>> = {
  bad_book: 'unavailable',
  not_trading: 'unavailable',
  unknown_asset: 'unsupported',
  below_minimum: 'amount_too_small',
  above_maximum: 'amount_too_large',
  above_book: 'amount_too_large',
  too_many_parts: 'amount_too_large',
  part_below_minimum: 'amount_too_large',
  tolerance_too_small: 'unavailable',
};

/** At a person's own price, put on the venue's step in their favour. It is filled at that or better, if at all. */
function quoteLimit(
  trade: Trade,
  { instrument, rates, now }: { instrument: Instrument; rates: TradingFees; now: Instant },
): Quoted {
  const { how, leaves, side } = trade;
  if (how.type !== 'limit' || how.goodTill <= now) return refuse('unsupported');
  const price = onStep(ownPrice(how.price), instrument, side === 'buy' ? 'down' : 'up');
  if (price.numerator === 0n) return refuse('unsupported');
  const sized = side === 'buy' ? baseFor(leaves, price, instrument) : leaves;
  const fitted = fitOrder(instrument, { amount: sized, kind: 'limit' });
  if (!fitted.ok) return refuse(REFUSALS[fitted.refusal.reason]);
  const base = fitted.value.size;
  const quote = quoteFor(base, price, instrument, side === 'buy' ? 'up' : 'down');
  const isSmall = fitOrder(instrument, { amount: quote, kind: 'limit' });
  if (!isSmall.ok) return refuse(REFUSALS[isSmall.refusal.reason]);
  const [size, least] = side === 'buy' ? [quote, base] : [base, quote];
  const seconds = Math.ceil((how.goodTill - now) / SECOND_MS);
  return accept(quoteOf(trade, { size, least, expected: null, rates, seconds }));
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
    const fee = feePart(feeAtMost({ base: least, quote: size }, rates, 'taker'), size);
    return { fees: [fee], deliver: least, ...(expected ? { expected } : {}), estimate };
  }
  const deliver = withoutFee(least, rates.taker);
  const fee = feePart({ asset: least.asset, units: least.units - deliver.units }, least);
  const more = expected ? { expected: withoutFee(expected, rates.taker) } : {};
  return { fees: [], deliver, keeps: [fee], ...more, estimate };
}

function feePart(amount: Money, of: Money): FeePart {
  const basis = basisOf({ fee: amount, of, quotedBy: NAME });
  return { tier: 'provider', amount, takenBy: NAME, purpose: 'conversion', basis };
}
