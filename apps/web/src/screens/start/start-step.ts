import type { QuoteRequest } from '@diboas/protocol';
import type { StartState } from '@diboas/wizards';
import { useQuote } from '../../quote/use-quote.ts';
import { askedFeeWait } from '../../strategies/fee-wait-choice.tsx';
import type { StepPropsOf } from '../../wizard/wizard-step.ts';

/** What each screen of starting a strategy is given. */
export type StartStepProps = StepPropsOf<'start'>;

/** The price of what the draft asks for. */
export function useStartQuote({ state, take }: StartStepProps) {
  return useQuote({ request: requestIn(state), held: state.quote, isHeldFast: state.sent, take });
}

function requestIn({ strategy, amount, feeWait }: StartState): QuoteRequest | null {
  if (strategy === null || amount === null) return null;
  return { operation: 'START_STRATEGY', strategy, amount, ...askedFeeWait(feeWait) };
}
