import type { PayoutMethod, QuoteRequest } from '@diboas/protocol';
import type { WithdrawState } from '@diboas/wizards';
import { useQuote } from '../../quote/use-quote.ts';
import { useOperation } from '../../wizard/use-operation.ts';
import type { StepPropsOf } from '../../wizard/wizard-step.ts';

/** What each screen of withdrawing is given. */
export type WithdrawStepProps = StepPropsOf<'withdraw'>;

/** On which network the digital dollars lie that are withdrawn: where there are most of them. */
export function useWithdrawFrom(): 'bitcoin' | 'ethereum' | 'solana' | 'sui' {
  const balances = useOperation('withdraw')?.balances ?? [];
  const [most] = balances
    .filter(({ type, asset, network }) => type === 'BANKING' && asset === 'USDC' && network !== 'fiat')
    .sort((a, b) => Number(b.available) - Number(a.available));
  return most === undefined || most.network === 'fiat' ? 'solana' : most.network;
}

/** What is priced: the same draft by one method or another. */
export function withdrawRequest(
  { account, amount }: Pick<WithdrawState, 'account' | 'amount'>,
  { method, network }: { method: PayoutMethod; network: ReturnType<typeof useWithdrawFrom> },
): QuoteRequest | null {
  if (account === null || amount === null) return null;
  return { operation: 'WITHDRAW_FUNDS', account, amount, asset: 'USDC', network, method };
}

/** The price of what the draft asks for. */
export function useWithdrawQuote({ state, take }: WithdrawStepProps) {
  const network = useWithdrawFrom();
  const request = state.method === null ? null : withdrawRequest(state, { method: state.method, network });
  return useQuote({ request, held: state.quote, isHeldFast: state.sent, take });
}
