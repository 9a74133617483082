import { accept } from '@diboas/kernel';
import type { ApiHandlers } from '../http/api-route.ts';
import type { Parts } from '../parts/parts.ts';
import { balancesView } from './balances/view.ts';
import { createDraftHandlers } from './drafts/handler.ts';
import { createLimitsHandler } from './limits/handler.ts';
import { createQuoteHandlers } from './quotes/handler.ts';
import { createSessionHandlers } from './sessions/handler.ts';
import { createTransactionHandlers } from './transactions/handler.ts';

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
