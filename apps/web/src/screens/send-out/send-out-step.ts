import type { QuoteRequest } from '@diboas/protocol';
import type { SendOutState } from '@diboas/wizards';
import { addressKept } from '../../address/address-form.ts';
import { useQuote } from '../../quote/use-quote.ts';
import type { StepPropsOf } from '../../wizard/wizard-step.ts';

/** What each screen of sending to an address is given. */
export type SendOutStepProps = StepPropsOf<'send_out'>;

/** The price of what the draft asks for. */
export function useSendOutQuote({ state, take }: SendOutStepProps) {
  return useQuote({ request: requestIn(state), held: state.quote, isHeldFast: state.sent, take });
}

function requestIn({ to, asset, amount }: SendOutState): QuoteRequest | null {
  const kept = addressKept(to);
  if (kept === null || asset === null || amount === null) return null;
  return { operation: 'SEND_TO_ADDRESS', ...kept, asset, amount };
}
