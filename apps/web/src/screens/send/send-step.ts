import type { PersonRecipient, QuoteRequest } from '@diboas/protocol';
import type { SendState } from '@diboas/wizards';
import { useQuery } from '@tanstack/react-query';
import { recipientsQuery } from '../../address/recipients-query.ts';
import { useQuote } from '../../quote/use-quote.ts';
import { useServices } from '../../services/services.ts';
import type { StepPropsOf } from '../../wizard/wizard-step.ts';

/** What each screen of sending money is given. */
export type SendStepProps = StepPropsOf<'send'>;

/** Whom the draft sends to, as the person wrote them down; null for somebody who is not on their list. */
export function useRecipient(email: string | null): PersonRecipient | null {
  const { call } = useServices();
  const { data } = useQuery(recipientsQuery(call));
  const people = data?.items.filter((one) => one.kind === 'person');
  return people?.find((one) => one.email === email) ?? null;
}

/** Whether the list was read, or it is known that it could not be. */
export function useListTried(): boolean {
  const { call } = useServices();
  return !useQuery(recipientsQuery(call)).isPending;
}

/** The price of what the draft asks for. Somebody on the list is named by it, so that their name goes with the money. */
export function useSendQuote({ state, take }: SendStepProps) {
  const recipient = useRecipient(state.to);
  const request = requestIn(state, recipient);
  return useQuote({ request, held: state.quote, isHeldFast: state.sent, take });
}

function requestIn({ to, amount }: SendState, recipient: PersonRecipient | null): QuoteRequest | null {
  if (to === null || amount === null) return null;
  const whom = recipient ? { recipient: recipient.id } : { email: to };
  return { operation: 'SEND_MONEY', to: whom, amount, asset: 'USDC', network: 'solana' };
}
