import { accept } from '@diboas/kernel';
import type { ApiHandlers } from '../http/api-route.ts';
import type { Parts } from '../parts.ts';
import { balancesView } from '../views/balances-view.ts';
import { createDraftHandlers } from './drafts.ts';
import { createLimitsHandler } from './limits.ts';
import { createQuoteHandlers } from './quotes.ts';
import { createSessionHandlers } from './sessions.ts';
import { createTransactionHandlers } from './transactions.ts';

/** A handler for every route of the protocol. */
export function createApiHandlers(parts: Parts): ApiHandlers {
  return {
    me: async ({ session }) => accept({ body: { id: session.customerId, email: session.email } }),
    limits: createLimitsHandler(parts),
    balances: async ({ session }) =>
      accept({ body: balancesView(await parts.store.balances(session.customerId), parts.clock.now()) }),
    ...createQuoteHandlers(parts),
    ...createTransactionHandlers(parts),
    ...createDraftHandlers(parts),
    ...createSessionHandlers(parts),
  };
}
