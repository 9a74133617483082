import type { PaymentMethod, QuoteRequest } from '@diboas/protocol';
import type { AddFundsState } from '@diboas/wizards';
import { useQuote } from '../../quote/use-quote.ts';
import type { AddStepProps } from './add-step.ts';

/** What is asked for when money is added: US dollars in, digital dollars on Solana out. */
export function quoteRequestOf(amount: string, method: PaymentMethod): QuoteRequest {
  return { operation: 'ADD_FUNDS', amount, currency: 'USD', method, asset: 'USDC', network: 'solana' };
}

/** The price of what the draft asks for. */
export function useAddQuote({ state, take }: AddStepProps) {
  return useQuote({ request: requestIn(state), held: state.quote, isHeldFast: state.sent, take });
}

function requestIn({ amount, method }: AddFundsState): QuoteRequest | null {
  return amount === null || method === null ? null : quoteRequestOf(amount, method);
}
