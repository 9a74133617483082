import { assert, type Id, type Instant } from '@diboas/kernel';
import type { Operation, PriceRefusal, PriceRequest } from './operation.ts';
import type { ProviderQuote, ProviderQuoteRefusal } from './provider.ts';
import type { Terms } from './terms.ts';

export type QuoteRefusal = PriceRefusal | ProviderQuoteRefusal | 'no_provider';

/** Everything that goes into an offer. */
export interface AskQuote {
  readonly id: Id;
  readonly customerId: string;
  readonly operation: Operation;
  readonly request: PriceRequest;
  readonly provider: string;
  readonly quote: ProviderQuote;
  readonly destination: string;
  readonly now: Instant;
  /** How long the offer stands. */
  readonly validMs: number;
}

/** The offer that a person may confirm: a provider's quote with our own fee on it, and an end. */
export function quoteTerms(ask: AskQuote): Terms {
  const { price, receive, order } = ask.operation.price(ask.request, ask.quote);
  assert(receive.money.units > 0n, 'an offer delivers something', { receive });
  return {
    id: ask.id,
    customerId: ask.customerId,
    operation: ask.operation.name,
    method: ask.request.method,
    provider: ask.provider,
    price,
    receive,
    order: { ...order, destination: ask.destination },
    estimate: ask.quote.estimate,
    createdAt: ask.now,
    expiresAt: ask.now + ask.validMs,
  };
}
