import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { Instrument, ToldBook } from '@diboas/market';
import type { ProviderQuote, ProviderQuoteRefusal, ProviderQuoteRequest } from '@diboas/orchestration';
import { planTrade } from '../trading/plan.ts';
import { quoteOfPlan } from '../trading/plan-quote.ts';
import { bookOfQuote, type ShareTrade, shareInstrument, shareTradeOf } from './share-trade.ts';
import type { ShareVenue } from './venue.ts';

/** What the trade would come to by what the venue says now, or said last while the exchange is closed. */
export async function quoteShares(
  venue: ShareVenue,
  request: ProviderQuoteRequest,
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const asked = shareTradeOf(request, venue.dollarNetwork);
  if (asked === null) return refuse('unsupported');
  try {
    const instrument = await askInstrument(venue, asked);
    const book = await askBook(venue, asked);
    if (instrument === null) return refuse('unavailable');
    // Nobody sells, or nobody buys: there is no other reason for what was answered and is no book.
    if (book === null) return refuse('no_market');
    const now = venue.now();
    const planned = planTrade(asked, { instrument, fees: venue.fees }, { book, now });
    return planned.ok ? accept(quoteOfPlan(asked, planned.value, { by: venue.name, now })) : planned;
  } catch (error) {
    const fault = venue.sortFault(error);
    return refuse(fault.kind === 'rejected' && fault.code === 'unsupported' ? 'unsupported' : 'unavailable');
  }
}

export async function askInstrument(venue: ShareVenue, { stock }: ShareTrade): Promise<Instrument | null> {
  const status = await venue.status(stock);
  return status && shareInstrument(stock, { status, sizeDigits: venue.sizeDigits });
}

export async function askBook(venue: ShareVenue, { stock }: ShareTrade): Promise<ToldBook | null> {
  const session = await venue.session();
  const quote = session && (await venue.quote(stock));
  return quote && bookOfQuote(stock, quote, { isOpen: session.isOpen, venue });
}
