import type { BalanceTypeView, PaymentMethod, QuoteRequest } from '@diboas/protocol';
import { ADD_FUNDS_ARRIVALS, type AddFundsState } from '@diboas/wizards';
import { useQuote } from '../../quote/use-quote.ts';
import type { AddStepProps } from './add-step.ts';

/** What a draft says that arrives, in its two parts. */
export function boughtIn(said: NonNullable<AddFundsState['goods']>): Pick<Added, 'asset' | 'network'> {
  const [asset = '', network = ''] = said.split(':');
  return { asset, network } as Pick<Added, 'asset' | 'network'>;
}

/** What is paid in, and what arrives where: US dollars, and digital dollars on Solana, where nothing else was said. */
export function tradeOf({ currency, goods }: Pick<AddFundsState, 'currency' | 'goods'>) {
  return { currency: currency ?? 'USD', ...boughtIn(goods ?? ADD_FUNDS_ARRIVALS[0]) };
}

type Added = Extract<QuoteRequest, { operation: 'ADD_FUNDS' }>;

/** What is asked for when money is added, in Cash or moved on from there. */
export function quoteRequestOf({
  amount,
  to,
  method,
  ...said
}: Pick<AddFundsState, 'currency' | 'goods'> & {
  readonly amount: string;
  readonly to: BalanceTypeView | null;
  readonly method: PaymentMethod;
}): QuoteRequest {
  const asked = { amount, method, ...tradeOf(said) };
  return to === null || to === 'BANKING'
    ? { operation: 'ADD_FUNDS', ...asked }
    : { operation: 'ADD_AND_MOVE', to, ...asked };
}

/** The price of what the draft asks for. */
export function useAddQuote({ state, take }: AddStepProps) {
  return useQuote({ request: requestIn(state), held: state.quote, isHeldFast: state.sent, take });
}

function requestIn({ amount, to, method, currency, goods }: AddFundsState): QuoteRequest | null {
  if (amount === null || to === null || method === null) return null;
  return quoteRequestOf({ amount, to, method, currency, goods });
}
