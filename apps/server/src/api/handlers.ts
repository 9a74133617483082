import type { ApiHandlers } from '../http/api-route.ts';
import type { Parts } from '../parts/parts.ts';
import { createAddressHandlers } from './addresses/handler.ts';
import { createAmountPriceHandlers } from './amount-price/handler.ts';
import { createAssetHistoryHandlers } from './asset-history/handler.ts';
import { createBalanceHandlers } from './balances/handler.ts';
import { createBankAccountHandlers } from './bank-accounts/handler.ts';
import { createConfigHandlers } from './config/handler.ts';
import { createCustomerHandlers } from './customers/handler.ts';
import { createDepositAddressHandlers } from './deposit-addresses/handler.ts';
import { createDraftHandlers } from './drafts/handler.ts';
import { createIdentityHandlers } from './identity/handler.ts';
import { createLimitsHandler } from './limits/handler.ts';
import { createLotHandlers } from './lots/handler.ts';
import { createNoticeHandlers } from './notices/handler.ts';
import { createOperationsHandler } from './operations/handler.ts';
import { createPortfolioHandlers } from './portfolio/handler.ts';
import { createPositionHandlers } from './positions/handler.ts';
import { createPriceAlertHandlers } from './price-alerts/handler.ts';
import { createPriceHandlers } from './prices/handler.ts';
import { createQuoteHandlers } from './quotes/handler.ts';
import { createRecipientHandlers } from './recipients/handler.ts';
import { createRecurringHandlers } from './recurring-buys/handler.ts';
import { createRiskProfileHandlers } from './risk-profile/handler.ts';
import { createSecondFactorHandlers } from './second-factor/handler.ts';
import { createSessionHandlers } from './sessions/handler.ts';
import { createSignInHandlers } from './sign-in/handler.ts';
import { createStatementHandlers } from './statements/handler.ts';
import { createStrategyHandlers } from './strategies/handler.ts';
import { createTaxYearHandlers } from './tax-years/handler.ts';
import { createTransactionHandlers } from './transactions/handler.ts';

/** A handler for every route of the protocol, by noun. */
export function createApiHandlers(parts: Parts): ApiHandlers {
  return {
    ...createCustomerHandlers(),
    limits: createLimitsHandler(parts),
    ...createIdentityHandlers(parts),
    operations: createOperationsHandler(parts),
    ...createRecipientHandlers(parts),
    ...createAddressHandlers(parts),
    ...createDepositAddressHandlers(parts),
    ...createBankAccountHandlers(parts),
    ...createQuoteHandlers(parts),
    ...createTransactionHandlers(parts),
    ...createBalanceHandlers(parts),
    ...createStatementHandlers(parts),
    ...createLotHandlers(parts),
    ...createTaxYearHandlers(parts),
    ...createPriceHandlers(parts),
    ...createPortfolioHandlers(parts),
    ...createStrategyHandlers(parts),
    ...createRiskProfileHandlers(parts),
    ...createPositionHandlers(parts),
    ...createAssetHistoryHandlers(parts),
    ...createAmountPriceHandlers(parts),
    ...createPriceAlertHandlers(parts),
    ...createRecurringHandlers(parts),
    ...createNoticeHandlers(parts),
    ...createDraftHandlers(parts),
    ...createSessionHandlers(parts),
    ...createSecondFactorHandlers(parts),
    ...createSignInHandlers(parts),
    ...createConfigHandlers(parts),
  };
}
