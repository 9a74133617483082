import type { CoinView, QuoteRequest } from '@diboas/protocol';
import { type BuyState, readOrder, type SellState } from '@diboas/wizards';
import { useQuote } from '../../quote/use-quote.ts';
import { useOperation } from '../../wizard/use-operation.ts';
import type { StepPropsOf } from '../../wizard/wizard-step.ts';

/** What each screen of buying is given, and each of selling. */
export type BuyStepProps = StepPropsOf<'buy'>;
export type SellStepProps = StepPropsOf<'sell'>;

type ChainNetwork = Extract<QuoteRequest, { operation: 'BUY_CRYPTO' }>['network'];

/** On which network the digital dollars lie that buy something: where there are most of them. */
export function useDollarNetwork(): ChainNetwork {
  const balances = useOperation('buy')?.balances ?? [];
  // Browsers of some years ago sort in place alone.
  const [most] = [...balances].sort((one, other) => Number(other.available) - Number(one.available));
  return most === undefined || most.network === 'fiat' ? 'solana' : most.network;
}

/** What is priced where something is bought; null while an answer is missing. */
function buyRequest({ coin, amount, order }: BuyState, network: ChainNetwork): QuoteRequest | null {
  const how = readOrder(order);
  if (coin === null || amount === null || how === null) return null;
  return { operation: 'BUY_CRYPTO', asset: coin, amount, network, order: how };
}

/** What is priced where something is sold. Where the dollars arrive is the server's to say. */
function sellRequest({ coin, amount, order }: SellState): QuoteRequest | null {
  const how = readOrder(order);
  if (coin === null || amount === null || how === null) return null;
  return { operation: 'SELL_CRYPTO', asset: coin, amount, order: how };
}

export function useBuyQuote({ state, take }: BuyStepProps) {
  const request = buyRequest(state, useDollarNetwork());
  return useQuote({ request, held: state.quote, isHeldFast: state.sent, take });
}

export function useSellQuote({ state, take }: SellStepProps) {
  return useQuote({ request: sellRequest(state), held: state.quote, isHeldFast: state.sent, take });
}

/** One whole of a coin, as prices are of. */
export function oneOf(coin: CoinView) {
  return { asset: coin, amount: '1' };
}
