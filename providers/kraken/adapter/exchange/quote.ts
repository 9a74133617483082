import { accept, type Instant, type Network, type Outcome, refuse } from '@diboas/kernel';
import type {
  Estimate,
  ProviderQuote,
  ProviderQuoteRefusal,
  ProviderQuoteRequest,
} from '@diboas/orchestration';
import { conversionFee } from '@diboas/providers-kit';
import { sortFault } from '../wire/fault.ts';
import { type AskedTrade, tradeOf } from './coins.ts';
import { type PlannedTrade, planTrade } from './plan.ts';
import type { Venue } from './venue.ts';

/** What is done at once is told of within seconds. */
const AT_ONCE: Estimate = { fromSeconds: 1, toSeconds: 30, source: 'provider' };

/** What Kraken would take and give now, by its book and our rates. Figures that cannot be read exactly are no price. */
export async function quoteTrade(
  venue: Venue,
  request: ProviderQuoteRequest,
  { usdcNetwork, now }: { usdcNetwork: Network; now: () => Instant },
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const asked = tradeOf(request, usdcNetwork);
  if (typeof asked === 'string' || asked.pay.units <= 0n) return refuse('unsupported');
  try {
    const { coin } = asked;
    const instrument = await venue.instrument(coin);
    const fees = await venue.fees(coin);
    const book = await venue.book(coin);
    if (instrument === null || fees === null || book === null) return refuse('unavailable');
    const planned = planTrade(asked, { instrument, fees }, { book, now: now() });
    return planned.ok ? accept(quoteOf(asked, planned.value, now())) : planned;
  } catch (error) {
    const fault = sortFault(error, now());
    return refuse(fault.kind === 'rejected' && fault.code === 'unsupported' ? 'unsupported' : 'unavailable');
  }
}

function quoteOf(
  { side, pay, trade }: AskedTrade,
  { least, expected, fee }: PlannedTrade,
  now: Instant,
): ProviderQuote {
  const toSeconds = trade.type === 'limit' ? Math.max(1, Math.ceil((trade.goodTill - now) / 1_000)) : 0;
  const estimate = trade.type === 'limit' ? { ...AT_ONCE, toSeconds } : AT_ONCE;
  const told = { deliver: least, ...(expected === null ? {} : { expected }), estimate };
  const of = side === 'buy' ? pay : { asset: least.asset, units: least.units + fee.units };
  const parts = fee.units === 0n ? [] : [conversionFee(fee, { of, by: 'Kraken' })];
  return side === 'buy' ? { ...told, fees: parts } : { ...told, fees: [], keeps: parts };
}
