import { type Instant, type Network, refuse, SECOND_MS } from '@diboas/kernel';
import type { DeskOf } from '@diboas/providers-kit';
import type { AdvancedConnection } from '../wire/connection.ts';
import { cancelOrder } from './cancel.ts';
import { lookAtAccounts } from './holdings.ts';
import { lookUpOrder } from './lookup.ts';
import type { OrderNews } from './news.ts';
import { quoteTrade } from './quote.ts';
import { submitTrade } from './submit.ts';

/** A trade at the price of now is over in a moment; one that rests on the book is looked at once a minute. */
const LOOKUPS_MS = [1, 1, 2, 5, 10, 30, 60].map((seconds) => seconds * SECOND_MS);

/** Coinbase Advanced Trade: coins for digital dollars and back, with money of ours that lies there. */
export function createAdvancedExchange(
  connection: AdvancedConnection,
  context: {
    readonly dollarNetwork: Network;
    readonly now: () => Instant;
    readonly news: OrderNews;
  },
): DeskOf<'exchange'> {
  return {
    paysFromFloat: true,
    pace: { lookupsMs: LOOKUPS_MS },
    quote: (request) => quoteTrade(connection, request, context),
    submit(submission) {
      // Remembered first: news may come before the answer does.
      const { key, transactionId, attemptId } = submission;
      context.news.remember({ key, transactionId, attemptId, reference: null, startedAt: context.now() });
      return submitTrade(connection, submission, context);
    },
    lookup(lookup) {
      context.news.remember(lookup);
      return lookUpOrder(connection, lookup, context);
    },
    cancel: (lookup) => cancelOrder(connection, lookup, context),
    // Advanced Trade sends no webhooks: whoever says that something is one made it up.
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    listenForNews: context.news.listen,
    holdings: () => lookAtAccounts(connection, context.dollarNetwork),
  };
}
