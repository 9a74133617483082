import type { BalanceTypeView, PaymentMethod, QuoteRequest } from '@diboas/protocol';
import type { AddFundsState } from '@diboas/wizards';
import { useQuote } from '../../quote/use-quote.ts';
import type { AddStepProps } from './add-step.ts';

/** What is asked for when money is added: US dollars in, digital dollars on Solana out, in Cash or moved on from there. */
export function quoteRequestOf({
  amount,
  to,
  method,
}: {
  readonly amount: string;
  readonly to: BalanceTypeView | null;
  readonly method: PaymentMethod;
}): QuoteRequest {
  const asked = { amount, currency: 'USD', method, asset: 'USDC', network: 'solana' } as const;
  return to === null || to === 'BANKING'
    ? { operation: 'ADD_FUNDS', ...asked }
    : { operation: 'ADD_AND_MOVE', to, ...asked };
}

/** The price of what the draft asks for. */
export function useAddQuote({ state, take }: AddStepProps) {
  return useQuote({ request: requestIn(state), held: state.quote, isHeldFast: state.sent, take });
}

function requestIn({ amount, to, method }: AddFundsState): QuoteRequest | null {
  return amount === null || to === null || method === null ? null : quoteRequestOf({ amount, to, method });
}
