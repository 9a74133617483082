import type { QuoteRequest } from '@diboas/protocol';
import type { MoveState } from '@diboas/wizards';
import { useQuote } from '../../quote/use-quote.ts';
import type { StepPropsOf } from '../../wizard/wizard-step.ts';

/** What each screen of moving money is given. */
export type MoveStepProps = StepPropsOf<'move'>;

/** The price of what the draft asks for. */
export function useMoveQuote({ state, take }: MoveStepProps) {
  return useQuote({ request: requestIn(state), held: state.quote, isHeldFast: state.sent, take });
}

function requestIn({ from, to, amount }: MoveState): QuoteRequest | null {
  if (from === null || to === null || amount === null) return null;
  return { operation: 'MOVE', from, to, amount, asset: 'USDC', network: 'solana' };
}
