import { accept, type Instant, type Network, type Outcome, refuse } from '@diboas/kernel';
import type { ProviderQuote, ProviderQuoteRefusal, ProviderQuoteRequest } from '@diboas/orchestration';
import { planTrade, quoteOfPlan } from '@diboas/providers-kit';
import { sortFault } from '../wire/fault.ts';
import { tradeOf } from './coins.ts';
import type { Venue } from './venue.ts';

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
    return planned.ok ? accept(quoteOfPlan(asked, planned.value, { by: 'Kraken', now: now() })) : planned;
  } catch (error) {
    const fault = sortFault(error, now());
    return refuse(fault.kind === 'rejected' && fault.code === 'unsupported' ? 'unsupported' : 'unavailable');
  }
}
