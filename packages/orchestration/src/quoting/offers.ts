import { assert } from '@diboas/kernel';
import { mannerOf } from '../agreement/manner.ts';
import { identityFeeOf } from '../agreement/price.ts';
import { destinationIn, type Offers } from '../agreement/terms.ts';
import type { Operation, PriceRequest } from '../operation/operation.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { type AskingParts, createAsking } from './asking.ts';
import { orderWithin } from './quote.ts';
import { rankProviders } from './routing.ts';

/** Asks what providers offer now for what was agreed before. */
export type AskOffers = (transaction: Transaction) => Promise<Offers>;

/**
 * Asks all that can what they offer now. A dearer one is paid for by our own fee, as at a failover; what our fee is not enough
 * for is no offer.
 */
export function createAskOffers(
  options: AskingParts & { readonly operations: ReadonlyMap<string, Operation> },
): AskOffers {
  const askProviders = createAsking(options);
  return async ({ terms }) => {
    const operation = options.operations.get(terms.operation);
    assert(operation, 'an operation nobody knows', { operation: terms.operation });
    const { method, receive, price, order } = terms;
    const manner = mannerOf(terms);
    const { payNetwork } = order;
    const wanted = { asset: receive.money.asset, network: receive.network };
    const fee = identityFeeOf(price);
    const request: PriceRequest = {
      ...{ pay: price.amount, payNetwork, method, receive: wanted },
      ...manner,
      ...(fee === null ? {} : { identityFee: fee }),
    };
    const { pay } = operation.order(request);
    const asked = await askProviders(operation, terms.customerId, {
      ...{ pay, payNetwork, method, receive: wanted },
      ...manner,
      destinationAt: (provider) => destinationIn(terms, provider),
    });
    const candidates = asked.map(({ answer, free: _, ...one }) => {
      if (!answer.ok) return { ...one, offer: answer };
      const pricing = operation.price(request, answer.value);
      const { estimate } = answer.value;
      return { ...one, offer: { ok: true, pricing, estimate } as const };
    });
    const { eligible } = rankProviders(candidates, options.clock.now(), operation.bestBy);
    const offers = eligible.flatMap(({ candidate, pricing }) => {
      const within = orderWithin(terms, pricing);
      const { provider } = candidate;
      const destination = destinationIn(terms, provider);
      return within && destination !== null ? [{ provider, order: { ...within, destination } }] : [];
    });
    return offers.length === 0 && eligible.length > 0 ? 'beyond' : offers;
  };
}
