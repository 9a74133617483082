import type { QuoteRequest } from '@diboas/protocol';
import type { StopState } from '@diboas/wizards';
import { useQuote } from '../../quote/use-quote.ts';
import { askedFeeWait } from '../../strategies/fee-wait-choice.tsx';
import type { StepPropsOf } from '../../wizard/wizard-step.ts';

/** What each screen of stopping a strategy is given. */
export type StopStepProps = StepPropsOf<'stop'>;

/** What it would come to. */
export function useStopQuote({ state, take }: StopStepProps) {
  return useQuote({ request: requestIn(state), held: state.quote, isHeldFast: state.sent, take });
}

function requestIn({ position, feeWait }: StopState): QuoteRequest | null {
  return position === null ? null : { operation: 'STOP_STRATEGY', position, ...askedFeeWait(feeWait) };
}
